// Marks the base, so that the next load knows what to expect.
MATCH (b:Base) SET b.state = $state
