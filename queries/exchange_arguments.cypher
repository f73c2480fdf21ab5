// Which arguments support or rebut items of a debate?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(c:Claim)<-[:SUPPORTS|REBUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a.id AS id, a.kind AS kind, c.id AS target, a.reasons AS reasons, a.inferred AS inferred,
     a.answer AS answer, a.ordinal AS ordinal, a.line AS line,
     p.id AS premise, q.negated AS negated
ORDER BY premise
RETURN id, kind, collect({id: premise, negated: negated}) AS premises, target, reasons,
       inferred, answer, ordinal, line
ORDER BY ordinal, line, id
