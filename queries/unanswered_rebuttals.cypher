// Which attacks has nobody answered: neither their premises rebutted (supported, where they have to be
// false) nor denied or doubted in so many words, by anybody who does not make the attack or say the
// contrary as well, nor their argument undercut?
// What the answer to a crux would do is no attack yet, and answers none.
// $debate: the id of a debate, or null for all debates
MATCH (d:Debate)
WHERE $debate IS NULL OR d.id = $debate
MATCH (a:Argument {debate: d.id})
WHERE a.kind <> 'supports' AND a.answer IS NULL
OPTIONAL MATCH (a)<-[:UNDERCUTS]-(u:Argument)
WITH a, count(u) AS undercuts
WHERE undercuts = 0
WITH a, ['holds', 'answers_yes', 'finds_plausible', 'concedes'] AS yes,
     ['rejects', 'answers_no', 'questions'] AS no
MATCH (a)<-[q:PREMISE_OF]-(p:Claim)
OPTIONAL MATCH (p)<-[:REBUTS]-(r:Argument)
WHERE r.answer IS NULL
WITH a, yes, no, p, q, count(r) AS rebuttals
OPTIONAL MATCH (p)<-[:SUPPORTS]-(s:Argument)
WHERE s.answer IS NULL
WITH a, yes, p, q, rebuttals, count(s) AS supports,
     CASE WHEN q.negated THEN yes ELSE no END AS against,
     CASE WHEN q.negated THEN no ELSE yes END AS contrary
OPTIONAL MATCH (p)<-[w:STANCE]-(o:Person)
WHERE w.kind IN against AND NOT w.inferred
  AND NOT EXISTS { MATCH (o)-[m:STANCE]->(a) WHERE m.kind IN yes }
  AND NOT EXISTS { MATCH (o)-[c:STANCE]->(p) WHERE c.kind IN contrary }
WITH a, p, q, rebuttals, supports, count(w) AS words
ORDER BY p.id
WITH a, collect({id: p.id, kind: p.kind, text: p.text, negated: q.negated}) AS premises,
     sum(words + CASE WHEN q.negated THEN supports ELSE rebuttals END) AS answers,
     sum(CASE WHEN p.kind = 'crux' THEN 1 ELSE 0 END) AS conditions
WHERE answers = 0 AND conditions = 0
OPTIONAL MATCH (a)-[:UNDERCUTS]->(b:Argument)<-[w:PREMISE_OF]-(s:Claim)
WITH a, premises, b.id AS argument, w.negated AS negated, s.id AS id, s.kind AS kind, s.text AS text
ORDER BY id
WITH a, premises, argument,
     collect(CASE WHEN id IS NULL THEN null
             ELSE {id: id, kind: kind, text: text, negated: negated} END) AS argument_premises
OPTIONAL MATCH (a)-[:UNDERCUTS]->(:Argument)-[:SUPPORTS|REBUTS]->(e:Claim)
OPTIONAL MATCH (a)-[:REBUTS]->(t:Claim)
RETURN a.debate AS debate, a.id AS id, a.kind AS kind, premises, t.id AS target, argument,
       argument_premises, e.id AS argument_target, a.inferred AS inferred,
       a.path AS path, a.line AS line
ORDER BY debate, path, line, id
