"""What is read of Argdown is what Argdown reads: statements, arguments and relations by title."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import argdown_itself
import pytest

from kb.interchange.argdown.inline import plain_text
from kb.interchange.argdown.model import Argument, End, Inferred, Model, Statement, model_of
from kb.interchange.argdown.parser import parse
from kb.interchange.source import File, Source, Unreadable

CASES = Path(__file__).parent / "argdown"
SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "argdown"
FILES = [*sorted(CASES.glob("*.argdown")), *sorted(SHARED.glob("*.argdown"))]
KINDS = {"entails": "support", "contrary": "attack"}


def named(title: str, text: str) -> str:
    """A title, or of what has none the letters of its text."""
    return title if title else "".join(re.findall(r"\w", text))


def theirs(found: dict[str, Any]) -> tuple[Counter[str], Counter[str], Counter[tuple[str, ...]]]:
    """Statements, arguments and relations as Argdown has them."""
    statements = {
        title: named("" if title.startswith("Untitled") else title, text_of(one["members"]))
        for title, one in found["statements"].items()
    }
    arguments = {
        title: "" if title.startswith("Untitled") else title for title in found["arguments"]
    }
    lines = {
        title: tuple(statements[line["title"]] for line in one.get("pcs") or ())
        for title, one in found["arguments"].items()
    }

    def end(relation: dict[str, Any], side: str) -> str:
        title = relation[side] if isinstance(relation.get(side), str) else ""
        kind = relation[f"{side}Type"]
        if kind == "inference":
            return "an inference"
        return f"<{arguments[title]}>" if kind == "argument" else f"[{statements[title]}]"

    relations = Counter(
        (KINDS.get(r["relationType"], r["relationType"]), end(r, "from"), end(r, "to"))
        for r in found["relations"]
    )
    return (
        Counter(statements.values()),
        Counter(f"{arguments[title]}: {lines[title]}" for title in arguments),
        relations,
    )


def text_of(members: list[dict[str, Any]]) -> str:
    return re.sub(
        r"#(\([^)]*\)|\S+)\s*", "", next((m["text"] for m in members if m.get("text")), "")
    )


def ours(model: Model) -> tuple[Counter[str], Counter[str], Counter[tuple[str, ...]]]:
    def said(statement: Statement) -> str:
        return named(
            statement.title or "",
            re.sub(r"#(\([^)]*\)|\S+)\s*", "", plain_text(statement.home.content)),
        )

    def end(one: End) -> str:
        if isinstance(one, Inferred):
            return "an inference"
        return f"<{one.title or ''}>" if isinstance(one, Argument) else f"[{said(one)}]"

    relations: Counter[tuple[str, ...]] = Counter()
    for relation in model.relations:
        if relation.source is relation.target:  # an argument and its own conclusion, which it drops
            continue
        relations[relation.does, end(relation.source), end(relation.target)] = 1
    return (
        Counter(map(said, model.all_statements)),
        Counter(
            f"{a.title or ''}: {tuple(said(s) for _, s in a.lines)}" for a in model.all_arguments
        ),
        relations,
    )


def read(text: str) -> Model:
    source = Source.of(File("a.argdown", text))
    return model_of(parse(source), source)


@pytest.fixture(scope="module")
def known() -> dict[Path, dict[str, Any]]:
    return dict(zip(FILES, argdown_itself.argdown([f.read_text() for f in FILES]), strict=True))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_read_is_what_argdown_reads(file, known):
    assert not known[file]["wrong"]
    statements, arguments, relations = theirs(known[file])
    found = ours(read(file.read_text()))
    assert found[0] == statements
    assert found[1] == arguments
    assert set(found[2]) == set(relations)


def test_a_name_right_below_a_text_is_refused_as_argdown_refuses_it():
    texts = [
        "[A]: a\n// why\n[B]: b\n",
        "[A]: a\n  + b\n/* why */\n<C>\n",
        "# A\n[B]\n",
        "[A]: a\n(1) b\n",
    ]
    for text, found in zip(texts, argdown_itself.argdown(texts), strict=True):
        assert found["wrong"]
        with pytest.raises(Unreadable, match="begins something new"):
            read(text)
