// Which cruxes ask whether these claims are true?
// $claims: the ids of items
UNWIND $claims AS name
MATCH (c:Claim {id: name})<-[:ASKS]-(k:Claim)
RETURN c.id AS claim, k.id AS crux
ORDER BY crux
