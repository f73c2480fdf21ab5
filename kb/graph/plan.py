"""The difference between the graph and the files, and the statements that make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

from kb.graph import rows as make
from kb.graph.rows import Rows
from kb.graph.schema import EDGE_TYPES, LABELS
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
from kb.stores.store import Row

BATCH = 5_000

Key = tuple[str, str]  # label and id
Job = tuple[str, dict[str, list[Any]]]  # a statement and its rows


class Record(NamedTuple):
    """A node as it should be: the hash of what it says, and where it is written."""

    hash: str
    path: str | None = None
    line: int | None = None
    ordinal: int | None = None


Wanted = Mapping[Key, Record]


class Asked(Protocol):
    """What answers a statement: a store, or a transaction."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...


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

    def records(self) -> Mapping[Key, Record]:
        """The debates, claims and arguments, by label and id."""

    def debate_of(self, argument: str) -> str:
        """The debate that an argument is said to be of."""

    def facts(self, nodes: Iterable[str]) -> Facts:
        """The facts about these nodes; there may be more."""


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
    if count == 1:
        return label.lower()
    return {"Person": "people"}.get(label, label.lower() + "s")


def wanted_of(origin: Origin) -> dict[Key, Record]:
    """All nodes as they should be, by label and id."""
    wanted = dict(origin.records())
    for entry in origin.registers:
        wanted[type(entry).__name__, entry.id] = Record(short_hash(entry.model_dump_json()))
    return wanted


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
        return Report(*({label: len(ids) for label, ids in _by_label(keys)} for keys in self))


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


def jobs_of(
    origin: Origin,
    wanted: Wanted,
    plan: Plan,
    contents: Mapping[str, str],
    sealed: bool = True,
    doubt: bool = False,
) -> list[Job]:
    """The statements that make the difference, in order, each with its rows.

    Where they are not `sealed`, hashes are written at the very end; those of what debates contain
    come after all others. In `doubt`, what the nodes and relationships there are beyond what is
    wanted goes too.
    """
    rows = _rows(origin, set(plan.written), wanted)
    hashes = {label: [_hash_of(row) for row in rows.nodes[label]] for label in LABELS}
    jobs: list[Job] = []
    for label, ids in _by_label(plan.removed):
        jobs += _batches(statement("remove", LABEL=label), "ids", ids)
    for label, ids in _by_label(plan.changed):
        jobs += _cut(label, ids) if doubt else _disown(label, ids)
    for label in LABELS:
        nodes = rows.nodes[label] if sealed else [{**r, "hash": ""} for r in rows.nodes[label]]
        jobs += _batches(statement("restore" if doubt else "upsert", LABEL=label), "rows", nodes)
    for edge in EDGE_TYPES:
        text = statement("relate", FROM=edge.a, TO=edge.b, TYPE=edge.name)
        jobs += _batches(text, "rows", rows.edges[edge])
    for label, ids in _by_label(plan.moved):
        places = [{"id": i, **wanted[label, i]._asdict()} for i in ids]
        jobs += _batches(statement("move", LABEL=label), "rows", places)
    for label in () if sealed else LABELS:
        jobs += _batches(statement("seal", LABEL=label), "rows", hashes[label])
    marks = [{"id": debate, "contents": mark} for debate, mark in contents.items() if debate]
    jobs += _batches(statement("set_contents"), "rows", marks)
    return jobs


def _hash_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "hash": row["hash"]}


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


def _by_label(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for label, ident in keys:
        groups.setdefault(label, []).append(ident)
    for label in LABELS:
        if label in groups:
            yield label, groups[label]


def _batches(text: str, name: str, values: list[Any]) -> Iterator[Job]:
    for start in range(0, len(values), BATCH):
        yield text, {name: values[start : start + BATCH]}


def _disown(label: str, ids: list[str]) -> Iterator[Job]:
    """Take away the relationships that nodes own; they are written anew."""
    for edge in EDGE_TYPES:
        owner, other = (edge.a, edge.b) if edge.owner == "a" else (edge.b, edge.a)
        if owner == label:
            text = statement(f"disown_{edge.owner}", OWNER=owner, TYPE=edge.name, OTHER=other)
            yield from _batches(text, "ids", ids)


def _cut(label: str, ids: list[str]) -> Iterator[Job]:
    """Take away whatever goes out from nodes, and nodes that nothing can name."""
    yield statement("strays", LABEL=label), {}
    yield from _batches(statement("cut", LABEL=label), "ids", ids)


def _rows(origin: Origin, write: set[Key], wanted: Wanted) -> Rows:
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


def _fact_rows(rows: Rows, origin: Origin, write: set[Key]) -> None:
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


def _among(facts: Iterable[F], label: str, write: set[Key]) -> Iterator[F]:
    return (fact for fact in facts if (label, fact.id) in write)
