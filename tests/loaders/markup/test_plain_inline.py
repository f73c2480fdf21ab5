"""The fast reading of plain lines is the reading of markdown-it, for whatever is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline

from loaders.markup import inline, plain_inline
from loaders.markup.markdown import Document, parse

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


def slowly(text: str) -> Document:
    """The reading of the general parser alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "read_plain", lambda src: None)
        return parse(text)


@given(st.one_of(PIECES, LABELLED.map("".join)))
def test_a_line_reads_as_markdown_reads_it(written: str) -> None:
    for text in (written, f"- {written}", f"# {written}", f"- a\n  - {written}\n\n{written}"):
        assert parse(text) == slowly(text)


@pytest.mark.parametrize(
    "line",
    [
        "Hotels stand empty only in winter, when no night boat would run anyway.",
        "**Kind:** position",
        "**Held by:** [Mara Oduya](people.md#mara-oduya) — 0.8, 2031-04-02, ¶3, at least on weekdays",
        "**Supported by:** [empty-beds](#empty-beds) + [shift-change](#shift-change) — one boat",
    ],
)
def test_the_usual_lines_take_the_fast_way(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def general(*_: object) -> None:
        raise AssertionError("the general parser was asked")

    monkeypatch.setattr(ParserInline, "parse", general)
    assert parse(f"- {line}").blocks[0].bullets[0].inline.text


@pytest.mark.parametrize(
    "line", ["a" * 90_000 + "*", "[" * 90_000, "[a](" * 20_000, "**a:" * 20_000]
)
def test_a_long_line_that_is_not_plain_is_refused_in_one_pass(line: str) -> None:
    assert plain_inline.read_plain(line) is None  # trying every division would take for ever
