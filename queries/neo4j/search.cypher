// Where do all these words stand? By the index first, then to the letter.
// $query: the words for the full-text index, each as *word*
// $words: words, folded as those in the graph are
CALL db.index.fulltext.queryNodes('kb_folded', $query) YIELD node AS n
WITH n
WHERE ALL(w IN $words WHERE n.words CONTAINS w)
UNWIND CASE labels(n)[0] WHEN 'Argument' THEN n.reasons WHEN 'Claim' THEN [n.text]
         WHEN 'Debate' THEN [n.question] ELSE [n.heading] END AS text
OPTIONAL MATCH (p:Claim)-[:PREMISE_OF]->(n)
WITH n, text, min(p.id) AS premise
RETURN CASE labels(n)[0] WHEN 'Claim' THEN n.kind WHEN 'Argument' THEN 'reason'
         ELSE toLower(labels(n)[0]) END AS kind,
       coalesce(premise, n.id) AS id, text, n.path AS path, n.line AS line
ORDER BY id, text
