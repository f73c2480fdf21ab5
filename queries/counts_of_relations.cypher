// How many relations of each other kind are there between items?
MATCH (:Claim)-[r]->(:Claim)
RETURN type(r) AS kind, count(r) AS number
ORDER BY kind
