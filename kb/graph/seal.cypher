// Says that nodes and all that they own are written. LABEL is one of the schema's.
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
SET n.hash = row.hash
