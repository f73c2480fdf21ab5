// Who makes these arguments, and who doubts them?
// $arguments: the ids of arguments
UNWIND $arguments AS target
MATCH (p:Person)-[s:STANCE]->(a:Argument {id: target})
RETURN target, p.id AS person, p.heading AS name, s.kind AS kind, s.credence AS credence,
       s.date AS date, s.of AS of, s.inferred AS inferred, s.passages AS passages,
       s.note AS note, s.id AS id
ORDER BY target, s.ordinal, id
