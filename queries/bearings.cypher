// What does every item support or rebut?
MATCH (p:Claim)-[:PREMISE_OF]->(a:Argument)-[:SUPPORTS|REBUTS]->(c:Claim)
RETURN p.id AS id, a.kind AS kind, c.id AS target
ORDER BY id, kind, target
