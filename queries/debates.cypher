// Which debates are there, on what question, and how much is in each?
MATCH (d:Debate)
RETURN d.id AS id, d.heading AS heading, d.question AS question,
       COUNT { MATCH (:Claim)-[:PART_OF]->(d) } AS items,
       COUNT { MATCH (:Claim {kind: 'position'})-[:PART_OF]->(d) } AS positions,
       COUNT { MATCH (:Claim {kind: 'crux'})-[:PART_OF]->(d) } AS cruxes,
       COUNT { MATCH (:Argument {debate: d.id}) } AS arguments, d.path AS path
ORDER BY d.ordinal, id
