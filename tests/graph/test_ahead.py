"""Items that another process makes are those that this one would make."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TypeVar

import pytest
from processes import begun

from kb import forking
from kb.graph import ahead as module
from kb.graph.ahead import ahead

HERE = os.getpid()
T = TypeVar("T")


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROCESSORS", 2)
    monkeypatch.setattr(forking, "can_fork", lambda: True)  # threads of other tests only wait


def makers(count: int) -> Iterator[tuple[int, bool]]:
    """Numbers, each with whether this process made it."""
    for number in range(count):
        yield number, os.getpid() == HERE


def made(items: Iterator[T]) -> list[T]:
    with ahead(items) as taken:
        return list(taken)


@pytest.mark.parametrize("count", [0, 1, 10_000])
def test_another_process_makes_them_all(count: int) -> None:
    before = begun()
    assert made(makers(count)) == [(number, False) for number in range(count)]
    assert begun() <= before


def test_one_processor_makes_them_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROCESSORS", 1)
    assert made(makers(3)) == [(number, True) for number in range(3)]


def test_what_a_process_that_is_killed_did_not_make_this_one_makes() -> None:
    def items() -> Iterator[tuple[int, bool]]:
        for number, is_mine in makers(10_000):
            if number == 7_000 and not is_mine:
                os._exit(9)
            yield number, is_mine

    taken = made(items())
    assert [number for number, _ in taken] == list(range(10_000))
    assert {is_mine for _, is_mine in taken} == {True, False}


def test_an_error_is_that_of_the_item() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no second item")

    with ahead(items()) as taken:
        assert next(taken) == 1
        with pytest.raises(ValueError, match="no second item"):
            next(taken)


def test_whoever_stops_leaves_no_process_behind() -> None:
    before = begun()
    with ahead(makers(1_000_000)) as taken:
        next(taken)
        if before or begun():  # where the system lists them
            assert len(begun() - before) == 1
    assert begun() <= before
