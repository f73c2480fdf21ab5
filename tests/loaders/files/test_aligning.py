"""Two versions of a source are compared passage by passage, whatever repeats in them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.files import aligning
from loaders.files.aligning import in_common
from loaders.files.lock import pin, verify

few = st.lists(st.sampled_from("abcd"), max_size=9)


def longest(before: list[str], after: list[str]) -> int:
    """How many both have in common, found by trying everything."""

    @cache
    def behind(i: int, j: int) -> int:
        if i == len(before) or j == len(after):
            return 0
        same = 1 + behind(i + 1, j + 1) if before[i] == after[j] else 0
        return max(same, behind(i + 1, j), behind(i, j + 1))

    return behind(0, 0)


@given(few, few)
@settings(deadline=None)
def test_as_much_as_can_be_is_found_in_common(before, after):
    found = in_common(before, after)
    assert len(found) == longest(before, after)
    assert all(before[i] == after[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(few, few)
@settings(deadline=None)
def test_every_passage_of_either_version_has_one_verdict(before, after):
    verdicts = verify("source", pin(before), after)
    assert [v.number for v in verdicts if v.state != "new"] == list(range(1, len(before) + 1))
    assert sorted(v.now for v in verdicts if v.now is not None) == list(range(1, len(after) + 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a"] * 4000, ["a", "b"] * 4000),
        ([str(n % 40) for n in range(4000)], [str(n // 100) for n in range(4000)]),
        ([f"{n}" for n in range(8000)], [f"{n}" if n % 2 else "x" for n in range(8000)]),
    ],
)
def test_little_is_tried_where_much_repeats(before, after, monkeypatch):
    tried = []
    monkeypatch.setattr(aligning, "bisect_left", lambda *given: tried.append(given[1]) or 0)
    in_common(before, after)
    assert len(tried) <= len(before) * aligning.MOST_PAIRS**0.5
