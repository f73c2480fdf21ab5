"""Of some things a copy of the process makes every other one; what comes of them is the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest

from kb import forking
from kb.publish.build.halves import in_halves

HERE = os.getpid()


@pytest.fixture(params=[True, False], ids=["copies", "no copies"])
def has_copies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether there can be copies; threads that other tests left only wait."""
    is_so = bool(request.param) and sys.platform == "linux"
    monkeypatch.setattr(forking, "can_fork", lambda: is_so)
    return is_so


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_copy_makes_every_other_thing(count: int, has_copies: bool) -> None:
    def doubled(some: Sequence[int]) -> tuple[list[int], bool]:
        return [2 * one for one in some], os.getpid() == HERE

    own, rest = in_halves(range(count), doubled)
    assert own == ([2 * one for one in range(0, count, 2)], True)
    assert rest == ([2 * one for one in range(1, count, 2)], not has_copies)


@pytest.mark.usefixtures("has_copies")
def test_what_a_copy_fails_at_is_made_here() -> None:
    def only_here(some: Sequence[int]) -> list[int]:
        assert os.getpid() == HERE
        return list(some)

    assert in_halves(range(5), only_here) == ([0, 2, 4], [1, 3])
