// Which items of these debates can be true or false, and what is known of each?
// A crux that asks a claim says which; a position may answer other questions than the debate's.
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)
WHERE NOT c.kind IN ['question', 'definition']
OPTIONAL MATCH (c)-[:ASKS]->(asked:Claim)
RETURN c.id AS id, c.kind AS kind, c.text AS text, c.credence AS credence, d.id AS debate,
       asked.id AS asks, asked.debate AS asked_in,
       COUNT { MATCH (c)-[:ANSWERS]->(:Claim) } AS answers, c.ordinal AS ordinal,
       c.path AS path, c.line AS line
ORDER BY id
