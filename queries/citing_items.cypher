// Which items cite which passages of a source, and in how many stances and relations of theirs?
// $source: the id of a source, or null for all sources
MATCH (c:Claim)-[:CITES]->(p:Passage)-[:OF]->(s:Source)
WHERE $source IS NULL OR s.id = $source
RETURN p.id AS passage, c.id AS item, c.kind AS kind,
       COUNT { MATCH (:Person)-[t:STANCE]->(c) WHERE p.id IN t.passages } AS stances,
       COUNT { MATCH (c)-[r:REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]->(:Claim)
               WHERE p.id IN r.passages } AS relations
ORDER BY passage, item
