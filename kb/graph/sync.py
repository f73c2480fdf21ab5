"""The sync: after it the graph holds exactly what the files say, and only changes were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from kb.errors import StoreError
from kb.graph import rows as make
from kb.graph.rows import Rows
from kb.graph.schema import EDGE_TYPES, LABELS, SCHEMA
from kb.graph.state import read_state
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
    short_hash,
)
from kb.stores import Store, Transaction

BATCH = 5_000
T = TypeVar("T")


class Record(NamedTuple):
    """A node as it should be: the hash of what it says, and where it is written."""

    hash: str
    path: str | None = None
    line: int | None = None
    ordinal: int | None = None


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

    def records(self) -> Mapping[tuple[str, str], Record]:
        """The debates, claims and arguments, by label and id."""

    def facts(self, nodes: Iterable[str]) -> Facts:
        """The facts about these nodes; there may be more."""


@dataclass
class Report:
    """What a sync did, as counts by label."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.moved or self.removed)

    def __str__(self) -> str:
        parts = [f"{what} {_counted(counts)}" for what, counts in vars(self).items() if counts]
        return "; ".join(parts) or "nothing changed"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {_plural(label, n)}" for label, n in counts.items())


def _plural(label: str, count: int) -> str:
    if count == 1:
        return label.lower()
    return {"Person": "people"}.get(label, label.lower() + "s")


def sync(origin: Origin, store: Store) -> Report:
    """Make the graph hold what `origin` says, whole or not at all.

    Raises StoreError where the graph is busy, damaged, or holds another base.
    """
    state = read_state(store)
    if state and state.id != origin.id:
        raise StoreError(
            f"'{store.address}' holds the base '{state.id}', not '{origin.id}'; "
            "give another address with --db"
        )
    if state and state.state == "ready" and state.fingerprint == origin.fingerprint:
        return Report()
    wanted = _wanted(origin)
    with store.transaction() as writing:
        if state and state.state != "ready":  # somebody wrote into it: trust nothing
            writing.run(statement("wipe"))
        report = _write(origin, wanted, writing)
        writing.run(
            statement("set_base"),
            {
                "id": origin.id,
                "heading": origin.heading,
                "schema": SCHEMA,
                "state": "ready",
                "fingerprint": origin.fingerprint,
                "loader": "",
                "beat": "",
            },
        )
    return report


def _wanted(origin: Origin) -> dict[tuple[str, str], Record]:
    wanted = dict(origin.records())
    for entry in origin.registers:
        wanted[type(entry).__name__, entry.id] = Record(short_hash(entry.model_dump_json()))
    return wanted


def _write(
    origin: Origin, wanted: Mapping[tuple[str, str], Record], writing: Transaction
) -> Report:
    present = _present(writing)
    added = [key for key in wanted if key not in present]
    changed = [k for k in wanted if k in present and wanted[k].hash != present[k].hash]
    moved = [
        key
        for key in wanted
        if key in present and wanted[key].hash == present[key].hash and wanted[key] != present[key]
    ]
    removed = [key for key in present if key not in wanted]
    rows = _rows(origin, set(added) | set(changed), wanted)
    for label, ids in _by_label(removed):
        _batched(writing, statement("remove", LABEL=label), "ids", ids)
    for label, ids in _by_label(changed):
        _disown(writing, label, ids)
    for label in LABELS:
        _batched(writing, statement("upsert", LABEL=label), "rows", rows.nodes[label])
    for edge in EDGE_TYPES:
        text = statement("relate", FROM=edge.a, TO=edge.b, TYPE=edge.name)
        _batched(writing, text, "rows", rows.edges[edge])
    for label, ids in _by_label(moved):
        places = [{"id": i, **wanted[label, i]._asdict()} for i in ids]
        _batched(writing, statement("move", LABEL=label), "rows", places)
    return Report(
        *(
            {label: len(ids) for label, ids in _by_label(keys)}
            for keys in (added, changed, moved, removed)
        )
    )


def _present(writing: Transaction) -> dict[tuple[str, str], Record]:
    present = {}
    for label in LABELS:
        for row in writing.run(statement("present", LABEL=label)):
            ident = row.pop("id")
            present[label, ident] = Record(**row)
    return present


def _by_label(keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for label, ident in keys:
        groups.setdefault(label, []).append(ident)
    for label in LABELS:
        if label in groups:
            yield label, groups[label]


def _batched(writing: Transaction, text: str, name: str, values: list[Any]) -> None:
    for start in range(0, len(values), BATCH):
        writing.run(text, {name: values[start : start + BATCH]})


def _disown(writing: Transaction, label: str, ids: list[str]) -> None:
    """Take away the relationships that nodes own; they are written anew."""
    for edge in EDGE_TYPES:
        owner, other = (edge.a, edge.b) if edge.owner == "a" else (edge.b, edge.a)
        if owner == label:
            text = statement(f"disown_{edge.owner}", OWNER=owner, TYPE=edge.name, OTHER=other)
            _batched(writing, text, "ids", ids)


def _rows(
    origin: Origin, write: set[tuple[str, str]], wanted: Mapping[tuple[str, str], Record]
) -> Rows:
    """The rows of the nodes to be written, with the relationships that they own."""
    rows = Rows()
    _fact_rows(rows, origin, write)
    register = {
        Person: make.person_row,
        Source: make.source_row,
        Passage: make.passage_row,
        Term: make.term_row,
    }
    for entry in origin.registers:
        if (type(entry).__name__, entry.id) in write:
            register[type(entry)](rows, entry)  # type: ignore[operator]
    for label, properties in rows.nodes.items():
        for row in properties:
            row["hash"] = wanted[label, row["id"]].hash
    return rows


def _fact_rows(rows: Rows, origin: Origin, write: set[tuple[str, str]]) -> None:
    nodes = {ident for label, ident in write if label in ("Debate", "Claim", "Argument")}
    if not nodes:
        return
    facts = origin.facts(nodes)
    for debate in _among(facts.debates, "Debate", write):
        order = origin.records()["Debate", debate.id].ordinal
        make.debate_row(rows, debate, order or 0)
    for claim in _among(facts.claims, "Claim", write):
        make.claim_row(rows, claim)
    for argument in _among(facts.arguments, "Argument", write):
        make.argument_row(rows, argument)
    for relation in facts.relations:
        if ("Claim", relation.source) in write:
            make.relation_row(rows, relation)
    for stance in facts.stances:
        if ("Claim", stance.target) in write or ("Argument", stance.target) in write:
            make.stance_row(rows, stance, ("Argument", stance.target) in write)


F = TypeVar("F", Debate, Claim, Argument)


def _among(facts: Iterable[F], label: str, write: set[tuple[str, str]]) -> Iterator[F]:
    return (fact for fact in facts if (label, fact.id) in write)
