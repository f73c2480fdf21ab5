// Which nodes of a label are there, and which version of each? LABEL is one of the schema's.
MATCH (n:LABEL)
RETURN n.id AS id, n.hash AS hash, n.path AS path, n.line AS line, n.ordinal AS ordinal
