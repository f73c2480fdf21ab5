"""The difference between the graph and the files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kb.graph.schema import LABELS
from kb.graph.statements import statement
from kb.model import (
    Argument,
    Claim,
    Debate,
    Passage,
    Person,
    Relation,
    Source,
    Stance,
    Term,
)
from kb.stores.store import Asked, Row

if TYPE_CHECKING:
    from loaders.facts.parsed import Contents

Key = tuple[str, str]  # label and id


class Record(NamedTuple):
    """A node as it should be: the hash of what it says, and where it is written."""

    hash: str
    path: str | None = None
    line: int | None = None
    ordinal: int | None = None


Wanted = Mapping[Key, Record]


class Facts(Protocol):
    """What a source of facts gives for some nodes."""

    @property
    def debates(self) -> Iterable[Debate]: ...
    @property
    def claims(self) -> Iterable[Claim]: ...
    @property
    def arguments(self) -> Iterable[Argument]: ...
    @property
    def relations(self) -> Iterable[Relation]: ...
    @property
    def stances(self) -> Iterable[Stance]: ...


class Origin(Protocol):
    """What can be synced: a base that knows its nodes by hash and gives facts on demand."""

    id: str
    heading: str
    fingerprint: str
    registers: tuple[Person | Source | Passage | Term, ...]

    @property
    def contents(self) -> Mapping[str, Contents]:
        """What each debate contains, told shortly."""

    def records(self, debates: Collection[str]) -> dict[Key, Record]:
        """All debates, and the claims and arguments of some of them, by label and id."""

    def facts(self, nodes: Iterable[str]) -> Iterable[Facts]:
        """The facts about these nodes, of those that `records` gave, in portions that each have all
        of what some of them own; there may be more."""


@dataclass
class Report:
    """What a sync did, as counts by label."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = [f"{what} {_counted(counts)}" for what, counts in vars(self).items() if counts]
        return "; ".join(parts) or "nothing changed"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {_plural(label, n)}" for label, n in counts.items())


def _plural(label: str, count: int) -> str:
    # a node for a person may be a work or a character, which pages don't count among people
    word = {"Person": "speaker"}.get(label, label.lower())
    return word if count == 1 else f"{word}s"


class Plan(NamedTuple):
    """The difference between the graph and the files: the label and id of every node in it."""

    added: list[Key]
    changed: list[Key]
    moved: list[Key]
    removed: list[Key]

    @property
    def written(self) -> list[Key]:
        return self.added + self.changed

    @property
    def size(self) -> int:
        """How many nodes it touches."""
        return sum(map(len, self))

    def report(self) -> Report:
        """The same as counts."""
        return Report(*({label: len(ids) for label, ids in by_label(keys)} for keys in self))


def plan_of(wanted: Wanted, present: Wanted, doubt: bool = False) -> Plan:
    """What has to be done so that what is present becomes what is wanted.

    In `doubt`, all that is present has changed, whatever its hash says.
    """
    plan = Plan([], [], [], [])
    for key, record in wanted.items():
        found = present.get(key)
        if found is None:
            plan.added.append(key)
        elif doubt or found.hash != record.hash:
            plan.changed.append(key)
        elif found != record:
            plan.moved.append(key)
    plan.removed.extend(key for key in present if key not in wanted)
    return plan


def present_in(store: Asked, labels: Iterable[str] = LABELS) -> dict[Key, Record]:
    """The nodes that are there, by label and id."""
    return {
        (label, row["id"]): record_of(row)
        for label in labels
        for row in store.run(statement("present", LABEL=label))
    }


def record_of(row: Row) -> Record:
    """A node as the graph has it."""
    return Record(row["hash"], row["path"], row["line"], row["ordinal"])


def by_label(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    """Keys as ids of each label, in the order of the schema."""
    groups: dict[str, list[str]] = {}
    for label, ident in keys:
        groups.setdefault(label, []).append(ident)
    for label in LABELS:
        if label in groups:
            yield label, groups[label]
