// What does a person think of which claims?
// $person: the id of a person
MATCH (p:Person {id: $person})-[s:STANCE]->(c:Claim)-[:PART_OF]->(d:Debate)
OPTIONAL MATCH (c)-[:ASKS]->(asked:Claim)
RETURN d.id AS debate, c.id AS item, c.kind AS item_kind, c.text AS text, s.kind AS kind,
       s.credence AS credence, s.date AS date, s.of AS of, s.inferred AS inferred,
       s.passages AS passages, s.note AS note, s.id AS id, asked.id AS asks
ORDER BY d.ordinal, c.ordinal, item, s.ordinal, id
