// Which debates are there, on what question, and how much is in each?
MATCH (d:Debate)
OPTIONAL MATCH (c:Claim)-[:PART_OF]->(d)
WITH d, count(c) AS items,
     sum(CASE WHEN c.kind = 'position' THEN 1 ELSE 0 END) AS positions,
     sum(CASE WHEN c.kind = 'crux' THEN 1 ELSE 0 END) AS cruxes
OPTIONAL MATCH (a:Argument {debate: d.id})
WITH d, items, positions, cruxes, count(a) AS arguments
RETURN d.id AS id, d.heading AS heading, d.question AS question, items, positions, cruxes,
       arguments, d.path AS path
ORDER BY d.ordinal, id
