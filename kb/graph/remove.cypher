// Removes nodes of a label with all their relationships. LABEL is one of the schema's.
UNWIND $ids AS id
MATCH (n:LABEL {id: id})
DETACH DELETE n
