// Which relations that are no arguments lead to items of a debate?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(b:Claim)
MATCH (b)<-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]-(a:Claim)
RETURN type(r) AS kind, a.id AS source, b.id AS target, r.reason AS reason, r.inferred AS inferred
ORDER BY source, kind, target
