// Who is loading, and for how many milliseconds has there been no sign of life?
MATCH (b:Base {id: $id, state: 'loading'})
RETURN b.loader AS loader, timestamp() - b.beat AS silent
