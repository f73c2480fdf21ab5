// To which arguments and claims are these claims tied directly? `forward`: from the claim on.
// $claims: the ids of items
UNWIND $claims AS id
MATCH (c:Claim {id: id})-[r:PREMISE_OF|SUPPORTS|REBUTS|REFINES|ANSWERS|ILLUSTRATES|DISTINGUISHES|RIVALS|CONCERNS|USES|ASKS]-(other)
RETURN id, type(r) AS kind, startNode(r).id = id AS forward, labels(other)[0] AS label,
       other.id AS other, coalesce(r.negated, false) AS negated
ORDER BY id, negated, other, kind, forward
