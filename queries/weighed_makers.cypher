// What do people think of these arguments?
// $arguments: the ids of arguments
UNWIND $arguments AS target
MATCH (a:Argument {id: target})<-[s:STANCE]-(p:Person)
RETURN target AS argument, p.id AS person, p.kind AS speaker, s.kind AS kind, s.date AS date, s.passages AS passages,
       s.id AS id
ORDER BY argument, s.ordinal, id
