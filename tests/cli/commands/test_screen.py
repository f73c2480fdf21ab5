"""Answers fit on a screen of 80 columns; what they leave out is counted, and one option away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import terminal
from bases import SHIPPED
from big import write

import kb as library
from kb.api import OpenBase
from kb.cli import MODULE_OF

LINES, COLUMNS = 40, 80
SOME = 6  # of what is asked of each command is asked with --all
ANSWERS = {  # to nobody's question: they write, check, publish, print what a program wants or a text, or ask git
    "init", "new", "rename", "move", "merge", "renumber", "fmt", "check", "explain", "build", "serve", "lsp", "mcp", "map", "load", "cypher", "graph",
    "db", "completion", "scenario", "read", "diff", "log", "import", "export",
}  # fmt: skip
MORE = re.compile(r"^\W*and [\d,]+ more(?: below)?$")
Words = tuple[str, ...]


@pytest.fixture(scope="module", autouse=True)
def _places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache for all of them, and a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("KB_DB", raising=False)
        for name, value in terminal.size(COLUMNS).items():
            patch.setenv(name, value)
        yield


@cache
def asked() -> dict[str, list[Words]]:
    """Each command with what may be asked of the shipped debates."""
    found: dict[str, list[Words]] = {}
    with library.open(SHIPPED) as base:
        for command, *words in [*of_all(base), *of_each(base)]:
            found.setdefault(command, []).append(tuple(words))
    return found


def of_all(base: OpenBase) -> Iterator[Words]:
    """What is asked of the base, of people, sources and terms, and of pairs of people."""
    for command in ("debates", "stats", "ask", "cruxes", "strength", "open", "sources", "similar"):
        yield (command,)
    yield from [("ask", "positions", "debate=adviser"), ("search", "power"), ("search", "model")]
    for command, names in {
        "people": [person.id for person in base.people()],
        "coverage": [source.id for source in base.sources()],
        "terms": [sense.term for sense in base.terms()],
    }.items():
        yield (command,)
        yield from ((command, name) for name in dict.fromkeys(names))
    for pair in PAIRS:
        yield from ((command, *pair) for command in ("compare", "doublecrux", "disagree"))


def of_each(base: OpenBase) -> Iterator[Words]:
    """What is asked of each debate, its first position, its first crux, and the item of which most
    is said."""
    for debate in (each.id for each in base.debates()):
        reasoner = base.reason(debate)
        position, crux = reasoner.positions(debate)[0], reasoner.cruxes(debate).cruxes[0].item
        items = [base.show(item.id) for item in base.items(debate)]
        most = max(items, key=lambda i: len(i.stances) + len(i.arguments) + len(i.related_by)).id
        yield from ((command, debate) for command in ("cruxes", "open", "strength"))
        yield from [("cruxes", debate, "1"), ("whatif", debate, "--set", f"{crux}=no")]
        yield from [("flip", debate, "--item", position), ("why", position), ("why", crux)]
        yield from [("path", crux, position), ("path", items[-1].id, position)]
        for item in dict.fromkeys((position, crux, most)):
            yield from ((command, item) for command in ("show", "rebuttals", "supports"))


PAIRS = [
    ("ai-2027-commenter", "post-author"),
    ("ai-2027-authors", "psm-respondent"),
    ("proxy-goal-commenter", "post-author"),
    ("ai-2027-questioner", "psm-respondent"),
]


def answer(command: str, *words: str) -> list[str]:
    return terminal.kb([command, *words, "-C", SHIPPED])


def test_every_command_that_answers_is_tried() -> None:
    assert set(asked()) == set(MODULE_OF) - ANSWERS


@pytest.mark.parametrize("command", sorted(set(MODULE_OF) - ANSWERS))
def test_an_answer_fits_on_a_screen_and_says_what_it_leaves_out(command: str) -> None:
    for words in asked()[command]:
        lines = answer(command, *words)
        assert len(lines) <= LINES, (words, len(lines))
        assert max(map(len, lines)) <= COLUMNS, words
        leaves_out = any(map(MORE.match, lines))
        assert not leaves_out or "--all" in " ".join(lines[-3:]), words


def test_an_answer_about_many_positions_fits_too(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "positions", 60)
    for words in (["cruxes"], ["strength", "d"], ["open", "d"], ["debates"]):
        lines = terminal.kb([*words, "-C", base])
        assert len(lines) <= LINES, words
    assert "--all shows the rest" in terminal.kb(["cruxes", "-C", base])
    assert len(terminal.kb(["cruxes", "--all", "-C", base])) > 60


# What of the data names an item that an answer tells of, where it is not one of KEYS; and what is
# told by another command: what undercuts a reason, and what an argument leads to, by `kb show`.
KEYS = {"id", "item", "sense", "target", "next"}
OTHER_KEYS = {"cruxes": {"crux"}, "rebuttals": {"id"}, "supports": {"id"}, "compare": {"item"}}
MORE_WORDS = {"disagree": ("--numbers",)}  # with which what a command answers names all
ELSEWHERE = {"undercuts", "declaration"}


def named(data: object, keys: set[str]) -> Iterator[str]:
    """The ids of items in data."""
    if isinstance(data, list):
        for each in data:
            yield from named(each, keys)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in keys and isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+/\S+", value):
                yield value
            elif key not in ELSEWHERE or keys is KEYS:
                yield from named(value, keys)


@pytest.mark.parametrize("command", sorted(set(MODULE_OF) - ANSWERS - {"ask", "debates", "stats"}))
def test_with_all_nothing_is_missing(command: str) -> None:
    """Every item that the data name is in the answer, by its id."""
    for words in [words for words in asked()[command] if words[1:] != ("1",)][:SOME]:
        more = MORE_WORDS.get(command, ())
        shown = answer(command, *words, *more, "--all", "--ids")
        assert not any(map(MORE.match, shown)), words
        text = re.sub(r"[\s│]", "", "".join(shown))
        data = json.loads("\n".join(answer(command, *words, "--format", "json")))
        ids = set(named(data, OTHER_KEYS.get(command, KEYS)))
        assert not {ident for ident in ids if ident not in text}, words
