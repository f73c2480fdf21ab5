"""Which debates differ between the graph and the files, so that the nodes of these alone are read.

In the graph each debate has a hash of all its items and arguments; the base has one of its
registers, and the number of nodes that the last load left. Where there are as many as that, nobody
else has added or removed any; otherwise, or in doubt, every node is read.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from kb.graph.plan import Key, Origin, Plan, Record, Wanted, plan_of, present_in, record_of
from kb.graph.schema import LABELS
from kb.graph.state import State, is_as_left
from kb.graph.statements import statement
from kb.stores.store import Asked

REGISTERS = ""  # in the place of a debate: people, sources, passages and terms belong to none
OF_DEBATES = ("Claim", "Argument")


class Goal:
    """What the graph should hold: all nodes, and, worked out where it is asked for, the hash of
    what each debate contains."""

    def __init__(self, origin: Origin, wanted: Wanted) -> None:
        self.wanted = wanted
        self._origin = origin

    @cached_property
    def debate_of(self) -> Mapping[Key, str]:
        return {key: _debate(self._origin, *key) for key in self.wanted if key[0] != "Debate"}

    @cached_property
    def contents(self) -> Mapping[str, str]:
        debate_of, nodes = self.debate_of, defaultdict[str, list[str]](list)
        for key, record in self.wanted.items():
            if key in debate_of:
                nodes[debate_of[key]].append(_said(key, record))
        debates = [ident for label, ident in self.wanted if label == "Debate"]
        return {d: _hash(nodes[d]) for d in (*debates, REGISTERS)}

    @cached_property
    def registers(self) -> str:
        """The hash of what belongs to no debate, without a look at any."""
        keys = [(type(entry).__name__, entry.id) for entry in self._origin.registers]
        return _hash(_said(key, self.wanted[key]) for key in keys)

    @property
    def counts(self) -> list[int]:
        """How many nodes of each label there should be."""
        labels = Counter(label for label, _ in self.wanted)
        return [labels[label] for label in LABELS]

    def unlike(self, held: Mapping[str, str]) -> dict[str, str]:
        """The hashes of the debates that do not have the one that is `held`."""
        known = self.contents.items()
        return {debate: mark for debate, mark in known if debate and held.get(debate) != mark}


class Difference(NamedTuple):
    """What has to be done to nodes, and the hashes of what debates contain before that."""

    plan: Plan
    held: Mapping[str, str]


def _debate(origin: Origin, label: str, ident: str) -> str:
    if label == "Claim":
        return ident.partition("/")[0]
    return origin.debate_of(ident) if label == "Argument" else REGISTERS


def _said(key: Key, record: Record) -> str:
    label, ident = key
    what, path, line, ordinal = record
    return f"{label}\0{ident}\0{what}\0{path}\0{line}\0{ordinal}"


def _hash(nodes: Iterable[str]) -> str:
    said = "\n".join(sorted(nodes)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:32]


def compare(goal: Goal, asked: Asked, state: State | None) -> Difference:
    """The difference between the goal and a graph that is trusted."""
    held = _held(asked, state)
    if state is None or not is_as_left(state, asked):
        return Difference(plan_of(goal.wanted, present_in(asked)), held)
    changed = {d for d in {*held, *goal.contents} if held.get(d) != goal.contents.get(d)}
    wanted = {
        key: record
        for key, record in goal.wanted.items()
        if goal.debate_of.get(key, key[1]) in changed or key[0] == "Debate"
    }
    return Difference(plan_of(wanted, _present(asked, changed)), held)


def _held(asked: Asked, state: State | None) -> dict[str, str]:
    """The hash of what each debate in the graph contains."""
    held = {row["id"]: row["contents"] for row in asked.run(statement("contents"))}
    return {**held, REGISTERS: state.registers or ""} if state else held


def _present(asked: Asked, debates: Iterable[str]) -> dict[Key, Record]:
    """All debates in the graph, and the nodes of some of them."""
    chosen = sorted(debates)
    others = LABELS if REGISTERS in chosen else ("Debate",)
    present = present_in(asked, [label for label in others if label not in OF_DEBATES])
    for label in OF_DEBATES:
        for row in asked.run(statement("present_in", LABEL=label), {"debates": chosen}):
            present[label, row["id"]] = record_of(row)
    return present
