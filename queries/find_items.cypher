// Which items have this id, or this slug?
// $name: an id (`debate/slug`) or a slug
MATCH (c:Claim)
WHERE c.id = $name OR c.slug = $name
RETURN c.id AS id
ORDER BY id
