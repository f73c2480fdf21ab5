"""The closed vocabulary of labels: what each means and where it may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.model import ArgumentKind, RelationKind, StanceKind

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
    Label("Credence", "property"),
    Label("Term", "property", only_kinds=("definition",)),
    Label("Source", "property", nested=("argument", "relation", "stance")),
    Label("Because", "property", on_item=False, nested=("argument", "relation", "stance")),
    Label("With", "property", on_item=False, nested=("premise",)),
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

PERSON_LABELS = ("Address",)
SOURCE_LABELS = ("Kind", "By", "Date", "Address", "File", "Left out", "Repeats")


def may_nest(label: Label, parent: Label) -> bool:
    """Whether a line with this label says something when nested under that one."""
    if "premise" in label.nested:  # further premises: only where the line names one premise
        return parent.role == "argument" and parent.from_source
    return parent.role in label.nested
