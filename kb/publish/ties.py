"""What the map of a debate is drawn of, be it read from the files or from the graph.

The index of a base has it (see kb/publish/index.py), and so has what the graph says of one debate
(see kb/publish/map/charted.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, MutableMapping, Sequence
from typing import Protocol, TypeVar

from kb.kinds import ArgumentKind, Kind

T = TypeVar("T")


class Statement(Protocol):
    """An item of a debate."""

    @property
    def id(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def debate(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def text(self) -> str: ...
    @property
    def title(self) -> str | None: ...


class Needed(Protocol):
    """A premise of an argument."""

    @property
    def claim(self) -> str: ...
    @property
    def negated(self) -> bool: ...


class Move(Protocol):
    """An argument for or against an item, or against another argument."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> ArgumentKind: ...
    @property
    def premises(self) -> Sequence[Needed]: ...
    @property
    def target(self) -> str: ...
    @property
    def inferred(self) -> bool: ...
    @property
    def debate(self) -> str: ...


class Ties(Protocol):
    """Items and what ties them; see the attributes of the same names of an index."""

    @property
    def claims(self) -> Mapping[str, Statement]: ...
    @property
    def arguments(self) -> Mapping[str, Move]: ...
    @property
    def items_of(self) -> Mapping[str, Sequence[Statement]]: ...
    @property
    def arguments_on(self) -> Mapping[str, Sequence[Move]]: ...
    @property
    def uses_of(self) -> Container[str]: ...
    @property
    def asking(self) -> Mapping[str, Sequence[str]]: ...
    def is_crux(self, claim: str) -> bool: ...
    def root_claim(self, argument: str) -> str | None: ...


def is_ours(argument: Move) -> bool:
    """Whether an argument is one that only the mapper reads into the text."""
    return argument.inferred


def root_of(
    argument: str, arguments: Mapping[str, Move], found: MutableMapping[str, str | None]
) -> str | None:
    """The claim whose page shows this argument; of an undercut, that of what it attacks.

    None where undercuts run in a circle, which the loader refuses but another graph may have.
    `found` has what was found before, and takes what is found now.
    """
    trail: dict[str, None] = {}
    at = arguments.get(argument)
    root: str | None = None
    while at is not None and at.id not in trail and at.id not in found:
        trail[at.id] = None
        root = at.target if at.kind != "undercuts" else None
        at = arguments.get(at.target) if at.kind == "undercuts" else None
    if at is not None:
        root = found.get(at.id)
    found.update(dict.fromkeys(trail, root))
    return root


def grouped(pairs: Iterable[tuple[str | None, T]]) -> dict[str, list[T]]:
    """What belongs to each key, in order; nothing for None."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return dict(groups)
