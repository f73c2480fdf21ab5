// Which arguments do these claims undercut? `argument_kind` is what the argument does to its target.
// $claims: the ids of items
UNWIND $claims AS source
MATCH (s:Claim {id: source})-[own:PREMISE_OF]->(u:Argument)-[:UNDERCUTS]->(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH source, own, u, a, p, q
ORDER BY p.id
WITH source, own, u, a,
     collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS argument_premises
OPTIONAL MATCH (a)-[:SUPPORTS|REBUTS]->(c:Claim)
RETURN source, own.negated AS negated, u.id AS id, a.id AS argument, a.kind AS argument_kind,
       argument_premises, c.id AS target, u.reasons AS reasons, u.inferred AS inferred,
       u.path AS path, u.line AS line, u.ordinal AS ordinal
ORDER BY source, path, line, ordinal, id
