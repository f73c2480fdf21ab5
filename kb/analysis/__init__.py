"""Debates reasoned about: items and arguments as a network, and what follows from it.

    weighed    the rows of `queries.network` as a graph that can be evaluated
    outlook    that graph evaluated: semantics, scenario, what was assumed
    opinions   what people and camps hold, as credences
    bearing    the strongest way from a claim to a conclusion
    scale      the words in which strengths and effects are said, with their limits
    rivalry    which of two rivals is ahead
    openness   which claims are open, which only make up a position
    turning    cruxes ranked by reach: `rank_cruxes`
    stands     how a debate stands, as sentences; `situation` finds it
    reasons    what holds an item up and what pulls it down: `why`
    supposing  what changes when something is supposed: `what_if`, `smallest_flip`
    parting    what would bring two people together: `double_cruxes`
    disagreeing  on what two people part, and because of what: `disagreement`
    bare       a debate as a bare graph, for other programs

The mathematics is in `kb.reasoning`; here ids get their texts, people and debates back.
"""
