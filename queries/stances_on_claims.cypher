// Who thinks what of these claims?
// $claims: the ids of items
UNWIND $claims AS target
MATCH (p:Person)-[s:STANCE]->(c:Claim {id: target})
RETURN target, p.id AS person, p.heading AS name, s.kind AS kind, s.credence AS credence,
       s.date AS date, s.of AS of, s.inferred AS inferred, s.passages AS passages,
       s.note AS note, s.id AS id
ORDER BY c.debate, c.ordinal, target, s.ordinal, id
