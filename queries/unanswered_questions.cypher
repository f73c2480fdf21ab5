// Which questions and cruxes has nobody answered?
// $debate: the id of a debate, or null for all debates
MATCH (c:Claim)-[:PART_OF]->(d:Debate)
WHERE c.kind IN ['question', 'crux'] AND ($debate IS NULL OR d.id = $debate)
  AND NOT EXISTS { MATCH (:Claim)-[:ANSWERS]->(c) }
OPTIONAL MATCH (c)-[:ASKS]->(asked:Claim)
WITH c, d, asked,
     COUNT { MATCH (:Person)-[s:STANCE]->(c) WHERE NOT s.kind IN ['poses', 'reports', 'supposes'] } AS own,
     COUNT { MATCH (:Person)-[t:STANCE]->(asked) WHERE NOT t.kind IN ['poses', 'reports', 'supposes'] } AS taken
WHERE own + taken = 0
RETURN d.id AS debate, c.id AS id, c.kind AS kind, c.text AS text, c.path AS path, c.line AS line
ORDER BY debate, path, line, id
