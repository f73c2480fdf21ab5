// Which nodes of a label are there in some debates? LABEL is one of the schema's.
MATCH (n:LABEL) WHERE n.debate IN $debates
RETURN n.id AS id, n.hash AS hash, n.path AS path, n.line AS line, n.ordinal AS ordinal
