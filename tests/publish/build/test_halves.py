"""A copy of the process makes about half of some things; what comes of them is the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from bases import FERRY, small_base

from kb import forking
from kb.publish import publish
from kb.publish.build.halves import in_halves
from kb.publish.parts.printer import PlannedPage, Printer
from loaders.base.load import load_base

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


def test_a_debate_whose_items_a_copy_prints_is_the_same(
    has_copies: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed, prints = list[str](), Printer.print

    def noted(printer: Printer, page: PlannedPage) -> bytes:
        printed.append(page.path)
        return prints(printer, page)

    monkeypatch.setattr(Printer, "print", noted)
    folder, site, made = small_base(tmp_path / "base"), tmp_path / "site", []
    for workers, word in ((2, "again"), (1, "anew"), (1, "again")):
        folder.write("debate.md", f"{FERRY}\nSaid {word}.\n")
        printed.clear()
        publish(load_base(folder.path), site, cache=tmp_path / "cache", workers=workers)
        of_items = [path for path in printed if path.startswith("claims/")]
        assert bool(of_items) == (workers == 1 or not has_copies)
        made.append({path: path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert made[0] == made[2] != made[1]
