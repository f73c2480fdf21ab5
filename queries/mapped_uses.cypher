// Which items of a debate are premises, be it of arguments on items of other debates?
// $debate: the id of a debate
MATCH (d:Debate {id: $debate})<-[:PART_OF]-(c:Claim)-[:PREMISE_OF]->(:Argument)
RETURN DISTINCT c.id AS id
ORDER BY id
