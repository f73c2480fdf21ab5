// Takes hold of the base, so that of two loads at once the second waits for the first.
MERGE (b:Base {id: $id})
SET b.state = coalesce(b.state, 'new'), b.loader = coalesce(b.loader, ''),
    b.beat = coalesce(b.beat, 0), b.schema = coalesce(b.schema, $schema)
