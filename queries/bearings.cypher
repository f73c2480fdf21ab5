// What does every item support or rebut, and to what is it related?
MATCH (p:Claim)-[:PREMISE_OF]->(a:Argument)-[:SUPPORTS|REBUTS]->(c:Claim)
RETURN p.id AS id, a.kind AS kind, c.id AS target
UNION ALL
MATCH (a:Claim)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(b:Claim)
RETURN a.id AS id, type(r) AS kind, b.id AS target
