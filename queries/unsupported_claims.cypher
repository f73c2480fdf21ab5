// Which claims does nothing support? `bears_on` counts the arguments that need the claim.
// $debate: the id of a debate, or null for all debates
MATCH (d:Debate)
WHERE $debate IS NULL OR d.id = $debate
MATCH (d)<-[:PART_OF]-(c:Claim)
WHERE c.kind IN ['claim', 'position', 'prediction', 'proposal']
  AND NOT EXISTS { MATCH (:Argument)-[:SUPPORTS]->(c) }
WITH c, d, COUNT { MATCH (c)-[:PREMISE_OF]->(:Argument) } AS bears_on
RETURN d.id AS debate, c.id AS id, c.kind AS kind, c.text AS text, bears_on, c.path AS path,
       c.line AS line
ORDER BY bears_on DESC, debate, path, line, id
