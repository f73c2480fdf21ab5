// Adds nodes of a label, or makes those that are there what they should be and nothing else.
UNWIND $rows AS row
MERGE (n:LABEL {id: row.id})
SET n = row
