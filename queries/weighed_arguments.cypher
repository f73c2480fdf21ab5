// Which arguments support or rebut items of these debates?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[:SUPPORTS|REBUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a.id AS id, a.kind AS kind, c.id AS target, a.answer AS answer, a.inferred AS inferred,
     p.id AS premise, p.kind AS premise_kind, q.negated AS negated, p.debate AS debate
ORDER BY premise
RETURN id, kind, target,
       collect({id: premise, kind: premise_kind, negated: negated, debate: debate}) AS premises,
       answer, inferred
ORDER BY id
