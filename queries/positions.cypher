// Which positions does a debate have, and how many support and attack each?
// $debate: the id of a debate
MATCH (c:Claim {kind: 'position'})-[:PART_OF]->(d:Debate {id: $debate})
RETURN c.id AS id, c.text AS text, c.short AS title,
       COUNT { MATCH (:Argument)-[:SUPPORTS]->(c) } AS supports,
       COUNT { MATCH (:Argument)-[:REBUTS]->(c) } AS rebuts
ORDER BY c.ordinal, id
