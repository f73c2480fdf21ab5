// Which undercuts attack these arguments, and with which reasons?
// $arguments: the ids of arguments
UNWIND $arguments AS argument
MATCH (b:Argument {id: argument})<-[:UNDERCUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, b, p, q
ORDER BY p.id
WITH a, b, collect({id: p.id, negated: q.negated}) AS premises
RETURN a.id AS id, a.kind AS kind, premises, b.id AS target, a.reasons AS reasons,
       a.inferred AS inferred, a.answer AS answer, a.ordinal AS ordinal, a.line AS line
ORDER BY ordinal, line, id
