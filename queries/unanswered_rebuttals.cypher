// Which attacks has nobody answered: neither their premises rebutted nor their step undercut?
// What the answer to a crux would do is no attack yet.
// $debate: the id of a debate, or null for all debates
MATCH (a:Argument)
WHERE a.kind <> 'supports' AND ($debate IS NULL OR a.debate = $debate)
  AND NOT EXISTS { MATCH (:Argument)-[:UNDERCUTS]->(a) }
  AND NOT EXISTS { MATCH (c:Claim)-[r:PREMISE_OF]->(a) WHERE c.kind = 'crux' OR r.negated }
  AND NOT EXISTS { MATCH (:Argument)-[:REBUTS]->(:Claim)-[:PREMISE_OF]->(a) }
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a, p, q
ORDER BY p.id
WITH a, collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS premises
OPTIONAL MATCH (a)-[:REBUTS]->(t:Claim)
OPTIONAL MATCH (a)-[:UNDERCUTS]->(b:Argument)
RETURN a.debate AS debate, a.id AS id, a.kind AS kind, premises, t.id AS target, b.id AS step,
       a.path AS path, a.line AS line
ORDER BY debate, path, line, id
