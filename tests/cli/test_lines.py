"""Text in lines: none is too wide, none is shorter than it must be, and nothing gets lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
import terminal
from bases import SHIPPED
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as RichText

from kb.cli.text import NARROW, Text, plain, width
from kb.cli.views.layout import Beside, Column, Group, Table, Tree, facts, indented, marked

LETTERS = "aé“”—→ │\n 日\u0301🙂-"
texts = st.lists(
    st.tuples(st.text(LETTERS, max_size=40), st.sampled_from(["", "bold", "dim cyan"]))
)
rooms = st.integers(2, 30)


def shown(text: Text, room: int) -> list[str]:
    return [plain(line) for line in text.lines(room)]


def test_every_character_that_is_counted_as_one_cell_takes_one() -> None:
    wide = [c for c in map(chr, range(sys.maxunicode)) if NARROW.fullmatch(c) and cell_len(c) != 1]
    assert wide == []


@given(texts, rooms)
def test_no_line_is_wider_than_the_screen(pieces: list[tuple[str, str]], room: int) -> None:
    assert all(width(line) <= room for line in shown(Text(*pieces), room))


@given(texts, rooms)
def test_no_character_is_lost_and_each_keeps_its_style(
    pieces: list[tuple[str, str]], room: int
) -> None:
    lines = Text(*pieces).lines(room)
    left = [(c, style) for line in lines for text, style in line for c in text if not c.isspace()]
    given_ = [(c, style) for text, style in pieces for c in text if not c.isspace()]
    assert left == given_


@given(st.text(LETTERS, max_size=60), rooms)
def test_what_begins_a_line_had_no_room_on_the_one_before(text: str, room: int) -> None:
    for written in text.split("\n"):
        lines = shown(Text(written), room)
        rest = written
        for line, further in pairwise(lines):
            begun = rest[len(line) :]
            gap = begun[: len(begun) - len(begun.lstrip())]
            word = re.match(r"\S*", further.lstrip())
            assert word
            first = word[0] if gap else further.lstrip()[:1]
            assert width(f"{line}{gap}{first}") > room
            rest = begun[len(gap) :]


@given(st.lists(st.text("aé“→日", min_size=1, max_size=5)), st.integers(10, 30))
def test_words_are_broken_into_lines_as_rich_breaks_them(words: list[str], room: int) -> None:
    text = " ".join(words)
    other = RichText(text).wrap(Console(width=room), room)
    assert shown(Text(text), room) == [line.plain.rstrip() for line in other]


def test_what_stands_behind_a_word_is_wrapped_there() -> None:
    rows = [("if yes", Text("the ferry runs all night")), ("if no", Text("it does not"))]
    lines = [plain(line).rstrip() for line in facts(iter(rows)).lines(24)]
    assert lines == ["if yes  the ferry runs", "        all night", "if no   it does not"]


def test_what_is_marked_or_indented_is_wrapped_in_what_is_left() -> None:
    marks = marked("+", Group(Text("beds are empty"), indented(Text("in winter, Mara says"), 2)))
    assert [plain(line).rstrip() for line in marks.lines(18)] == [
        "+ beds are empty",
        "    in winter,",
        "    Mara says",
    ]


def test_where_a_word_takes_nearly_all_room_it_is_broken_too() -> None:
    beside = Beside([(Text("a-very-long-name"), Text("what is said"))], gap=2)
    lines = [plain(line).rstrip() for line in beside.lines(20)]
    assert lines == ["a-very  what is said", "-long-", "name"]


def test_a_tree_shows_what_hangs_on_what() -> None:
    tree = Tree(Text("run all night"))
    tree.add(Text("beds are empty in winter")).add(Text("not at sea"))
    tree.add(Text("seals flee"))
    assert [plain(line) for line in tree.lines(20)] == [
        "run all night",
        "├── beds are empty",
        "│   in winter",
        "│   └── not at sea",
        "└── seals flee",
    ]


def table(room: int, *texts: str) -> list[str]:
    columns = [Column("id", whole=True), Column("text"), Column("n", right=True)]
    rows = [[Text(text) for text in ("mara", words, "12")] for words in texts]
    found = Table(columns, rows, gap=2, head="bold", ruled=True)
    return [plain(line).rstrip() for line in found.lines(room)]


def test_a_table_is_as_wide_as_what_it_holds() -> None:
    assert table(80, "at night", "no") == [
        "id    text       n",
        "──────────────────",
        "mara  at night  12",
        "mara  no        12",
    ]


def test_a_table_without_room_breaks_texts_and_keeps_names_whole() -> None:
    columns = [Column("id", whole=True), Column("text")]
    rows = [[Text("mara-of-the-ferry"), Text("at night only")]]
    found = Table(columns, rows, gap=2, head="bold").lines(25)
    assert [plain(line).rstrip() for line in found] == [
        "id                 text",
        "mara-of-the-ferry  at",
        "                   night",
        "                   only",
    ]


def test_a_table_without_rows_shows_no_names_of_columns() -> None:
    assert table(80) == []


@given(st.lists(st.text("ab ", max_size=30), min_size=1, max_size=4), st.integers(12, 40))
def test_no_table_is_wider_than_the_screen(texts: list[str], room: int) -> None:
    assert max(map(len, table(room, *texts))) <= room


@pytest.mark.parametrize(
    ("environment", "styled", "coloured"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"FORCE_COLOR": ""}, False, False),
    ],
)
def test_a_terminal_gets_the_styles_that_it_knows(
    environment: dict[str, str], styled: bool, coloured: bool
) -> None:
    words = ["show", "does-restraint-last", "--ids", "-C", str(SHIPPED)]
    command = [sys.executable, "-c", "from kb.cli import run; run()", *words]
    around = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    around |= {**terminal.size(80), **environment}
    printed = terminal.written(
        lambda stream: subprocess.run(command, env=around, stdout=stream, check=True)
    )
    assert ("\x1b[1m" in printed) is styled
    assert ("\x1b[36m" in printed) is coloured
