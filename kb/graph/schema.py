"""The shape of the graph: the labels, and the relationships between which of them.

`SCHEMA` counts up whenever a stored graph of the version before would be read wrongly.
"""

from typing import NamedTuple

SCHEMA = 10

LABELS = ("Debate", "Claim", "Argument", "Person", "Source", "Passage", "Term")

CLAIM_RELATIONS = (
    "REFINES",
    "ANSWERS",
    "ILLUSTRATES",
    "DISTINGUISHES",
    "RIVALS",
    "CONCERNS",
    "USES",
    "ASKS",
)


class EdgeType(NamedTuple):
    """A relationship between two labels. `owner` is the end ('a' or 'b') that it belongs to:
    it is written anew with that node, and covered by that node's hash."""

    name: str
    a: str
    b: str
    owner: str


EDGE_TYPES = (
    EdgeType("PREMISE_OF", "Claim", "Argument", "b"),
    EdgeType("SUPPORTS", "Argument", "Claim", "a"),
    EdgeType("REBUTS", "Argument", "Claim", "a"),
    EdgeType("UNDERCUTS", "Argument", "Argument", "a"),
    *(EdgeType(name, "Claim", "Claim", "a") for name in CLAIM_RELATIONS),
    EdgeType("DEFINES", "Claim", "Term", "a"),
    EdgeType("PART_OF", "Claim", "Debate", "a"),
    EdgeType("STANCE", "Person", "Claim", "b"),
    EdgeType("STANCE", "Person", "Argument", "b"),
    EdgeType("CITES", "Claim", "Passage", "a"),
    EdgeType("CITES", "Argument", "Passage", "a"),
    EdgeType("OF", "Passage", "Source", "a"),
)
