"""A mapping that is made when somebody first looks into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

V = TypeVar("V")


def made(mapping: Mapping[str, V]) -> Mapping[str, V]:
    """The same, as what `Lazy` makes, which is faster to go through."""
    return mapping.known if isinstance(mapping, Lazy) else mapping


class Lazy(Mapping[str, V]):
    """What `make` gives, once it is needed."""

    def __init__(self, make: Callable[[], Mapping[str, V]]) -> None:
        self._make = make

    @cached_property
    def known(self) -> Mapping[str, V]:
        return self._make()

    def __getitem__(self, key: str) -> V:
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)
