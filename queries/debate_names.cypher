// What are the debates called, and which source is each about?
MATCH (d:Debate)
RETURN d.id AS id, d.question AS question, d.source AS source
ORDER BY d.ordinal, id
