// How many items of each kind are there?
MATCH (c:Claim)
RETURN c.kind AS kind, count(c) AS number
ORDER BY kind
