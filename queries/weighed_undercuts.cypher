// Which undercuts attack these steps?
// $arguments: the ids of arguments
UNWIND $arguments AS step
MATCH (b:Argument {id: step})<-[:UNDERCUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, b, p, q
ORDER BY p.id
WITH a, b, collect({id: p.id, kind: p.kind, negated: q.negated, debate: p.debate}) AS premises
RETURN a.id AS id, a.kind AS kind, b.id AS target, premises
ORDER BY id
