"""Which debates differ between the graph and the files, so that the nodes of these alone are read.

In the graph each debate has a hash of all its items and arguments; the base has one of its
registers, and the number of nodes that the last load left. Where there are as many as that, nobody
else has added or removed any; otherwise, or in doubt, every node is read.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from kb.graph.plan import Key, Origin, Plan, Record, Wanted, plan_of, present_in, record_of
from kb.graph.schema import LABELS
from kb.graph.state import State, is_as_left
from kb.graph.statements import statement
from kb.model import short_hash
from kb.stores.store import Asked

REGISTERS = ""  # in the place of a debate: people, sources, passages and terms belong to none
OF_DEBATES = ("Claim", "Argument")


class Goal:
    """What the graph should hold, worked out where it is asked for: its nodes, and the hash of what
    each debate contains."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin

    @cached_property
    def wanted(self) -> Wanted:
        """All nodes, by label and id."""
        return self.wanted_of({*self._origin.contents, REGISTERS})

    def wanted_of(self, debates: Collection[str]) -> Wanted:
        """All debates, and the nodes of some of them."""
        registers = self._registers if REGISTERS in debates else {}
        return {**self._origin.records(debates), **registers}

    @cached_property
    def _registers(self) -> dict[Key, Record]:
        """What belongs to no debate."""
        return {
            (type(entry).__name__, entry.id): Record(short_hash(entry.model_dump_json()))
            for entry in self._origin.registers
        }

    @cached_property
    def contents(self) -> Mapping[str, str]:
        known = {debate: contents.mark for debate, contents in self._origin.contents.items()}
        return {**known, REGISTERS: self.registers}

    @cached_property
    def registers(self) -> str:
        """The hash of what belongs to no debate, without a look at any."""
        said = sorted(f"{label}\0{i}\0{one.hash}" for (label, i), one in self._registers.items())
        return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def counts(self) -> list[int]:
        """How many nodes of each label there should be."""
        debates = self._origin.contents.values()
        labels = Counter(label for label, _ in self._registers)
        labels["Debate"] = len(debates)
        labels["Claim"] = sum(debate.items for debate in debates)
        labels["Argument"] = sum(debate.arguments for debate in debates)
        return [labels[label] for label in LABELS]

    def unlike(self, held: Mapping[str, str]) -> dict[str, str]:
        """The hashes of the debates that do not have the one that is `held`."""
        known = self.contents.items()
        return {debate: mark for debate, mark in known if debate and held.get(debate) != mark}


class Difference(NamedTuple):
    """What has to be done to nodes, of those that are `wanted`, and the hashes of what debates
    contain before that."""

    wanted: Wanted
    plan: Plan
    held: Mapping[str, str]


def compare(goal: Goal, asked: Asked, state: State | None) -> Difference:
    """The difference between the goal and a graph that is trusted."""
    held = _held(asked, state)
    if state is None or not is_as_left(state, asked):
        return Difference(goal.wanted, plan_of(goal.wanted, present_in(asked)), held)
    changed = {d for d in {*held, *goal.contents} if held.get(d) != goal.contents.get(d)}
    wanted = goal.wanted_of(changed)
    return Difference(wanted, plan_of(wanted, _present(asked, changed)), held)


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
