// Which passages do sources have, from when, what does each repeat, does something begin there?
// $sources: the ids of sources
UNWIND $sources AS name
MATCH (p:Passage)-[:OF]->(s:Source {id: name})
RETURN p.id AS id, s.id AS source, s.date AS date, p.number AS number, p.repeats AS repeats,
       p.starts IS NOT NULL AS starts
ORDER BY source, number
