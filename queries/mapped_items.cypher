// Which items have these debates, and what does each say?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)
RETURN c.id AS id, c.slug AS slug, d.id AS debate, c.kind AS kind, c.text AS text,
       c.short AS title, c.ordinal AS ordinal
ORDER BY ordinal, id
