// What does an item refine, answer, illustrate, distinguish, exclude, concern, use or ask?
// $item: the id of an item
MATCH (a:Claim {id: $item})-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(b:Claim)
RETURN type(r) AS kind, b.id AS id, b.text AS text, r.reason AS reason, r.inferred AS inferred,
       r.passages AS passages
ORDER BY kind, id
