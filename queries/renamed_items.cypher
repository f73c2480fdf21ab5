// Which items had another id before?
MATCH (c:Claim)
UNWIND c.formerly AS old
RETURN old, c.id AS id
ORDER BY old, id
