// Says that a load in several transactions has begun, whose it is, and whether it trusts nothing.
MATCH (b:Base {id: $id})
SET b.heading = $heading, b.schema = $schema, b.state = 'loading', b.fingerprint = '',
    b.loader = $loader, b.beat = timestamp(), b.doubt = $doubt,
    b.registers = null, b.counts = null
