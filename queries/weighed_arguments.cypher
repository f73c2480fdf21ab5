// Which arguments support or rebut items of these debates?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[:SUPPORTS|REBUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, c, p, q
ORDER BY p.id
WITH a, c, collect({id: p.id, kind: p.kind, negated: q.negated, debate: p.debate}) AS premises
RETURN a.id AS id, a.kind AS kind, c.id AS target, premises,
       a.answer AS answer, a.inferred AS inferred
ORDER BY id
