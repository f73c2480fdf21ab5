// Is there anything at all in the graph?
MATCH (n) RETURN n.id AS id LIMIT 1
