// Removes all relationships that go out from nodes of a label, whoever made them.
UNWIND $ids AS id
MATCH (n:LABEL {id: id})-[r]->()
DELETE r
