// Which items of these debates cannot both be right? Each two stand once.
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(a:Claim)-[:RIVALS]->(b:Claim)
RETURN a.id AS a, b.id AS b
ORDER BY a, b
