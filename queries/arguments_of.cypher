// Which arguments does a person make or doubt?
// $person: the id of a person
MATCH (p:Person {id: $person})-[s:STANCE]->(a:Argument)
MATCH (c:Claim)-[q:PREMISE_OF]->(a)
WITH s, a, c, q
ORDER BY c.id
WITH s, a, collect({id: c.id, kind: c.kind, text: c.text, negated: q.negated}) AS premises
OPTIONAL MATCH (a)-[:UNDERCUTS]->(:Argument)<-[r:PREMISE_OF]-(d:Claim)
WITH s, a, premises, d, r
ORDER BY d.id
WITH s, a, premises,
     collect({id: d.id, kind: d.kind, text: d.text, negated: r.negated}) AS attacked
OPTIONAL MATCH (a)-[:SUPPORTS|REBUTS]->(t:Claim)
OPTIONAL MATCH (a)-[:UNDERCUTS]->(:Argument)-[:SUPPORTS|REBUTS]->(u:Claim)
RETURN a.debate AS debate, a.id AS argument, a.kind AS argument_kind, premises, t.id AS target,
       u.id AS undercut, attacked,
       s.kind AS kind, s.credence AS credence, s.passages AS passages, s.note AS note,
       s.id AS id
ORDER BY debate, a.path, a.line, argument, kind, id
