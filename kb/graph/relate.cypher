// Adds relationships of a type between two labels.
UNWIND $rows AS row
MATCH (a:FROM {id: row.a})
MATCH (b:TO {id: row.b})
CREATE (a)-[r:TYPE]->(b)
SET r += row.props
