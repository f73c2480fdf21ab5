// Adds relationships of a type between two labels, with PROPERTIES of their rows.
UNWIND $rows AS row
MATCH (a:FROM {id: row.a})
MATCH (b:TO {id: row.b})
CREATE (a)-[:TYPE {PROPERTIES}]->(b)
