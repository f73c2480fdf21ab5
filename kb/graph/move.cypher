// Says where nodes are written now. LABEL is one of the schema's.
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
SET n.path = row.path, n.line = row.line, n.ordinal = row.ordinal
