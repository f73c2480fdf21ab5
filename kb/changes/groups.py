"""Changes in the order in which a reader wants them: by debate, and there by what they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kb.changes.kinds import Change

# Of what changes are told, in which order; what follows from the others first.
GROUPS = {
    "position": "How positions are supported",
    "crux": "Cruxes",
    "mind": "Who changed their mind",
    "item": "Items",
    "argument": "Arguments",
    "stance": "Stances",
    "relation": "Relations",
    "debate": "The debate itself",
    "person": "People",
    "source": "Sources",
    "term": "Terms",
    "base": "The base",
}
PLURALS = {"crux": "cruxes", "person": "people"}
FOLLOWS = {"stands": "position", "mind changed": "mind"}
OF_NO_DEBATE = ""


class Group(NamedTuple):
    """Changes of one kind of thing in one debate, or in none."""

    debate: str
    of: str
    changes: list[Change]

    @property
    def title(self) -> str:
        return GROUPS[self.of]


def group_of(change: Change) -> str:
    """What a change is about."""
    if change.name.startswith("crux "):
        return "crux"
    of = FOLLOWS.get(change.name, change.thing.of)
    return "debate" if of == "section" else of


def grouped(changes: Iterable[Change]) -> Iterator[Group]:
    """Debate by debate, as they come; what belongs to none stands last."""
    found: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        found.setdefault(change.thing.debate, {}).setdefault(group_of(change), []).append(change)
    for debate in sorted(found, key=lambda debate: debate == OF_NO_DEBATE):
        for of in GROUPS:
            if of in found[debate]:
                yield Group(debate, of, found[debate][of])


class Count(NamedTuple):
    """How many things of a kind had the same done to them."""

    of: str
    change: str
    many: str
    things: int


def counts(changes: Iterable[Change]) -> list[Count]:
    """Every thing once for all that is otherwise in it in the same way."""
    met: dict[tuple[str, str, str], set[str]] = {}
    for change in changes:
        key = group_of(change), change.name, change.many
        met.setdefault(key, set()).add(f"{change.thing.debate} {change.thing.id}")
    order = list(GROUPS)
    rows = [Count(*key, len(things)) for key, things in met.items()]
    return sorted(rows, key=lambda row: order.index(row.of))


def summary(changes: Sequence[Change]) -> str:
    """`1 position supported otherwise; 2 items added, 1 reworded; 1 stance removed`."""
    said: dict[str, list[str]] = {}
    for of, _, many, things in counts(changes):
        if of in ("mind", "base"):
            people = "1 person" if things == 1 else f"{things} people"
            said[of] = [f"{people} changed their mind" if of == "mind" else "settings changed"]
            continue
        noun = f" {_noun(of, things)}" if of not in said else ""
        said.setdefault(of, []).append(f"{things}{noun} {many}")
    return "; ".join(", ".join(each) for each in said.values())


def _noun(of: str, things: int) -> str:
    return of if things == 1 else PLURALS.get(of, f"{of}s")
