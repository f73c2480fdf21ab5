// Says which base the graph holds, from which files, and in which state.
MERGE (b:Base {id: $id})
SET b.heading = $heading, b.schema = $schema, b.state = $state, b.fingerprint = $fingerprint,
    b.loader = $loader, b.beat = $beat, b.doubt = false,
    b.registers = $registers, b.counts = $counts
