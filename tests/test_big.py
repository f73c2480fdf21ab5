"""A debate that is big in one respect costs memory and pages in proportion to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from big import DEBATES, write

from kb.analysis.networks import network_of
from kb.analysis.outlook import look
from kb.analysis.weighed import weigh
from kb.publish import publish
from kb.publish.numbers import reckoning, turns
from kb.publish.parts import meeting
from kb.reasoning import effects
from loaders.base.load import load_base

# Runs what it is given with no more memory than it has after its imports, and so many MB.
BOUNDED = """
import resource, sys
from pathlib import Path
import kb.publish.build.builder, kb.api
from kb.analysis.weighed import weigh
from kb.cli import main
from kb.publish.index import Index
from kb.analysis.networks import network_of
from kb.publish.numbers.reckoning import numbers_of
from kb.publish.parts.meeting import pairs_of
from loaders.base.load import load_base
base, megabytes, script = sys.argv[1:]
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + int(megabytes) * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
exec(script)
"""
BUILD = "main(['build', '--jobs', '1', '-C', base, '--out', base + '-site'])"
NUMBERS = "assert numbers_of(weigh(network_of(load_base(Path(base)).base)), 'd').turns"
PAIRS = "assert pairs_of(Index(load_base(Path(base)).base), 'd').met"


def within(megabytes: int, base: Path, script: str) -> None:
    """Run a script on a base with so much memory."""
    places = {"XDG_CACHE_HOME": str(base.parent / "cache"), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(base), str(megabytes), script],
        capture_output=True,
        text=True,
        env=os.environ | places,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    ("kind", "size", "megabytes", "script"),
    [("items", 4_000, 150, NUMBERS), ("stances", 1_000, 120, PAIRS), ("premises", 250, 120, BUILD)],
)
def test_a_big_debate_takes_little_memory(tmp_path, kind, size, megabytes, script):
    within(megabytes, write(tmp_path / "base", kind, size), script)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "size", "megabytes"),
    [
        ("items", 12_000, 900),
        ("positions", 5_000, 900),
        ("premises", 3_000, 700),
        ("stances", 10_000, 900),
        ("reasons", 10_000, 900),
    ],
)
def test_a_very_big_debate_is_built_all_the_same(tmp_path, kind, size, megabytes):
    within(megabytes, write(tmp_path / "base", kind, size), BUILD)
    assert size_of(tmp_path / "base-site") < 30_000 * size


@pytest.mark.parametrize("kind", DEBATES)
def test_twice_the_debate_makes_twice_the_site(tmp_path, kind):
    sizes = []
    for size in (80, 160):
        publish(load_base(write(tmp_path / f"base-{size}", kind, size)), tmp_path / f"site-{size}")
        sizes.append(size_of(tmp_path / f"site-{size}"))
    assert sizes[1] < 2.3 * sizes[0]


def test_the_page_of_a_premise_names_the_first_of_many_others_and_how_many_more(tmp_path):
    publish(load_base(write(tmp_path / "base", "premises", 50)), tmp_path / "site")
    page = (tmp_path / "site" / "claims" / "d" / "i-7.html").read_text()
    assert page.partition("together with")[2].count(" and “") == 29
    assert "so.html#" in page
    assert page.count(">and 19 more premises</a>") == 1
    undercutter = (tmp_path / "site" / "claims" / "d" / "no.html").read_text()
    assert "says i-29</a>” and 20 more to " in undercutter
    target = (tmp_path / "site" / "claims" / "d" / "so.html").read_text()
    assert target.count('href="i-') >= 50 or target.count("claims/d/i-") >= 50


def test_what_items_turn_on_is_the_same_in_blocks_of_any_size(tmp_path, monkeypatch):
    base = load_base(write(tmp_path / "base", "items", 60)).base
    weighed = weigh(network_of(base))
    outlook = look(weighed)
    claims = list(weighed.claims)
    whole = turns.turns_of(outlook, claims, claims)
    assert sum(map(len, whole.values())) == 72
    for cells in (1, 100, 1000):
        monkeypatch.setattr(turns, "CELLS", cells)
        assert turns.turns_of(outlook, claims, claims) == whole


def test_a_limit_on_what_is_tried_is_said_with_its_number(tmp_path, monkeypatch):
    base = load_base(write(tmp_path / "base", "items", 60)).base
    weighed = weigh(network_of(base))
    whole = reckoning.numbers_of(weighed, "d")
    assert "argue most" not in whole.assumed
    monkeypatch.setattr(turns, "PAIRS", 600)
    some = reckoning.numbers_of(weighed, "d")
    assert some.assumed.endswith("; what items turn on: of 60 items, the 10 that argue most")
    assert some.strengths == whole.strengths


def test_many_people_are_compared_as_far_as_they_say_most(tmp_path, monkeypatch):
    monkeypatch.setattr(meeting, "OUTSPOKEN", 12)
    publish(load_base(write(tmp_path / "base", "stances", 20)), tmp_path / "site")
    pages = [file.read_text() for file in (tmp_path / "site").rglob("*.html")]
    assert any("More than 26 pairs left out" in page for page in pages)


def test_the_cruxes_of_many_positions_are_those_that_all_of_them_give(tmp_path, monkeypatch):
    base = load_base(write(tmp_path / "base", "positions", 30)).base
    weighed = weigh(network_of(base))
    found = []
    for near in (200, 5):
        monkeypatch.setattr(effects, "NEAR", near)
        found.append(reckoning.numbers_of(weighed, "d").cruxes)
    assert found[0] == found[1]
    assert np.isfinite([crux.yes for crux in found[0]]).all()
