"""Trees of replies: what attacks or supports a claim, and what attacks or supports that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from queries.arguments import Step, steps_on
from queries.ask import Run

DEPTH = 8


class Branch(NamedTuple):
    """A step with the branches on its premises.

    `undercut` names the step that an undercut attacks. `seen` says that the replies stand
    elsewhere in the tree already; `cut` that the tree goes on below, deeper than was asked.
    """

    step: Step
    undercut: Step | None = None
    branches: tuple[Branch, ...] = ()
    seen: bool = False
    cut: bool = False


def rebuttals(run: Run, item: str, depth: int = DEPTH) -> list[Branch]:
    """The attacks on an item and on what supports it, and the attacks on those."""
    return _grow(run, item, depth, attacks=True)


def supports(run: Run, item: str, depth: int = DEPTH) -> list[Branch]:
    """What supports an item, and what supports that."""
    return _grow(run, item, depth, attacks=False)


def _grow(run: Run, item: str, depth: int, attacks: bool) -> list[Branch]:
    """Fetch level by level, so that a deep map costs one question a level, then build."""
    steps: dict[str, list[Step]] = {}
    level = [item]
    for _ in range(depth + 1):
        if not level:
            break
        steps |= steps_on(run, level)
        reached = (p for claim in level for step in _replies(steps[claim], attacks) for p in step)
        level = sorted(set(reached) - set(steps))
    return _Tree(steps, depth, attacks).branches(item, depth)


def _replies(steps: list[Step], attacks: bool) -> Iterator[list[str]]:
    """The premises of each reply to a claim."""
    for step in steps:
        if (step.kind == "rebuts") == attacks:
            yield [p.id for p in step.premises]
        if attacks:
            yield from _undercutters(step)


def _undercutters(step: Step) -> Iterator[list[str]]:
    for under in step.undercuts:
        yield [p.id for p in under.premises]
        yield from _undercutters(under)


class _Tree:
    def __init__(self, steps: dict[str, list[Step]], depth: int, attacks: bool) -> None:
        self.steps, self.attacks = steps, attacks
        self.shown: set[str] = set()

    def branches(self, claim: str, depth: int) -> list[Branch]:
        self.shown.add(claim)
        found = []
        for step in self.steps.get(claim, []):
            if (step.kind == "rebuts") == self.attacks:
                found.append(self._branch(step, None, depth))
            elif self.attacks:
                found += [self._branch(under, step, depth) for under in step.undercuts]
        return found

    def _branch(self, step: Step, undercut: Step | None, depth: int) -> Branch:
        below: list[Branch] = []
        if self.attacks:
            below += [self._branch(under, step, depth) for under in step.undercuts]
        seen = cut = False
        for premise in step.premises:
            if premise.id in self.shown:
                seen = seen or bool(self.steps.get(premise.id))
            elif depth <= 1:
                cut = cut or any(_replies(self.steps.get(premise.id, []), self.attacks))
            else:
                below += self.branches(premise.id, depth - 1)
        return Branch(step, undercut, tuple(below), seen, cut)
