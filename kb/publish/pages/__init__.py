"""One module for each kind of page: what it says, and how that is put together.

A module listed in `OF_DEBATES` has `debate_pages(index, debate)`, the pages of one debate, and
`debate_paths(debate, items)`, the paths that they may have; one in `SHARED` has
`shared_pages(shared)`, pages that are made of what all debates contribute.
"""

OF_DEBATES = ("debate", "map", "outline", "stances", "item")
SHARED = (
    "home",
    "not_found",
    "moved",
    "registers",
    "method",
    "open_ends",
    "lists",
    "person",
    "pair",
    "term",
    "source",
)
