// Which passages do these steps cite?
// $arguments: the ids of arguments
UNWIND $arguments AS argument
MATCH (a:Argument {id: argument})-[:CITES]->(p:Passage)-[:OF]->(s:Source)
RETURN argument, p.id AS id, s.id AS source, p.number AS number
ORDER BY argument, source, number
