"""The statements that make the graph what the files say, with their rows, a portion at a time.

A big base is never in memory as rows: its facts come in portions, and each is written before the
next is read. A relationship to a node that is still to come waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from kb.graph import rows as make
from kb.graph.contents import Goal
from kb.graph.plan import Facts, Key, Origin, Plan, Wanted, by_label
from kb.graph.rows import Properties, Rows
from kb.graph.schema import EDGE_TYPES, LABELS, EdgeType
from kb.graph.statements import statement
from kb.model import Argument, Claim, Debate, Passage, Person, Source, Term

BATCH = 5_000  # rows of a statement
SMALL = 500  # nodes of a portion where all are one transaction: few enough for a processor's cache

Missing = dict[str, set[str]]  # by label, the ids of new nodes that are still to come
Edges = dict[EdgeType, list[Properties]]


class Job(NamedTuple):
    """A statement with its rows, and how many nodes are done with it."""

    text: str
    parameters: dict[str, Any]
    nodes: int = 0


def jobs_of(
    origin: Origin,
    wanted: Wanted,
    plan: Plan,
    sealed: bool = True,
    doubt: bool = False,
) -> Iterator[Job]:
    """The statements that make the difference, in order, each with its rows.

    Where they are not `sealed`, hashes are written at the very end. In `doubt`, what the nodes and
    relationships there are beyond what is wanted goes too.
    """
    for label, ids in by_label(plan.removed):
        yield from _batches(statement("remove", LABEL=label), "ids", ids, of_nodes=True)
    for label, ids in by_label(plan.changed):
        yield from _cut(label, ids) if doubt else _disown(label, ids)
    missing = {label: set[str]() for label in LABELS} | {
        label: set(ids) for label, ids in by_label(plan.added)
    }
    waiting = Edges()
    for rows in _portions(origin, plan.written, wanted, SMALL if sealed else BATCH):
        yield from _nodes(rows, missing, sealed, doubt)
        for label, nodes in rows.nodes.items():
            missing[label].difference_update(row["id"] for row in nodes)
        yield from _relate(_ready(rows.edges, missing, waiting))
    yield from _relate(waiting)
    for label, ids in by_label(plan.moved):
        places = [{"id": i, **wanted[label, i]._asdict()} for i in ids]
        yield from _batches(statement("move", LABEL=label), "rows", places, of_nodes=True)
    for label, ids in () if sealed else by_label(plan.written):
        hashes = [{"id": i, "hash": wanted[label, i].hash} for i in ids]
        yield from _batches(statement("seal", LABEL=label), "rows", hashes)


def marks_of(goal: Goal, held: Mapping[str, str]) -> Iterator[Job]:
    """The statements that write what debates contain where other marks are `held`; they come after
    all others, and only then is worked out what they say."""
    marks = [{"id": debate, "contents": mark} for debate, mark in goal.unlike(held).items()]
    yield from _batches(statement("set_contents"), "rows", marks)


def _nodes(rows: Rows, missing: Missing, sealed: bool, doubt: bool) -> Iterator[Job]:
    """The nodes of a portion. New ones are not looked for, which is faster."""
    for label in LABELS:
        new: list[Properties] = []
        others: list[Properties] = []
        for row in rows.nodes[label]:
            (new if sealed and row["id"] in missing[label] else others).append(row)
        for row in others if not sealed else ():
            row["hash"] = ""
        text = statement("create", tuple(new[0]) if new else (), LABEL=label)
        yield from _batches(text, "rows", new, of_nodes=True)
        text = statement("restore" if doubt else "upsert", LABEL=label)
        yield from _batches(text, "rows", others, of_nodes=True)


def _ready(edges: Edges, missing: Missing, waiting: Edges) -> Edges:
    """The relationships of which both ends are there; the others are added to those waiting."""
    ready = Edges()
    for kind, rows in edges.items():
        a, b = missing[kind.a], missing[kind.b]
        ready[kind] = [row for row in rows if row["a"] not in a and row["b"] not in b]
        if len(ready[kind]) < len(rows):
            late = [row for row in rows if row["a"] in a or row["b"] in b]
            waiting.setdefault(kind, []).extend(late)
    return ready


def _relate(edges: Edges) -> Iterator[Job]:
    for edge in EDGE_TYPES:
        rows = edges.get(edge, [])
        said = tuple(name for row in rows[:1] for name in row if name not in ("a", "b"))
        text = statement("relate", said, FROM=edge.a, TO=edge.b, TYPE=edge.name)
        yield from _batches(text, "rows", rows)


def _batches(text: str, name: str, values: list[Any], of_nodes: bool = False) -> Iterator[Job]:
    for start in range(0, len(values), BATCH):
        batch = values[start : start + BATCH]
        yield Job(text, {name: batch}, len(batch) if of_nodes else 0)


def _disown(label: str, ids: list[str]) -> Iterator[Job]:
    """Take away the relationships that nodes own; they are written anew."""
    for edge in EDGE_TYPES:
        owner, other = (edge.a, edge.b) if edge.owner == "a" else (edge.b, edge.a)
        if owner == label:
            text = statement(f"disown_{edge.owner}", OWNER=owner, TYPE=edge.name, OTHER=other)
            yield from _batches(text, "ids", ids)


def _cut(label: str, ids: list[str]) -> Iterator[Job]:
    """Take away whatever goes out from nodes, and nodes that nothing can name."""
    yield Job(statement("strays", LABEL=label), {})
    yield from _batches(statement("cut", LABEL=label), "ids", ids)


# -- facts as rows --------------------------------------------------------------------------------


def _portions(origin: Origin, keys: list[Key], wanted: Wanted, size: int) -> Iterator[Rows]:
    """The rows of the nodes to be written, `size` or some more at a time, with the relationships
    that they own."""
    rows, write = Rows(wanted), set(keys)
    _register_rows(rows, origin, write)
    nodes = (ident for label, ident in keys if label in ("Debate", "Claim", "Argument"))
    for facts in origin.facts(nodes):
        _fact_rows(rows, facts, write)
        if sum(map(len, rows.nodes.values())) >= size:
            yield rows
            rows = Rows(wanted)
    yield rows


def _register_rows(rows: Rows, origin: Origin, write: set[Key]) -> None:
    register = {
        Person: make.person_row,
        Source: make.source_row,
        Passage: make.passage_row,
        Term: make.term_row,
    }
    for entry in origin.registers:
        if (type(entry).__name__, entry.id) in write:
            register[type(entry)](rows, entry)  # type: ignore[operator]


def _fact_rows(rows: Rows, facts: Facts, write: set[Key]) -> None:
    for debate in list(_among(facts.debates, "Debate", write)):
        order = rows.wanted["Debate", debate.id].ordinal
        make.debate_row(rows, debate, order or 0)
        write.discard(("Debate", debate.id))  # it may come again, in another portion
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
