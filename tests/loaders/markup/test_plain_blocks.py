"""The fast reading of plain blocks is the reading of markdown-it, for whatever is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from general_markdown import only_general
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_block import StateBlock

import kb
from loaders.markup import markdown
from loaders.markup.markdown import parse

HERE = Path(kb.__file__).parent
SHIPPED = sorted([*HERE.glob("debates/**/*.md"), *HERE.glob("starter/**/*.md")])

WORDS = (
    "Night boats run.",
    "**Kind:** position",
    "**Held by:** [A](people.md#a) — 0.8, ¶3",
    "— ¶3",
)
ROWS = (
    *("## night-boat", "# Heading", "### a-b #", "##", "#", "####### a", "## [a](#b)", "## a\\"),
    *(f"{opening}{words}" for opening in ("", "- ", "  - ", "    - ", "> ") for words in WORDS),
    *("  goes on", "    goes on", "goes on", " goes on", "+ [b](#b)", "[b](#b) — c", "1 of 2"),
    *("-", "- ", "--", "---", "===", "* a", "+ a", "1. a", "2) a", "10.", "  1. a", "- - a"),
    *("-  a", "-\ta", "   - a", " - a", "      - a", "        - a", "- [ ] a", "- a  ", "- > a"),
    *(">", ">a", "> ", "> > a", "> - a", "> ## a", ">     a", "> [!quote]", "> a  ", "  > a"),
    *("<!-- a -->", "<!--", "-->", "%%", "%% a %%", "a <!-- b --> c", "- <!-- a -->", "<div>"),
    *("<b>a</b>", "    code", "\tcode", "```", "~~~", "[a]: b", "[a]:", "[a]", "[a][b]", "a]: b"),
    *(
        "| a | b |",
        "|---|---|",
        "a  ",
        "a\\",
        "a ",
        "\x0ca",
        "\xa0a",
        "a\xa0",
        "é a",
        "漢",
        "\x1fa",
    ),
    *("*a*", "**a**", "__a:__ b", "& a", "&amp;", "!a", "![a](b)", "- ![a](b)", "“a” — b", '"a"'),
)
SPACE = ("", "", "", "", " ", "  ", "\t")
ROW = st.sampled_from(ROWS)
TEXT = st.lists(st.one_of(ROW, st.sampled_from(SPACE)), max_size=14).map("\n".join)
PIECES = ("- ", "  ", "\n", "\n\n", "#", " ", "a", "**", "[", "](b)", "]:", ">", "`", "<", "%%", "\t", "1.")  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A text of the blocks that debates are made of, changed in a few places."""
    text = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:at] + draw(st.sampled_from((*PIECES, ""))) + text[at + cut :]
    return text


EXAMPLES = (
    """---
question: Is it?
---

Prose before the items,
which goes on here.

## night-boat

A night boat should run.

- **Kind:** position
- **Supported by:** [a](#a) + not [b](#b) — a reason
  that goes on
  - **Held by:** [A](people.md#a) — ¶3
    - why
- **Source:** ¶3

> Somebody said so
> in two lines — ¶3

## a

It is 10 o'clock.
""",
    "- a\n  - b\n    - c\n      - d\n    - e\n  f\n- g\n\nEnd.\n\n- h\n\n- i\n",
    "> a\n> b\n\n> c\n\n# D\ne\n\n- f\n# g\n",
    "- a\n\n\tb\n",
)


def same(text: str) -> None:
    """Whether a text reads the same both ways."""
    fast = parse(text)
    with only_general():
        assert parse(text) == fast


@settings(max_examples=600, deadline=None)
@given(st.one_of(TEXT, mutated()))
def test_a_text_reads_as_markdown_reads_it(text: str) -> None:
    same(text)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_read_as_markdown_reads_them(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_comes_along_reads_as_markdown_reads_it(path: Path) -> None:
    same(path.read_text(encoding="utf-8"))


def test_the_usual_blocks_take_the_fast_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def general(*_: object) -> StateBlock:
        raise AssertionError("the general parser was asked")

    monkeypatch.setattr(markdown, "StateBlock", general)
    kinds = [block.kind for block in parse(EXAMPLES[0]).blocks]
    assert kinds == ["paragraph", "heading", "paragraph", "list", "quote", "heading", "paragraph"]
