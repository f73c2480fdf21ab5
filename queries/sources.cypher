// Which sources are there, and how many of their passages are cited, left out or repeat others?
MATCH (s:Source)
OPTIONAL MATCH (p:Passage)-[:OF]->(s)
WITH s, p,
     CASE WHEN p IS NOT NULL AND EXISTS { MATCH ()-[:CITES]->(p) } THEN 1 ELSE 0 END AS cited
WITH s, count(p) AS passages, sum(cited) AS cited,
     sum(CASE WHEN cited = 0 AND p.left_out IS NOT NULL THEN 1 ELSE 0 END) AS left_out,
     sum(CASE WHEN p.repeats IS NOT NULL THEN 1 ELSE 0 END) AS repeating
RETURN s.id AS id, s.heading AS heading, s.kind AS kind, s.by AS by, s.date AS date,
       s.address AS address, passages, cited, left_out, repeating
ORDER BY id
