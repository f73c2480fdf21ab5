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

STANCE_WORDS: dict[
    StanceKind, str
] = {  # what somebody does who takes a stance, with a place for on what
    "holds": "holds {}",
    "finds_plausible": "finds {} plausible",
    "questions": "questions {}",
    "rejects": "rejects {}",
    "concedes": "concedes {}",
    "reports": "reports {}",
    "supposes": "supposes {}",
    "answers_yes": "answers yes",
    "answers_no": "answers no",
    "poses": "poses {}",
}


def says(kind: StanceKind, what: str) -> str:
    """A stance in words: `finds it plausible`; where nothing is named, `finds plausible`."""
    return " ".join(STANCE_WORDS[kind].format(what).split())


def says_of_argument(kind: StanceKind, posed: str) -> str:
    """The same of an argument, which nobody holds, but makes; what is `posed` is none."""
    if kind == "holds":
        return "makes this argument"
    return says(kind, posed if kind == "poses" else "this argument")
