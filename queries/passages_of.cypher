// Which passages does an item cite?
// $item: the id of an item
MATCH (c:Claim {id: $item})-[:CITES]->(p:Passage)-[:OF]->(s:Source)
RETURN p.id AS id, s.id AS source, p.number AS number, p.repeats AS repeats
ORDER BY source, number
