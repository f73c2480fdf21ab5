// How many arguments of each kind are there, and how many only the mapper sees?
MATCH (a:Argument)
RETURN a.kind AS kind, count(a) AS number,
       sum(CASE WHEN a.inferred THEN 1 ELSE 0 END) AS inferred
ORDER BY kind
