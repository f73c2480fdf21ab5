// What refines, answers, illustrates, distinguishes, excludes, concerns, uses or asks an item?
// $item: the id of an item
MATCH (a:Claim)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(b:Claim {id: $item})
RETURN type(r) AS kind, a.id AS id, a.text AS text, r.reason AS reason, r.inferred AS inferred,
       r.passages AS passages
ORDER BY kind, id
