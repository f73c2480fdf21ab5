// Which cruxes ask whether items of these debates hold?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[:ASKS]-(k:Claim)
RETURN k.id AS crux, c.id AS claim, k.debate AS debate, k.ordinal AS ordinal
ORDER BY ordinal, crux, claim
