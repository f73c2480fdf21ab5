// Where do all these words stand? A reason is named by the first premise of its argument.
// $words: words, folded as those in the graph are
MATCH (c:Claim)
WHERE ALL(w IN $words WHERE c.words CONTAINS w)
RETURN c.kind AS kind, c.id AS id, c.text AS text, c.path AS path, c.line AS line
UNION ALL
MATCH (p:Claim)-[:PREMISE_OF]->(a:Argument)
WHERE ALL(w IN $words WHERE a.words CONTAINS w)
WITH a.id AS argument, a.reasons AS reasons, a.path AS path, a.line AS line, min(p.id) AS premise
UNWIND reasons AS reason
RETURN 'reason' AS kind, premise AS id, reason AS text, path, line
UNION ALL
MATCH (d:Debate)
WHERE ALL(w IN $words WHERE d.words CONTAINS w)
RETURN 'debate' AS kind, d.id AS id, d.question AS text, d.path AS path, d.line AS line
UNION ALL
MATCH (p:Person)
WHERE ALL(w IN $words WHERE p.words CONTAINS w)
RETURN 'person' AS kind, p.id AS id, p.heading AS text, null AS path, null AS line
UNION ALL
MATCH (t:Term)
WHERE ALL(w IN $words WHERE t.words CONTAINS w)
RETURN 'term' AS kind, t.id AS id, t.heading AS text, null AS path, null AS line
UNION ALL
MATCH (s:Source)
WHERE ALL(w IN $words WHERE s.words CONTAINS w)
RETURN 'source' AS kind, s.id AS id, s.heading AS text, null AS path, null AS line
