"""Work of which a copy of this process does half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kb.forking import meanwhile

A = TypeVar("A")
B = TypeVar("B")


def in_halves(things: Sequence[A], make: Callable[[Sequence[A]], B]) -> tuple[B, B]:
    """What comes of every other thing, and what of those between, which a copy makes meanwhile.

    Where there can be no copy, or where it fails, this process makes both.
    """
    with meanwhile(lambda: make(things[1::2])) as rest:
        return make(things[::2]), rest()
