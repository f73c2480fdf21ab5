// Which undercuts attack these arguments, and with which reasons?
// $arguments: the ids of arguments
UNWIND $arguments AS argument
MATCH (b:Argument {id: argument})<-[:UNDERCUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a.id AS id, a.kind AS kind, b.id AS target, a.reasons AS reasons, a.inferred AS inferred,
     a.answer AS answer, a.ordinal AS ordinal, a.line AS line,
     p.id AS premise, q.negated AS negated
ORDER BY premise
RETURN id, kind, collect({id: premise, negated: negated}) AS premises, target, reasons,
       inferred, answer, ordinal, line
ORDER BY ordinal, line, id
