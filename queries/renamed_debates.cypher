// Which debates had another id before?
MATCH (d:Debate)
UNWIND d.formerly AS old
RETURN old, d.id AS id
ORDER BY old, id
