// Which questions and cruxes has nobody answered?
// $debate: the id of a debate, or null for all debates
MATCH (d:Debate)
WHERE $debate IS NULL OR d.id = $debate
MATCH (d)<-[:PART_OF]-(c:Claim)
WHERE c.kind IN ['question', 'crux'] AND NOT EXISTS { MATCH (:Claim)-[:ANSWERS]->(c) }
OPTIONAL MATCH (c)-[:ASKS*0..1]->(e:Claim)<-[s:STANCE]-(:Person)
WITH c, d, sum(CASE WHEN s.kind IS NULL OR s.kind IN ['poses', 'reports', 'supposes'] THEN 0
               ELSE 1 END) AS answers
WHERE answers = 0
RETURN d.id AS debate, c.id AS id, c.kind AS kind, c.text AS text, c.path AS path, c.line AS line
ORDER BY debate, path, line, id
