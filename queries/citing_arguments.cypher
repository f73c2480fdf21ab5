// Which arguments cite which passages of a source, and in how many stances on them?
// $source: the id of a source, or null for all sources
MATCH (a:Argument)-[:CITES]->(p:Passage)-[:OF]->(s:Source)
WHERE $source IS NULL OR s.id = $source
MATCH (c:Claim)-[q:PREMISE_OF]->(a)
WITH p, a, c, q
ORDER BY c.id
WITH p, a, collect({id: c.id, kind: c.kind, text: c.text, negated: q.negated}) AS premises
OPTIONAL MATCH (a)-[:UNDERCUTS]->(:Argument)<-[r:PREMISE_OF]-(d:Claim)
WITH p, a, premises, d, r
ORDER BY d.id
WITH p, a, premises,
     collect({id: d.id, kind: d.kind, text: d.text, negated: r.negated}) AS attacked
OPTIONAL MATCH (a)-[:SUPPORTS|REBUTS]->(t:Claim)
OPTIONAL MATCH (a)-[:UNDERCUTS]->(:Argument)-[:SUPPORTS|REBUTS]->(u:Claim)
RETURN p.id AS passage, a.id AS argument, a.kind AS kind, premises, t.id AS target, u.id AS undercut,
       attacked, COUNT { MATCH (:Person)-[h:STANCE]->(a) WHERE p.id IN h.passages } AS stances
ORDER BY passage, argument
