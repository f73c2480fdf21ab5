"""Both ways to compute: over arrays, and number by number; and whether they say the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kb.reasoning import interventions, network
from kb.reasoning.arrays import planning

NEVER = 10**9
SAME = 1e-12


@contextmanager
def engine(*, large: bool, narrow: float = 0.001) -> Iterator[None]:
    """Everything over arrays, however small, or everything number by number, however large; or
    what is large but too narrow."""
    least = -1 if large else NEVER
    with pytest.MonkeyPatch.context() as patched:
        for module, name in (
            (network, "LARGE"),
            (network, "LARGE_CIRCLE"),
            (interventions, "LARGE"),
        ):
            patched.setattr(module, name, least)
        patched.setattr(planning, "NARROW", narrow)
        yield


def close(one: Any, other: Any) -> bool:
    """Whether two are the same, but for roundings."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= SAME * max(1.0, abs(one))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(close, one, other))
    return bool(one == other)


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one.keys() == other.keys()
    for key in one:
        assert close(one[key], other[key]), (key, one[key], other[key])
