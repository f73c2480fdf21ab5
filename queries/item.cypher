// What is written in an item itself?
// $item: the id of an item
MATCH (c:Claim {id: $item})-[:PART_OF]->(d:Debate)
OPTIONAL MATCH (c)-[:DEFINES]->(t:Term)
RETURN c.id AS id, c.kind AS kind, c.text AS text, c.short AS title,
       c.formerly AS formerly, c.tags AS tags, c.body AS body, c.section AS section,
       c.quotes AS quotes, c.credence AS credence, c.posed AS posed, d.id AS debate,
       t.heading AS term, c.path AS path, c.line AS line
