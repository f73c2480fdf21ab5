// Who takes a stand, and how often?
MATCH (p:Person)
RETURN p.id AS id, p.heading AS name, p.kind AS kind, p.note AS note, p.address AS address,
       COUNT { MATCH (p)-[:STANCE]->(:Claim) } AS on_claims,
       COUNT { MATCH (p)-[:STANCE]->(:Argument) } AS on_arguments
ORDER BY id
