// Which debates are there, on what question, and how much is in each?
MATCH (d:Debate)
OPTIONAL MATCH (c:Claim)-[:PART_OF]->(d)
WITH d, c.kind AS kind, count(c) AS n
WITH d, sum(n) AS items,
     sum(CASE WHEN kind = 'position' THEN n ELSE 0 END) AS positions,
     sum(CASE WHEN kind = 'crux' THEN n ELSE 0 END) AS cruxes
RETURN d.id AS id, d.heading AS heading, d.question AS question, items, positions, cruxes,
       COUNT { MATCH (a:Argument) WHERE a.debate = d.id } AS arguments,
       d.path AS path
ORDER BY d.ordinal, id
