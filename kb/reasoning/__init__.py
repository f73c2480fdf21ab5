"""Computed cruxes: what a map of arguments says of its conclusions, and what that turns on.

    graph          claims with base scores, and arguments between them, as columns
    bare           the same as JSON
    semantics      log-odds (default), quadratic energy, DF-QuAD, Euler: one influence function each
    walks          what can be reached, and what goes round in circles
    circuit        arguments as products of literals, undercuts included
    plan           the order of evaluation, circles apart
    guard          cycles scaled until they have one answer
    arrays         all of it over arrays, for what is large: very many arguments, or evaluations
    network        all of the above for one graph and semantics: `compile_graph`
    sweep          a node from what it reads, and stage by stage
    dynamics       the limit of the continuous dynamics, where the guard is off
    evaluate       strengths, with interventions: `evaluate`
    adjoint        all derivatives of one strength in one backward pass: `influence`
    interventions  one strength under many interventions
    ranking        verdicts, extrapolation, ranks and ties
    screening      which claims compete, and by what slopes they are screened
    effects        what answers do to positions in log-odds, ranked by reach: `find_effects`
    robustness     whether that order holds up in other ways to weigh: `stability`
    views          the map as a person, a camp or a reader sees it: `calibrate`
    doublecrux     the claims that would bring two views together: `find_double_cruxes`
    decompose      whose base scores make two views differ, and how much: `decompose`
    polarity       whether more of a claim can mean more, or less, of a conclusion
    fliptree       the smallest flip set of a tree, by dynamic programming
    flips          the fewest claims whose reversal changes a verdict: `smallest_flip_set`
    scenario       a reader's view in a TOML file

A graph is compiled once and evaluated as often as wanted:

    network = compile_graph(graph, towards=["rain"])
    now = evaluate(network, do={"clouds": 1.0})
    for each in find_effects(now, ["rain"], top=10).claims: ...

Imports run down the list only, apart from `bare`, which reads and writes the rest. Nothing here
knows Markdown, the database or the terminal.
"""
