// Takes everything out of the graph.
MATCH (n) DETACH DELETE n
