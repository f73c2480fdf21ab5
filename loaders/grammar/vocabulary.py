"""The closed vocabulary of labels: what each means and where it may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb.kinds import ArgumentKind, RelationKind, StanceKind

Role = Literal["property", "argument", "relation", "stance"]


@dataclass(frozen=True)
class Label:
    """What a label says. `means` is the kind of argument, relation or stance it makes.

    `from_source`: written on the item that does it (Supports), not on the one it is done to.
    `on_item`: whether it may stand on an item; `nested`: under the labels of which roles it may.
    `only_kinds`: the kinds of item that it makes sense on, where not on all.
    """

    name: str
    role: Role
    means: str = ""
    from_source: bool = True
    on_item: bool = True
    nested: tuple[str, ...] = ()
    only_kinds: tuple[str, ...] = ()


def _argument(name: str, means: ArgumentKind, from_source: bool = True) -> Label:
    return Label(name, "argument", means, from_source)


def _relation(name: str, means: RelationKind, from_source: bool = True, kinds: str = "") -> Label:
    return Label(name, "relation", means, from_source, only_kinds=tuple(kinds.split()))


def _stance(name: str, means: StanceKind) -> Label:
    return Label(name, "stance", means, nested=("argument",))


def _answer(name: str, means: StanceKind) -> Label:
    return Label(name, "stance", means, only_kinds=("crux",))


_ALL = [
    Label("Kind", "property"),
    Label("Title", "property"),
    Label("Formerly", "property"),
    Label("Tags", "property"),
    Label("Credence", "property"),
    Label("Term", "property", only_kinds=("definition",)),
    Label("Source", "property", nested=("argument", "relation", "stance")),
    Label("Because", "property", on_item=False, nested=("argument", "relation", "stance")),
    Label("With", "property", on_item=False, nested=("premise",)),
    Label("Called", "property", on_item=False, nested=("argument",)),
    Label("Scheme", "property", on_item=False, nested=("argument",)),
    Label("Posed by", "stance", "poses", only_kinds=("crux", "question")),
    _argument("Supports", "supports"),
    _argument("Supported by", "supports", from_source=False),
    _argument("Rebuts", "rebuts"),
    _argument("Rebutted by", "rebuts", from_source=False),
    _argument("Undercuts", "undercuts"),
    Label("Undercut by", "argument", "undercuts", False, on_item=False, nested=("argument",)),
    Label("If yes", "argument", "answer", only_kinds=("crux",)),
    Label("If no", "argument", "answer", only_kinds=("crux",)),
    _relation("Refines", "refines"),
    _relation("Refined by", "refines", from_source=False),
    _relation("Answers", "answers"),
    _relation("Answered by", "answers", from_source=False),
    _relation("Illustrates", "illustrates"),
    _relation("Illustrated by", "illustrates", from_source=False),
    _relation("Distinguishes", "distinguishes"),
    _relation("Rival of", "rivals"),
    _relation("Concerns", "concerns"),
    _relation("Uses", "uses"),
    _relation("Asks", "asks", kinds="crux"),
    _stance("Held by", "holds"),
    _stance("Found plausible by", "finds_plausible"),
    _stance("Questioned by", "questions"),
    _stance("Rejected by", "rejects"),
    _stance("Conceded by", "concedes"),
    _stance("Reported by", "reports"),
    _stance("Supposed by", "supposes"),
    _answer("Answered yes by", "answers_yes"),
    _answer("Answered no by", "answers_no"),
]
LABELS = {label.name.casefold(): label for label in _ALL}
NAMES = {name: label.name for name, label in LABELS.items()}

# what other tools and other habits call the same
OTHERS_WORDS = {
    "Kind": "type category class",
    "Title": "heading headline name label short|title short|name",
    "Formerly": "renamed renamed|from alias aliases old|id previously formerly|called was",
    "Tags": "tag keyword keywords topic topics",
    "Called": "named argument|name",
    "Scheme": "rule inference inference|rule argument|scheme pattern",
    "Credence": "probability confidence likelihood certainty plausibility",
    "Source": "sources cites cited citation reference references ref refs passage passages quote",
    "Because": "reason reasons why warrant justification explanation since",
    "With": "and together|with along|with",
    "Supports": "support for backs implies entails suggests",
    "Supported by": "pro pros evidence argument arguments backed|by evidence|for arguments|for",
    "Rebuts": "attacks opposes contradicts against refutes counters denies disproves",
    "Rebutted by": "con cons objection objections attacked|by opposed|by contradicted|by "
    "refuted|by countered|by counterargument counterarguments arguments|against but",
    "Undercut by": "undermined|by",
    "Undercuts": "undermines",
    "Held by": "believed|by said|by believes says asserted|by claimed|by agreed agrees affirmed|by "
    "endorsed|by accepted|by stated|by who",
    "Rejected by": "disputed|by denied|by doubted|by disagrees disbelieved|by",
    "Questioned by": "challenged|by",
    "Posed by": "asked|by raised|by",
    "Term": "word defines concept",
    "Illustrates": "example|of",
    "Illustrated by": "example examples e.g.",
    "Refines": "specifies qualifies",
    "Concerns": "about regarding",
    "By": "author authors writer creator",
    "Date": "year published publication|date written",
    "Address": "url link website site web homepage doi href uri",
    "File": "path filename copy",
    "Starts": "begins start|at",
}
MEANT = {
    word.replace("|", " "): name for name, words in OTHERS_WORDS.items() for word in words.split()
}

PERSON_LABELS = ("Kind", "Address")
SOURCE_LABELS = ("Kind", "By", "Date", "Address", "File", "Left out", "Repeats", "Starts")


def meant_label(word: str, known: Mapping[str, str]) -> str | None:
    """Which of the known labels, by their names in lower case, another word stands for."""
    name = MEANT.get(" ".join(word.casefold().replace("-", " ").replace("_", " ").split()), "")
    return known.get(name.casefold())


def may_nest(label: Label, parent: Label) -> bool:
    """Whether a line with this label says something when nested under that one."""
    if "premise" in label.nested:  # further premises: only where the line names one premise
        return parent.role == "argument" and parent.from_source
    return parent.role in label.nested
