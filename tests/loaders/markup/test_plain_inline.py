"""The fast reading of plain lines is the reading of markdown-it, for whatever is written."""

from __future__ import annotations

import pytest
from general_markdown import only_general
from hypothesis import given
from hypothesis import strategies as st

from loaders.markup import plain_inline
from loaders.markup.markdown import parse

WORDS = (
    "a",
    "Kind",
    "ferry",
    " ",
    "  ",
    ": ",
    " — ",
    "¶3",
    "not ",
    " + ",
    "; ",
    "x!",
    "é",
    "漢",
    "\t",
)
MARKS = ("**", "*", "_", "[", "]", "(", ")", "](", "#x", "\\", "`", "&amp;", "<b>", "!", "![", "\n")
LINKS = ("[a](#b)", "[seal noise](seals.md#seal-noise)", "[x](y%20z)", "[](#b)", "[a](<b c>)")
PIECES = st.lists(st.sampled_from(WORDS + MARKS + LINKS), max_size=12).map("".join)
LABELLED = st.tuples(
    st.sampled_from(["**Kind:** ", "**Held by:**", "**If yes:** ", "**x**: "]), PIECES
)


@given(st.one_of(PIECES, LABELLED.map("".join)))
def test_a_line_reads_as_markdown_reads_it(written: str) -> None:
    for text in (written, f"- {written}", f"# {written}", f"- a\n  - {written}\n\n{written}"):
        fast = parse(text)
        with only_general():
            assert parse(text) == fast


@pytest.mark.parametrize(
    "line",
    [
        "Hotels stand empty only in winter, when no night boat would run anyway.",
        "**Kind:** position",
        "**Held by:** [Mara Oduya](people.md#mara-oduya) — 0.8, 2031-04-02, ¶3, at least on weekdays",
        "**Supported by:** [empty-beds](#empty-beds) + [shift-change](#shift-change) — one boat",
        "A line that goes on\nin the next",
    ],
)
def test_the_usual_lines_take_the_fast_way(line: str) -> None:
    assert plain_inline.is_plain(line)


@pytest.mark.parametrize(
    "line", ["a" * 90_000 + "*", "[" * 90_000, "[a](" * 20_000, "**a:" * 20_000]
)
def test_a_long_line_that_is_not_plain_is_refused_in_one_pass(line: str) -> None:
    assert not plain_inline.is_plain(line)  # trying every division would take for ever
