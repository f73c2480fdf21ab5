"""The same answers from both engines: every question, about the same files, row by row."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bases import SHIPPED, Folder
from hypothesis import HealthCheck, given, settings
from making import BASES, write_base

import kb
from kb.api import OpenBase
from kb.graph.plan import present_in
from kb.model import Base
from queries.ask import HERE, read_question

pytestmark = pytest.mark.neo4j
EXAMPLES = int(os.environ.get("KB_TEST_BASES", "60"))
EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, a.id AS a, type(r) AS t, "
    "CASE WHEN type(r) = 'STANCE' THEN r.id END AS id, r.negated AS negated, "
    "r.ordinal AS ordinal, r.credence AS credence, r.note AS note, r.reason AS reason, r.inferred AS inferred, "
    "labels(b)[0] AS lb, b.id AS b ORDER BY la, a, t, lb, b, id"
)

CONTENTS = (
    "MATCH (n) WHERE labels(n)[0] IN ['Base', 'Debate'] "
    "RETURN n.id AS id, n.contents AS contents, n.registers AS registers, n.counts AS counts "
    "ORDER BY id"
)


def asked(base: OpenBase) -> dict[str, Any]:
    """What every question answers, with all ids there are as parameters."""
    claims = [row["id"] for row in base.run("MATCH (c:Claim) RETURN c.id AS id ORDER BY id")]
    arguments = [row["id"] for row in base.run("MATCH (a:Argument) RETURN a.id AS id ORDER BY id")]
    debates = [row["id"] for row in base.run("MATCH (d:Debate) RETURN d.id AS id ORDER BY id")]
    people = [row["id"] for row in base.run("MATCH (p:Person) RETURN p.id AS id ORDER BY id")]
    sources = [row["id"] for row in base.run("MATCH (s:Source) RETURN s.id AS id ORDER BY id")]
    values: dict[str, list[Any]] = {
        "claims": [claims],
        "arguments": [arguments],
        "debate": [*debates, None],
        "debates": [debates],
        "item": claims[:5],
        "name": [claim.partition("/")[2] for claim in claims[:3]],
        "people": [people],
        "person": people,
        "source": [*sources, None],
        "sources": [sources],
        "words": [["a"], ["the", "of"]],
    }
    answers: dict[str, Any] = {}
    for file in sorted(HERE.glob("*.cypher")):
        question = read_question(file)
        if file.stem.startswith("search"):
            continue  # compared as sets, below
        names = list(question.parameters)
        for value in values[names[0]] if names else [None]:
            if value is None and names and "or null" not in question.parameters[names[0]]:
                continue
            given = {names[0]: value} if names else {}
            answers[f"{file.stem} {value!r}"] = base.run(question.cypher, given)
    answers["nodes"] = sorted(present_in(base.session.store).items())
    answers["edges"] = base.run(EDGES)
    answers["contents"] = base.run(CONTENTS)
    return answers


def found(base: OpenBase, text: str) -> set[tuple[str, str, str]]:
    return {(hit.kind, hit.id, hit.text) for hit in base.search(text)}


def both(root: Path, folder: Path, address: str) -> Iterator[OpenBase]:
    for db in (str(folder), address):
        base = kb.open(root, db=db)
        base.load()
        yield base
        base.session.store.close()


WRITTEN = """
## run-more

Die Straße nach Łódź, ΟΔΟΣ, İstanbul, cafe\u0301, हिन्दी, می\u200cخواهم, fin\u00adish, don’t.

- **Supports:** [quiet-engines](#quiet-engines) — because of the Übung
"""
SOUGHT = [
    "STRASSE", "straße", "lodz", "οδος", "οδός", "istanbul", "CAFÉ", "cafe", "हिन्दी", "हिन्द", "میخواهم",
    "finish", "don't", "ubung", "Übung cafe", "strasse LODZ", "MARA", "", "¶", "naïve",
]  # fmt: skip


def test_a_search_in_any_writing_is_answered_alike(
    ferry: Folder, tmp_path: Path, server: str
) -> None:
    file = ferry.path / "night-ferry.md"
    file.write_text(file.read_text("utf-8") + WRITTEN, encoding="utf-8")
    one, other = (
        {text: found(base, text) for text in SOUGHT}
        for base in both(ferry.path, tmp_path / "graph", server)
    )
    assert one == other
    assert all(one[text] for text in SOUGHT[:-4] if text != "Übung cafe")


def test_the_shipped_debates_answer_alike(tmp_path: Path, server: str) -> None:
    one, other = (
        (asked(base), [found(base, text) for text in ("goal", "power-seek", "PERSONA train", "¶")])
        for base in both(SHIPPED, tmp_path / "graph", server)
    )
    assert one[0].keys() == other[0].keys()
    for name in one[0]:
        assert one[0][name] == other[0][name], name
    assert one[1] == other[1]


@settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES)
def test_bases_of_all_shapes_answer_alike(tmp_path: Path, server: str, base: Base) -> None:
    """The bases follow each other in both graphs, so that each load is a sync from the last."""
    root = write_base(tmp_path / "base", base)
    reports = []
    answers = []
    for opened in both(root, tmp_path / "graph", server):
        opened.session.__dict__["_is_ready"] = True
        reports.append(str(opened.load()))
        answers.append((asked(opened), found(opened, "a"), found(opened, "e t")))
    assert answers[0] == answers[1]
    assert reports[0] == reports[1] == "nothing changed"
