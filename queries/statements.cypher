// What does every item say?
MATCH (c:Claim)-[:PART_OF]->(d:Debate)
RETURN c.id AS id, c.kind AS kind, c.text AS text, c.path AS path, c.line AS line
ORDER BY d.ordinal, c.ordinal, id
