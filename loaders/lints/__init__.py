"""Warnings about a map: nothing is written wrongly, but it says less, or other, than it seems to.

A module here that has a function `find` is a lint of one debate: it takes a `Seen` and yields what
it is certain of. What another debate may clear is a suspicion: `debate` asks one debate for its
suspects, and whom of other debates it clears, `base` tells those that nobody cleared; so nothing
but these few names has to be kept of debates that did not change.
"""
