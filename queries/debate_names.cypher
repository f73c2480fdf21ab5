// What are the debates called?
MATCH (d:Debate)
RETURN d.id AS id, d.question AS question
ORDER BY d.ordinal, id
