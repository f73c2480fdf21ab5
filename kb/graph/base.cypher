// What is the state of the graph: which base does it hold, of which schema, from which files? In
// doubt, no hash in it is trusted; `counts` are the nodes of each label that the last load left.
MATCH (b:Base)
RETURN b.id AS id, b.heading AS heading, b.schema AS schema, b.state AS state,
       b.fingerprint AS fingerprint, coalesce(b.doubt, false) AS doubt,
       b.registers AS registers, b.counts AS counts
ORDER BY id
