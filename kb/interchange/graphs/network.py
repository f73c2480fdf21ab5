"""A base as nodes and edges, each with what its fact says as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from kb.interchange.account import Fact, saying
from kb.model import Base

PLAIN = (str, bool, int, float)
ENDS = {
    "Relation": ("source", "target"),
    "Stance": ("person", "target"),
    "Argument": ("premises", "target"),
}
Values = dict[str, str | bool | float]


class Node(NamedTuple):
    """A debate, an item, an argument, somebody or a source; `type` says which."""

    id: str
    type: str
    values: Values


class Edge(NamedTuple):
    """From a premise to its argument, from an argument to what it bears on, or a relation, or a
    stance."""

    source: str
    target: str
    type: str
    values: Values


def nodes(base: Base) -> Iterator[Node]:
    groups = (base.debates, base.claims, base.arguments, base.people, base.sources)
    for group in groups:
        for fact in group:
            yield Node(_name(fact), _type(fact), values_of(fact))


def edges(base: Base) -> Iterator[Edge]:
    for argument in base.arguments:
        for premise in argument.premises:
            values: Values = {"negated": True} if premise.negated else {}
            yield Edge(premise.claim, argument.id, "premise", values)
        yield Edge(argument.id, argument.target, argument.kind, {})
    for relation in base.relations:
        yield Edge(relation.source, relation.target, relation.kind, values_of(relation))
    for stance in base.stances:
        yield Edge(f"person:{stance.person}", stance.target, stance.kind, values_of(stance))


def _type(fact: Fact) -> str:
    kind = type(fact).__name__.lower()
    return "item" if kind == "claim" else kind


def _name(fact: Fact) -> str:
    """An id that no fact of another type has."""
    kind = _type(fact)
    return str(fact.id) if kind in ("item", "argument") else f"{kind}:{fact.id}"  # type: ignore[union-attr]


def values_of(fact: Fact) -> Values:
    """What a fact says, but for what the ends of its edges say."""
    skipped = ENDS.get(type(fact).__name__, ())
    return {name: _plain(getattr(fact, name)) for name in saying(fact) if name not in skipped} | {
        name: str(getattr(fact, name)) for name in ("debate",) if hasattr(fact, name)
    }


def is_plain(fact: Fact, name: str) -> bool:
    """Whether a field is a plain value, or several texts."""
    value = getattr(fact, name)
    return isinstance(value, PLAIN) or all(isinstance(one, str) for one in value)


def _plain(value: Any) -> str | bool | float:
    if isinstance(value, PLAIN):
        return value
    if all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return json.dumps([one.model_dump(mode="json") for one in value], ensure_ascii=False)
