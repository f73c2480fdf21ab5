// What does each debate contain, as a hash of its items and arguments?
MATCH (d:Debate)
RETURN d.id AS id, coalesce(d.contents, '') AS contents
