"""The arguments of a debate as trees: its positions, what bears on them, what bears on that.

Each claim has one place, the one nearest to a position, and each argument has one. Where a claim
is a premise once more, a mention of it stands there and leads to its place; so circles end, and
nothing is drawn twice. No function here calls itself: a chain of thousands is no matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.kinds import ArgumentKind
from kb.publish.ties import Move, Statement, Ties, is_ours

# What bears on a claim is shown in this order. Undercuts come first: they belong to the argument
# that leads away from the claim, so their lines run above it and cross no other.
ORDER: tuple[ArgumentKind, ...] = ("undercuts", "supports", "rebuts")


@dataclass(slots=True, eq=False)
class Box:
    """A claim on the map, as a premise of `branch`; at a root there is none.

    `place` is the box where the claim has its place, if this is only a mention of it. `also` are
    the other arguments that the claim takes part in.
    """

    claim: str
    branch: Branch | None = None
    negated: bool = False
    place: Box | None = None
    column: int = 0
    on_it: list[Branch] = field(default_factory=list)
    also: list[Branch] = field(default_factory=list)
    first: int = 0  # its number from the top, and that of the last box in its band
    last: int = 0

    @property
    def replies(self) -> list[Branch]:
        """What stands beside this box: attacks on the argument that it leads, then those on it."""
        leads = self.branch is not None and self.branch.boxes[0] is self
        return [*(self.branch.undercuts if leads and self.branch else ()), *self.on_it]

    def is_within(self, other: Box) -> bool:
        """Whether this box stands in the band of another, that is, bears on it."""
        return other.first <= self.first <= other.last


@dataclass(slots=True, eq=False)
class Branch:
    """An argument on the map: from its boxes, which stand together, to a box or an argument."""

    argument: Move
    target: Box | Branch
    boxes: list[Box] = field(default_factory=list)
    undercuts: list[Branch] = field(default_factory=list)

    @property
    def kind(self) -> ArgumentKind:
        return self.argument.kind


class Forest(NamedTuple):
    """All trees of a debate: first its positions, then what is argued about apart from them.

    `boxes` has every box after the one it bears on, those near a position first.
    """

    debate: str
    positions: tuple[Box, ...]
    apart: tuple[Box, ...]
    boxes: tuple[Box, ...]
    places: dict[str, Box]

    @property
    def roots(self) -> tuple[Box, ...]:
        return (*self.positions, *self.apart)

    def fell(self) -> None:
        """Let boxes and branches forget each other, when nobody needs them any more: what is in a
        circle stays in memory until circles are looked for, which takes as long as the map."""
        for box in self.boxes:
            if box.branch:
                box.branch.undercuts.clear()
            box.branch = box.place = None
            box.on_it.clear()
            box.also.clear()


def grow(index: Ties, debate: str) -> Forest:
    """The trees of a debate."""
    return _Gardener(index, debate).forest()


class _Gardener:
    """Grows trees in breadth, so that each claim stands as near to a position as it can."""

    def __init__(self, index: Ties, debate: str) -> None:
        self._index = index
        self._debate = debate
        self._items = index.items_of.get(debate, [])
        self._boxes: list[Box] = []
        self._places: dict[str, Box] = {}
        self._waiting: deque[Box | Branch] = deque()

    def forest(self) -> Forest:
        positions = self._plant(claim for claim in self._items if claim.kind == "position")
        # What ends an argument stands apart as a root; what argues in a circle has no such end.
        ends = (claim for claim in self._items if claim.id not in self._index.uses_of)
        apart = (*self._plant(filter(self._is_argued, ends)), *self._circles())
        number((*positions, *apart))
        return Forest(self._debate, positions, apart, tuple(self._boxes), self._places)

    def _circles(self) -> Iterator[Box]:
        for claim in self._items:
            if self._is_argued(claim):
                yield from self._plant([claim])

    def _plant(self, claims: Iterable[Statement]) -> tuple[Box, ...]:
        roots = tuple(map(self._root, claims))
        while self._waiting:
            at = self._waiting.popleft()
            if isinstance(at, Box):
                self._expand_box(at)
            else:
                self._expand_branch(at)
        return roots

    def _root(self, claim: Statement) -> Box:
        box = Box(claim.id)
        self._settle(box)
        return box

    def _is_argued(self, claim: Statement) -> bool:
        return claim.id not in self._places and claim.id in self._index.arguments_on

    def _settle(self, box: Box) -> None:
        self._boxes.append(box)
        self._places[box.claim] = box
        self._waiting.append(box)

    def _expand_box(self, box: Box) -> None:
        found = self._index.arguments_on.get(box.claim, [])
        foreign = self._index.claims[box.claim].debate != self._debate
        alone = set[str]()
        for argument in given_first(found):
            # Of a claim that another debate has, only what this one says about it.
            if not (foreign and argument.debate != self._debate):
                self._add(Branch(argument, box), box.on_it, box.column + 1, alone)
        box.on_it.sort(key=_kind)  # in which order no line crosses another

    def _expand_branch(self, branch: Branch) -> None:
        alone, column = set[str](), branch.boxes[0].column + 1
        for argument in self._index.arguments_on.get(branch.argument.id, ()):
            self._add(Branch(argument, branch), branch.undercuts, column, alone)

    def _add(self, branch: Branch, siblings: list[Branch], column: int, alone: set[str]) -> None:
        """Put a branch beside its siblings; `alone` are the claims that make one of these."""
        premises = branch.argument.premises
        if self._is_told(branch, alone):
            self._places[premises[0].claim].also.append(branch)
            return
        if len(premises) == 1:
            alone.add(premises[0].claim)
        siblings.append(branch)
        for premise in premises:
            box = Box(premise.claim, branch, premise.negated, column=column)
            branch.boxes.append(box)
            if place := self._places.get(premise.claim):
                box.place = place
                place.also.append(branch)
                self._boxes.append(box)
            else:
                self._settle(box)
        self._waiting.append(branch)

    def _is_told(self, branch: Branch, alone: Container[str]) -> bool:
        """Whether a word on a box that bears on the same claim says it: a crux has two answers.
        What only we read into a claim's being false is told where that claim has its place."""
        if len(branch.argument.premises) > 1 or branch.argument.id in self._index.arguments_on:
            return False
        if follows(branch.argument) and branch.argument.premises[0].claim in alone:
            return True
        place = self._places.get(branch.argument.premises[0].claim)
        beside = place.branch if place else None
        return beside is not None and beside.target is branch.target and len(beside.boxes) == 1


def given_first(arguments: Iterable[Move]) -> list[Move]:
    """The arguments on one claim: those first that hold if their premises do, last of all what only
    we read into a claim's being false."""
    return sorted(arguments, key=lambda one: (follows(one), _denies(one), _kind(one)))


def follows(argument: Move) -> bool:
    """Whether it is what only we read into a claim's being false."""
    return is_ours(argument) and _denies(argument)


def _denies(argument: Move) -> bool:
    return any(premise.negated for premise in argument.premises)


def _kind(one: Move | Branch) -> int:
    return ORDER.index(one.kind)


def number(roots: tuple[Box, ...]) -> None:
    """Give each box its number from the top, and that of the last box in its band."""
    count = 0
    waiting: list[tuple[Box, bool]] = [(root, False) for root in reversed(roots)]
    while waiting:
        box, is_done = waiting.pop()
        if is_done:
            box.last = count - 1
            continue
        box.first, count = count, count + 1
        waiting.append((box, True))
        waiting.extend((below, False) for below in reversed(list(beside(box))))


def beside(box: Box) -> Iterator[Box]:
    """The boxes in the next column that stand beside this one, from the top."""
    return (premise for branch in box.replies for premise in branch.boxes)
