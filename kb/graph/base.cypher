// What is the state of the graph: which base does it hold, of which schema, from which files?
MATCH (b:Base)
RETURN b.id AS id, b.heading AS heading, b.schema AS schema, b.state AS state,
       b.fingerprint AS fingerprint
ORDER BY id
