"""Work of which a copy of this process does half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from kb.forking import forked, heard, say

A = TypeVar("A")
B = TypeVar("B")


def in_halves(things: Sequence[A], make: Callable[[Sequence[A]], B]) -> tuple[B, B]:
    """What comes of every other thing, and what of those between, which a copy makes meanwhile.

    Where there can be no copy, or where it fails, this process makes both.
    """
    rest = things[1::2]
    with forked(lambda _, answer: say(make(rest), answer)) as copy:
        own = make(things[::2])
        told = heard(copy.said) if copy else None
    return own, make(rest) if told is None else cast("B", told)
