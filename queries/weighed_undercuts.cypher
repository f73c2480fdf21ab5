// Which undercuts attack these arguments?
// $arguments: the ids of arguments
UNWIND $arguments AS argument
MATCH (b:Argument {id: argument})<-[:UNDERCUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, b, p, q
ORDER BY p.id
WITH a, b, collect({id: p.id, kind: p.kind, negated: q.negated, debate: p.debate}) AS premises
RETURN a.id AS id, a.kind AS kind, b.id AS target, premises,
       a.answer AS answer, a.inferred AS inferred
ORDER BY id
