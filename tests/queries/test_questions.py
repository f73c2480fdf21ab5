"""Every `.cypher` file: its header, its parameters and its typed function say the same."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bases import SHIPPED

import kb
import queries
from queries.ask import HERE, all_questions, hidden_questions, read_question

FILES = sorted(HERE.glob("*.cypher"))  # those of one engine alone are in folders
MODULES = [
    importlib.import_module(f"queries.{m.name}") for m in pkgutil.iter_modules(queries.__path__)
]


def function_of(name: str) -> Callable[..., Any]:
    found = [getattr(module, name) for module in MODULES if name in vars(module)]
    assert found, f"no function of queries/ is called {name}"
    return found[0]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> kb.api.OpenBase:
    """The debates that come along, one of which and one item had another id before, with a question
    that nobody answers."""
    folder = tmp_path_factory.mktemp("base") / "base"
    shutil.copytree(SHIPPED, folder)
    debate = folder / "power-seeking.md"
    text = debate.read_text(encoding="utf-8")
    debate.write_text(text.replace("---\n", "---\nformerly: power\n", 1), encoding="utf-8")
    with (folder / "power-seeking.md").open("a", encoding="utf-8") as file:
        file.write("\n- **Formerly:** an-id-of-before\n")
        file.write("\n## asked-in-vain\n\nWho knows?\n\n- **Kind:** question\n")
    return kb.open(folder, db=str(tmp_path_factory.mktemp("graph")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_header_is_a_question_and_names_every_parameter(file: Path) -> None:
    question = read_question(file)
    assert "?" in question.question
    assert set(re.findall(r"\$(\w+)", question.cypher)) == set(question.parameters)
    assert all(question.parameters.values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_its_function_takes_the_same_parameters(file: Path) -> None:
    signature = inspect.signature(function_of(file.stem))
    given = [name for name in signature.parameters if name not in ("run", "depth")]
    assert given == list(read_question(file).parameters)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_rules_that_both_engines_need_are_kept(file: Path) -> None:
    cypher = read_question(file).cypher
    assert not re.search(r"\.(title|type|name|label)\b(?!\s*\()", cypher)
    assert not re.search(r"properties\(|keys\(|\{\d+,\d*\}|COLLECT\s*\{", cypher)
    assert not re.search(r"\(\w*:\w+\|", cypher), "one label a node"
    assert "ORDER BY" in cypher or "UNION ALL" in cypher or "MATCH (c:Claim {id: $item})" in cypher


SAMPLES: dict[str, Any] = {
    "debate": "power-seeking",
    "item": "power-seeking/shift-worry-to-terminal",
    "name": "shift-worry-to-terminal",
    "person": "post-author",
    "people": ["post-author", "alex-mallen"],
    "source": "power-seeking-thread",
    "sources": ["power-seeking-thread"],
    "words": ["goal"],
}


HAVING = {  # an item with such a thing, for the questions about it
    "relations_of": "MATCH (c:Claim)-[:REFINES]->(:Claim) RETURN c.id AS id ORDER BY id",
    "relations_to": "MATCH (:Claim)-[:REFINES]->(c:Claim) RETURN c.id AS id ORDER BY id",
    "passages_of": "MATCH (c:Claim)-[:CITES]->(:Passage) RETURN c.id AS id ORDER BY id",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_its_columns_are_the_fields_of_its_rows(file: Path, shipped: kb.api.OpenBase) -> None:
    samples = SAMPLES | {
        "debates": [row["id"] for row in shipped.run("MATCH (d:Debate) RETURN d.id AS id")],
        "claims": [row["id"] for row in shipped.run("MATCH (c:Claim) RETURN c.id AS id")],
        "arguments": [row["id"] for row in shipped.run("MATCH (a:Argument) RETURN a.id AS id")],
    }
    if file.stem in HAVING:
        samples["item"] = shipped.run(HAVING[file.stem])[0]["id"]
    function = function_of(file.stem)
    names = read_question(file).parameters
    found = function(shipped.run, **{name: samples[name] for name in names})
    assert found, "the sample should have an answer"


def test_a_question_of_ones_own_cannot_stand_in_for_one_of_ours(tmp_path: Path) -> None:
    for name in ("debates", "mine"):
        (tmp_path / f"{name}.cypher").write_text("// Mine?\nRETURN 1 AS one")
    found = all_questions([HERE, tmp_path])
    assert found["debates"] == HERE / "debates.cypher"
    assert found["mine"] == tmp_path / "mine.cypher"
    assert hidden_questions([HERE, tmp_path]) == [tmp_path / "debates.cypher"]
