"""Circles of support: each is told, none that is not there, and in the same words every time."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest

CIRCLE = re.compile(r"KB413 .* in a circle: (.*);")
Links = set[tuple[int, int]]


def debate(links: Links) -> str:
    """Items, of which the first of a pair supports the second."""
    items = (
        f"## item-{number}\n\nThing {number} is so.\n\n"
        + "".join(
            f"- **Supports:** [item-{b}](#item-{b})\n" for a, b in sorted(links) if a == number
        )
        for number in range(8)
    )
    return "\n".join(items)


def is_circular(links: Links) -> bool:
    sorter = TopologicalSorter[int]()
    for a, b in links:
        sorter.add(b, a)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_circles_are_told_where_no_order_exists(problems: Callable[..., list[str]], seed: int):
    choose = random.Random(seed)
    ends = [(a, b) for a in range(8) for b in range(8) if a != b]
    links = set(choose.sample(ends, choose.randrange(4, 12)))
    found = [
        told[1].split(" → ") for line in problems(debate(links)) if (told := CIRCLE.search(line))
    ]
    assert bool(found) == is_circular(links)
    for circle in found:
        numbers = [int(item.removeprefix("item-")) for item in circle]
        assert numbers[0] == numbers[-1]
        assert set(pairwise(numbers)) <= links


def test_circles_are_told_alike_by_every_process(make_base):
    links = {(a, b) for a in range(8) for b in range(8) if a != b and (a * b) % 3}
    root = make_base({"ferry.md": "---\nquestion: Why?\n---\n\n" + debate(links)})
    said = {
        subprocess.run(
            [sys.executable, "-c", "from kb.cli import main; main()", "check"],
            capture_output=True,
            text=True,
            check=False,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(root / seed)},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert len(CIRCLE.findall(said.pop())) > 1
