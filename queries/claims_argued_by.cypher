// About which claims do these people make or doubt arguments, be it by undercutting one?
// $people: the ids of people
UNWIND $people AS name
MATCH (p:Person {id: name})-[:STANCE]->(a:Argument)-[:UNDERCUTS*0..8]->(b:Argument)
MATCH (b)-[:SUPPORTS|REBUTS]->(c:Claim)
RETURN DISTINCT c.id AS claim
ORDER BY claim
