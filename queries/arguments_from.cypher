// Which claims do arguments from these claims support or rebut?
// $claims: the ids of items
UNWIND $claims AS source
MATCH (s:Claim {id: source})-[own:PREMISE_OF]->(a:Argument)-[:SUPPORTS|REBUTS]->(c:Claim)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH source, own, a, c, p, q
ORDER BY p.id
WITH source, own, a, c,
     collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS premises
RETURN source, own.negated AS negated, a.id AS id, a.kind AS kind, premises,
       c.id AS target, a.reasons AS reasons, a.inferred AS inferred,
       a.path AS path, a.line AS line, a.ordinal AS ordinal
ORDER BY source, path, line, ordinal, id
