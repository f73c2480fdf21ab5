"""The kinds of things that a base has, as the graph and the files name them."""

from typing import Literal

Kind = Literal[
    "claim",
    "position",
    "crux",
    "question",
    "evidence",
    "definition",
    "proposal",
    "prediction",
    "analogy",
]
ArgumentKind = Literal["supports", "rebuts", "undercuts"]
RelationKind = Literal[
    "refines", "answers", "illustrates", "distinguishes", "concerns", "uses", "asks", "rivals"
]
StanceKind = Literal[
    "holds",
    "finds_plausible",
    "questions",
    "rejects",
    "concedes",
    "reports",
    "supposes",
    "answers_yes",
    "answers_no",
    "poses",
]
PersonKind = Literal["person", "work", "character"]
