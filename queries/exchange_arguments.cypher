// Which arguments support or rebut items of a debate?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(c:Claim)<-[:SUPPORTS|REBUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, c, p, q
ORDER BY p.id
WITH a, c, collect({id: p.id, negated: q.negated}) AS premises
RETURN a.id AS id, a.kind AS kind, premises, c.id AS target, a.reasons AS reasons,
       a.inferred AS inferred, a.answer AS answer, a.ordinal AS ordinal, a.line AS line
ORDER BY ordinal, line, id
