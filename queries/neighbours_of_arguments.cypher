// To which claims and arguments are these arguments tied directly? `forward`: from the argument on.
// $arguments: the ids of arguments
UNWIND $arguments AS id
MATCH (a:Argument {id: id})-[r:PREMISE_OF|SUPPORTS|REBUTS|UNDERCUTS]-(other)
RETURN id, type(r) AS kind, startNode(r).id = id AS forward, labels(other)[0] AS label,
       other.id AS other, coalesce(r.negated, false) AS negated
ORDER BY id, negated, other, kind, forward
