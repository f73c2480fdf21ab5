// What do items say, and which passages do they name?
// $claims: the ids of items
UNWIND $claims AS name
MATCH (c:Claim {id: name})-[:PART_OF]->(d:Debate)
OPTIONAL MATCH (c)-[:DEFINES]->(t:Term)
OPTIONAL MATCH (c)-[:CITES]->(p:Passage)
WITH c, d, t, p
ORDER BY p.id
WITH c, d, t, collect(p.id) AS cited
RETURN c.id AS id, c.slug AS slug, c.kind AS kind, c.text AS text, c.short AS title,
       c.posed AS posed, c.section AS section, d.id AS debate, c.ordinal AS ordinal,
       t.heading AS term, cited
ORDER BY debate, ordinal, id
