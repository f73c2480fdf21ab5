// Where do all these words stand? By the index first, then to the letter.
// $query: the words for the full-text index, each as *word*
// $words: words in lower case
CALL db.index.fulltext.queryNodes('kb_words', $query) YIELD node AS n
WITH n, CASE labels(n)[0]
       WHEN 'Claim' THEN [n.slug + ' ' + n.text + ' ' + n.body]
       WHEN 'Argument' THEN n.reasons
       WHEN 'Debate' THEN [n.id + ' ' + n.heading + ' ' + n.question + ' ' + n.summary]
       WHEN 'Term' THEN [n.id + ' ' + n.heading]
       ELSE [n.id + ' ' + n.heading + ' ' + n.note]
     END AS texts
UNWIND texts AS text
WITH n, text
WHERE ALL(w IN $words WHERE toLower(text) CONTAINS w)
OPTIONAL MATCH (p:Claim)-[:PREMISE_OF]->(n)
WITH n, text, min(p.id) AS premise
RETURN CASE labels(n)[0] WHEN 'Claim' THEN n.kind WHEN 'Argument' THEN 'reason'
         ELSE toLower(labels(n)[0]) END AS kind,
       coalesce(premise, n.id) AS id,
       CASE labels(n)[0] WHEN 'Claim' THEN n.text WHEN 'Argument' THEN text
         WHEN 'Debate' THEN n.question ELSE n.heading END AS text,
       n.path AS path, n.line AS line
ORDER BY id, text
