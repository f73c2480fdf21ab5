// How many nodes are there of each label, in the order of the schema, and of all?
RETURN [COUNT { MATCH (n:Debate) }, COUNT { MATCH (n:Claim) }, COUNT { MATCH (n:Argument) },
        COUNT { MATCH (n:Person) }, COUNT { MATCH (n:Source) }, COUNT { MATCH (n:Passage) },
        COUNT { MATCH (n:Term) }] AS counts,
       COUNT { MATCH (n) } AS total
