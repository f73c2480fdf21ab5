// How many nodes of each label are there?
MATCH (n)
RETURN labels(n)[0] AS label, count(n) AS number
ORDER BY label
