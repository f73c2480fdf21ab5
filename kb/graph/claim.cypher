// Says that a load in several transactions has begun, and whose it is.
MATCH (b:Base {id: $id})
SET b.heading = $heading, b.schema = $schema, b.state = 'loading', b.fingerprint = '',
    b.loader = $loader, b.beat = timestamp()
