// Which relations that are no arguments lead from items of a debate, or to them?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(c:Claim)
MATCH (c)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]-(:Claim)
MATCH (a:Claim)-[r]->(b:Claim)
RETURN DISTINCT type(r) AS kind, a.id AS source, b.id AS target, r.reason AS reason,
       r.inferred AS inferred
ORDER BY source, kind, target
