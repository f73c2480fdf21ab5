// Who speaks, as a person, a work or a character?
MATCH (p:Person)
RETURN p.id AS id, p.heading AS name, p.kind AS kind
ORDER BY id
