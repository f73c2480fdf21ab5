// What undercuts these arguments?
// $arguments: the ids of arguments
UNWIND $arguments AS target
MATCH (u:Argument)-[:UNDERCUTS]->(a:Argument {id: target})
MATCH (p:Claim)-[q:PREMISE_OF]->(u)
WITH target, u, p, q
ORDER BY p.id
WITH target, u, collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS premises
RETURN target, u.id AS id, u.kind AS kind, premises, u.reasons AS reasons,
       u.called AS called, u.scheme AS scheme, u.answer AS answer,
       u.inferred AS inferred, u.path AS path, u.line AS line, u.ordinal AS ordinal
ORDER BY target, path, line, ordinal, id
