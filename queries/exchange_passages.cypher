// Which passages do sources have, from when are these, and which passage repeats which?
// $sources: the ids of sources
UNWIND $sources AS name
MATCH (p:Passage)-[:OF]->(s:Source {id: name})
RETURN p.id AS id, s.id AS source, s.date AS date, p.number AS number, p.repeats AS repeats
ORDER BY source, number
