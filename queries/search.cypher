// Where do all these words stand? A reason is named by the first premise of its argument.
// $words: words in lower case
MATCH (c:Claim)
WHERE ALL(w IN $words WHERE toLower(c.slug + ' ' + c.text + ' ' + c.body) CONTAINS w)
RETURN c.kind AS kind, c.id AS id, c.text AS text, c.path AS path, c.line AS line
UNION ALL
MATCH (p:Claim)-[:PREMISE_OF]->(a:Argument)
WHERE size(a.reasons) > 0
WITH a, min(p.id) AS premise
UNWIND a.reasons AS reason
WITH a, premise, reason
WHERE ALL(w IN $words WHERE toLower(reason) CONTAINS w)
RETURN 'reason' AS kind, premise AS id, reason AS text, a.path AS path, a.line AS line
UNION ALL
MATCH (d:Debate)
WHERE ALL(w IN $words WHERE toLower(d.id + ' ' + d.heading + ' ' + d.question + ' ' + d.summary) CONTAINS w)
RETURN 'debate' AS kind, d.id AS id, d.question AS text, d.path AS path, d.line AS line
UNION ALL
MATCH (p:Person)
WHERE ALL(w IN $words WHERE toLower(p.id + ' ' + p.heading + ' ' + p.note) CONTAINS w)
RETURN 'person' AS kind, p.id AS id, p.heading AS text, null AS path, null AS line
UNION ALL
MATCH (t:Term)
WHERE ALL(w IN $words WHERE toLower(t.id + ' ' + t.heading) CONTAINS w)
RETURN 'term' AS kind, t.id AS id, t.heading AS text, null AS path, null AS line
UNION ALL
MATCH (s:Source)
WHERE ALL(w IN $words WHERE toLower(s.id + ' ' + s.heading + ' ' + s.note) CONTAINS w)
RETURN 'source' AS kind, s.id AS id, s.heading AS text, null AS path, null AS line
