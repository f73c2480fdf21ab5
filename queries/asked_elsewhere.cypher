// In which debates do cruxes ask claims of these debates?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[:ASKS]-(k:Claim)
RETURN DISTINCT k.debate AS debate
ORDER BY debate
