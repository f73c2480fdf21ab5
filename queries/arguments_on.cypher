// What supports and what rebuts these claims?
// $claims: the ids of items
UNWIND $claims AS target
MATCH (a:Argument)-[:SUPPORTS|REBUTS]->(c:Claim {id: target})
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH target, a, p, q
ORDER BY p.id
WITH target, a, collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS premises
RETURN target, a.id AS id, a.kind AS kind, premises, a.reasons AS reasons,
       a.called AS called, a.scheme AS scheme, a.answer AS answer,
       a.inferred AS inferred, a.path AS path, a.line AS line, a.ordinal AS ordinal
ORDER BY target, path, line, ordinal, id
