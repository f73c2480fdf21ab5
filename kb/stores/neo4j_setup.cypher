// What a server needs once: every node is found by its id, and words are found in texts.
CREATE CONSTRAINT kb_base IF NOT EXISTS FOR (n:Base) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_debate IF NOT EXISTS FOR (n:Debate) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_claim IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_argument IF NOT EXISTS FOR (n:Argument) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_person IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_source IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_passage IF NOT EXISTS FOR (n:Passage) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kb_term IF NOT EXISTS FOR (n:Term) REQUIRE n.id IS UNIQUE;
CREATE INDEX kb_slug IF NOT EXISTS FOR (n:Claim) ON (n.slug);
CREATE INDEX kb_kind IF NOT EXISTS FOR (n:Claim) ON (n.kind);
CREATE INDEX kb_claim_debate IF NOT EXISTS FOR (n:Claim) ON (n.debate);
CREATE INDEX kb_argument_debate IF NOT EXISTS FOR (n:Argument) ON (n.debate);
DROP INDEX kb_words IF EXISTS;
CREATE FULLTEXT INDEX kb_folded IF NOT EXISTS
FOR (n:Claim|Argument|Debate|Person|Term|Source) ON EACH [n.words];
CALL db.awaitIndexes(60);
