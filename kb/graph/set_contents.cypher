// Says what debates contain.
UNWIND $rows AS row
MATCH (d:Debate {id: row.id})
SET d.contents = row.contents
