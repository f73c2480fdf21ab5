"""One word for one thing: the words that were given up for another come back nowhere.

CONTRIBUTING.md has the list. A word that has a plain meaning of its own is refused only where it
would stand for the thing: in names, or in what the program says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from bases import ROOT

from kb.cli.views import words as terminal
from kb.kinds import STANCE_WORDS, StanceKind
from kb.publish.parts.words import STANCES

CODE = [path for top in ("kb", "loaders", "queries") for path in (ROOT / top).rglob("*.py")]
CYPHER = [path for top in ("kb", "queries") for path in (ROOT / top).rglob("*.cypher")]
TEMPLATES = sorted((ROOT / "site" / "templates").glob("*.html"))
PROSE = [
    *(ROOT / name for name in ("README.md", "METHOD.md", "CONTRIBUTING.md", "kb/explain.md")),
    *(
        ROOT / "docs" / name
        for name in (
            "editing.md",
            "format.md",
            "graph.md",
            "interchange.md",
            "reasoning.md",
            "site.md",
        )
    ),
]


class Word(NamedTuple):
    """A word that was given up. `names` is refused as a part of a name, `said` in what is read."""

    instead: str
    names: str
    said: str
    elsewhere: tuple[str, ...] = ()  # where the word has another meaning


WORDS = {
    "step": Word("argument", "[Ss]teps?", r"(?<!by )steps?(?! by step)", ("kb/reasoning/",)),
    "standing": Word("strength, or stances", "[Ss]tanding", r"standing"),
    "figure": Word("number, or strength", "[Ff]igures?", r"(?<!</)(?<!<)figures?"),
    "unit": Word("debate", "[Uu]nits?", r"units?", ("kb/reasoning/",)),
    "part": Word("debate", "_?Parts?", r"the part of a debate's files", ("kb/reasoning/",)),
    "whole": Word("base", "_?Whole(Base)?", r"the whole(?= (is|has|says)\b)"),
}


def pieces(name: str) -> Iterator[str]:
    """A name, and the words that it is made of."""
    yield name
    yield from re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)


def names_in(path: Path) -> Iterator[tuple[int, str]]:
    """The names that a module gives: to itself, to classes, functions, arguments and fields."""
    yield 0, path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id


def messages_in(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that somebody may read: strings, and what stands at `--help`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def read(path: Path) -> Iterator[tuple[int, str]]:
    """A page of prose, a template or a query, but for the code in it."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "given up" not in line:
            yield number, re.sub(r'\bstep="', "", line)


def refused(found: Iterator[tuple[int, str]], path: Path, pattern: str) -> list[str]:
    where = path.relative_to(ROOT)
    return [f"{where}:{line}: {text}" for line, text in found if re.search(pattern, text)]


@pytest.mark.parametrize("given_up", WORDS)
def test_a_word_that_was_given_up_names_nothing(given_up: str) -> None:
    word = WORDS[given_up]
    for path in CODE:
        if not str(path.relative_to(ROOT)).startswith(word.elsewhere or ("-",)):
            found = [
                f"{path.relative_to(ROOT)}:{line}: {name}"
                for line, name in names_in(path)
                if any(re.fullmatch(word.names, p) for p in pieces(name))
            ]
            assert not found, f"say {word.instead} instead"


@pytest.mark.parametrize("given_up", WORDS)
def test_a_word_that_was_given_up_is_not_said(given_up: str) -> None:
    word = WORDS[given_up]
    pattern = rf"(?i)\b(?:{word.said})\b"
    for path in [*CODE, *CYPHER, *TEMPLATES, *PROSE]:
        if str(path.relative_to(ROOT)).startswith(word.elsewhere or ("-",)):
            continue
        texts = messages_in(path) if path.suffix == ".py" else read(path)
        assert not refused(texts, path, pattern), f"say {word.instead} instead"


def test_the_list_is_the_one_that_contributors_read() -> None:
    listed = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for given_up in WORDS:
        assert re.search(rf"given up: .*\b{given_up}\b", listed), given_up


def test_a_stance_is_called_the_same_in_a_terminal_and_on_a_page() -> None:
    assert STANCE_WORDS.keys() == STANCES.keys() == set(get_args(StanceKind))
    for kind, words in STANCES.items():
        assert words.on_item.replace("this", "it").startswith(terminal.STANCES[kind])
        assert kind == "poses" or words.on_argument == terminal.MAKES[kind]
