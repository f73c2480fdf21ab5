// On which yes/no questions does a debate turn?
// $debate: the id of a debate, or null for all debates
MATCH (d:Debate)
WHERE $debate IS NULL OR d.id = $debate
MATCH (d)<-[:PART_OF]-(c:Claim {kind: 'crux'})
OPTIONAL MATCH (c)-[:ASKS]->(asked:Claim)
RETURN c.id AS id, c.text AS text, c.body AS body, c.posed AS posed, d.id AS debate,
       asked.id AS asks, c.path AS path, c.line AS line
ORDER BY d.ordinal, c.ordinal, id
