// Which sources are there, and how many of their passages are cited or left out?
MATCH (s:Source)
OPTIONAL MATCH (p:Passage)-[:OF]->(s)
WITH s, p,
     CASE WHEN p IS NOT NULL AND EXISTS { MATCH ()-[:CITES]->(p) } THEN 1 ELSE 0 END AS cited
WITH s, count(p) AS passages, sum(cited) AS cited,
     sum(CASE WHEN cited = 0 AND p.left_out IS NOT NULL THEN 1 ELSE 0 END) AS left_out
RETURN s.id AS id, s.heading AS heading, s.kind AS kind, s.by AS by, s.date AS date,
       s.address AS address, passages, cited, left_out
ORDER BY id
