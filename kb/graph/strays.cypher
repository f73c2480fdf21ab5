// Removes nodes of a label that have no id, so that no load could find them.
MATCH (n:LABEL) WHERE n.id IS NULL
DETACH DELETE n
