// Is there a node that this program did not write? In a graph that somebody changed with our help
// ($dirty), one of our labels is enough.
MATCH (n)
WHERE size(labels(n)) <> 1 OR NOT labels(n)[0] IN $labels
   OR (NOT $dirty AND labels(n)[0] <> 'Base' AND (n.id IS NULL OR n.hash IS NULL))
RETURN labels(n)[0] AS label LIMIT 1
