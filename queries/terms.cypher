// Which terms are defined, in which senses, and how many claims use each sense?
MATCH (c:Claim)-[:DEFINES]->(t:Term)
RETURN t.id AS term, t.heading AS heading, c.id AS sense, c.text AS text,
       COUNT { MATCH (:Claim)-[:USES]->(c) } AS used_by
ORDER BY term, sense
