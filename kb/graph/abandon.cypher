// Leaves the graph as that of a load that broke off: it answers nothing, and the next load trusts
// nothing in it.
MATCH (b:Base)
SET b.state = 'loading', b.fingerprint = '', b.loader = '', b.beat = 0, b.doubt = true
