// To what is every item related, but by arguments?
MATCH (a:Claim)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(b:Claim)
RETURN a.id AS id, type(r) AS kind, b.id AS target
ORDER BY id, kind, target
