"""Trees of replies: what attacks or supports a claim, and what attacks or supports that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from queries.arguments import Argument, arguments_in_full

if TYPE_CHECKING:
    from queries.ask import Run


class Branch(NamedTuple):
    """An argument with the branches on its premises.

    `undercut` names the argument that an undercut attacks. `seen` says that the replies stand
    elsewhere in the tree already; `cut` that the tree goes on below, deeper than was asked.
    """

    argument: Argument
    undercut: Argument | None = None
    branches: tuple[Branch, ...] = ()
    seen: bool = False
    cut: bool = False


def rebuttals(run: Run, item: str, depth: int) -> list[Branch]:
    """The attacks on an item and on what supports it, and the attacks on those."""
    return _grow(run, item, depth, attacks=True)


def supports(run: Run, item: str, depth: int) -> list[Branch]:
    """What supports an item, and what supports that."""
    return _grow(run, item, depth, attacks=False)


def _grow(run: Run, item: str, depth: int, attacks: bool) -> list[Branch]:
    """Fetch level by level, so that a deep map costs one question a level, then build."""
    arguments: dict[str, list[Argument]] = {}
    level = [item]
    for _ in range(depth + 1):
        if not level:
            break
        arguments |= arguments_in_full(run, level)
        reached = (
            p
            for claim in level
            for argument in _replies(arguments[claim], attacks)
            for p in argument
        )
        level = sorted(set(reached) - set(arguments))
    return _Tree(arguments, attacks).branches(item, depth)


def _replies(arguments: list[Argument], attacks: bool) -> Iterator[list[str]]:
    """The premises of each reply to a claim."""
    for argument in arguments:
        if (argument.kind == "rebuts") == attacks:
            yield [p.id for p in argument.premises]
        if attacks:
            yield from _undercutters(argument)


def _undercutters(argument: Argument) -> Iterator[list[str]]:
    for under in argument.undercuts:
        yield [p.id for p in under.premises]
        yield from _undercutters(under)


class _Tree:
    def __init__(self, arguments: dict[str, list[Argument]], attacks: bool) -> None:
        self.arguments, self.attacks = arguments, attacks
        self.shown: set[str] = set()

    def branches(self, claim: str, depth: int) -> list[Branch]:
        self.shown.add(claim)
        found = []
        for argument in self.arguments.get(claim, []):
            if (argument.kind == "rebuts") == self.attacks:
                found.append(self._branch(argument, None, depth))
            elif self.attacks:
                found += [self._branch(under, argument, depth) for under in argument.undercuts]
        return found

    def _branch(self, argument: Argument, undercut: Argument | None, depth: int) -> Branch:
        below: list[Branch] = []
        if self.attacks:
            below += [self._branch(under, argument, depth) for under in argument.undercuts]
        seen = cut = False
        for premise in argument.premises:
            if premise.id in self.shown:
                seen = seen or bool(self.arguments.get(premise.id))
            elif depth <= 1:
                cut = cut or any(_replies(self.arguments.get(premise.id, []), self.attacks))
            else:
                below += self.branches(premise.id, depth - 1)
        return Branch(argument, undercut, tuple(below), seen, cut)
