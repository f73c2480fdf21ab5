// Which passages does a source have, and what does the list of sources say of each?
// $source: the id of a source, or null for all sources
MATCH (p:Passage)-[:OF]->(s:Source)
WHERE $source IS NULL OR s.id = $source
RETURN s.id AS source, p.number AS number, p.id AS id, p.fingerprint AS fingerprint,
       p.left_out AS left_out, p.repeats AS repeats, p.starts AS starts
ORDER BY source, number
