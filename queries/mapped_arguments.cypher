// Which arguments support or rebut items of these debates, from which premises, as written?
// $debates: the ids of debates
UNWIND $debates AS name
MATCH (d:Debate {id: name})<-[:PART_OF]-(c:Claim)<-[:SUPPORTS|REBUTS]-(a:Argument)
MATCH (p:Claim)-[q:PREMISE_OF]->(a)
WITH a.id AS id, a.kind AS kind, c.id AS target, a.inferred AS inferred, a.debate AS debate,
     a.ordinal AS ordinal, a.line AS line,
     p.id AS premise, p.debate AS of, q.negated AS negated, q.ordinal AS place
ORDER BY place
RETURN id, kind, collect({claim: premise, negated: negated, debate: of}) AS premises, target,
       inferred, debate, ordinal, line
ORDER BY ordinal, line, id
