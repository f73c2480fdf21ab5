// What is the state of the graph: which base does it hold, of which schema, from which files? In
// doubt, no hash in it is trusted.
MATCH (b:Base)
RETURN b.id AS id, b.heading AS heading, b.schema AS schema, b.state AS state,
       b.fingerprint AS fingerprint, coalesce(b.doubt, false) AS doubt
ORDER BY id
