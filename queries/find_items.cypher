// Which items have this id, or this slug?
// $name: an id (`debate/slug`) or a slug
MATCH (c:Claim {id: $name})
RETURN c.id AS id
UNION ALL
MATCH (c:Claim {slug: $name})
RETURN c.id AS id
ORDER BY id
