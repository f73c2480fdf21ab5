// Which relations that are no arguments lead from items of a debate?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(a:Claim)
MATCH (a)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(b:Claim)
RETURN type(r) AS kind, a.id AS source, b.id AS target, r.reason AS reason, r.inferred AS inferred
ORDER BY source, kind, target
