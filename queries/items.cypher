// Which items are there?
// $debate: the id of a debate, or null for all debates
MATCH (d:Debate)
WHERE $debate IS NULL OR d.id = $debate
MATCH (d)<-[:PART_OF]-(c:Claim)
RETURN c.id AS id, c.slug AS slug, c.kind AS kind, c.text AS text,
       c.short AS title
ORDER BY d.ordinal, c.ordinal, id
