// Adds nodes of a label, or changes those that are there. LABEL is one of the schema's.
UNWIND $rows AS row
MERGE (n:LABEL {id: row.id})
SET n += row
