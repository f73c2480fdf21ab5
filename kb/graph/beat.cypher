// A sign of life of a load; no row where another load has taken over.
MATCH (b:Base {id: $id, state: 'loading', loader: $loader})
SET b.beat = timestamp()
RETURN b.id AS id
