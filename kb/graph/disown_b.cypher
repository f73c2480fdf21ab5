// Removes the relationships of a type that belong to their second node.
UNWIND $ids AS id
MATCH (n:OWNER {id: id})<-[r:TYPE]-(:OTHER)
DELETE r
