// Which labels are there?
CALL db.labels() YIELD label
RETURN label ORDER BY label
