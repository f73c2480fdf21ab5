// Who thinks what of the items of these debates?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[s:STANCE]-(p:Person)
RETURN c.id AS claim, p.id AS person, p.heading AS name, p.kind AS speaker, s.kind AS kind,
       s.credence AS credence, s.inferred AS inferred, s.date AS date, s.passages AS passages,
       s.id AS id, s.note AS note
ORDER BY c.debate, c.ordinal, claim, s.ordinal, id
