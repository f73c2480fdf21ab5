// How many stances of each kind are there?
MATCH (:Person)-[s:STANCE]->()
RETURN s.kind AS kind, count(s) AS number
ORDER BY kind
