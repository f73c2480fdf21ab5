"""Debates compared before their nodes: less is read, and the graph is the same."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bases import BOAT, SHIPPED, Folder, small_base
from entangled import DEBATES, FILES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, write_base

import kb
from kb.graph import contents, plan
from kb.model import Base
from kb.stores import open_store
from kb.stores.store import Store
from loaders.facts.parsed import NodeRecord, contents_of

NODES = (
    "MATCH (n) RETURN labels(n)[0] AS label, n.id AS id, n.hash AS hash, n.path AS path, "
    "n.line AS line, n.ordinal AS ordinal, n.debate AS debate, n.contents AS contents, "
    "n.registers AS registers, n.counts AS counts ORDER BY label, id"
)
EDGES = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b ORDER BY a, t, b"


def graph(store: Store) -> list[Any]:
    return [store.run(NODES), store.run(EDGES)]


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    embedded = request.param == "embedded"
    store = open_store(str(tmp_path / "graph") if embedded else request.getfixturevalue("server"))
    yield store
    store.close()


@pytest.fixture
def load(ferry: Folder, store: Store) -> Callable[[], str]:
    """Loads the base of two debates into the store; says what changed."""
    ferry.write("boat.md", BOAT)

    def loads() -> str:
        with kb.open(ferry.path, db=store.address) as base:
            said = str(base.load())
        store.close()
        return said

    return loads


@pytest.fixture
def nodes_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that nodes were said to stand in, of each that was read from the graph."""
    read: list[str] = []
    record_of = plan.record_of

    def noted(row: dict[str, Any]) -> plan.Record:
        read.append(row["path"])
        return record_of(row)

    monkeypatch.setattr(plan, "record_of", noted)
    monkeypatch.setattr(contents, "record_of", noted)
    return read


def test_a_load_reads_the_nodes_of_the_debates_that_changed(
    ferry: Folder, load: Callable[[], str], nodes_read: list[str]
) -> None:
    load()
    nodes_read.clear()
    ferry.edit("boat.md", "are loud", "are very loud")
    assert load() == "changed 1 claim"
    assert sorted(nodes_read) == [*["boat.md"] * 5, "night-ferry.md"]  # both debates themselves
    nodes_read.clear()
    assert load() == "nothing changed"
    assert nodes_read == []
    ferry.edit("people.md", "Ines Tal", "Ines Tall")
    assert load() == "changed 1 speaker"
    assert sorted(map(str, nodes_read)) == ["None", "None", "boat.md", "night-ferry.md"]


@pytest.mark.parametrize(
    "write",
    [
        "MATCH (c:Claim {id: 'night-ferry/quiet-engines'}) DETACH DELETE c",
        "CREATE (c:Claim {id: 'night-ferry/stray', hash: 'x', debate: 'night-ferry'})",
        "MATCH (a:Argument {debate: 'night-ferry'}) WITH a ORDER BY a.id LIMIT 1 DETACH DELETE a",
        "MATCH (p:Person {id: 'mara'}) DETACH DELETE p",
    ],
)
def test_what_others_added_or_removed_is_mended_though_the_debate_is_the_same(
    ferry: Folder, store: Store, load: Callable[[], str], write: str
) -> None:
    load()
    store.write(lambda writing: writing.run(write))
    store.close()
    ferry.edit("boat.md", "are loud", "are very loud")
    load()
    mended = store.run(NODES)
    with kb.open(ferry.path, db=store.address) as base:
        base.load(rebuild=True)
    store.close()
    assert store.run(NODES) == mended


def test_a_rebuild_mends_what_no_number_of_nodes_tells(
    ferry: Folder, store: Store, load: Callable[[], str]
) -> None:
    load()
    before = graph(store)
    store.write(lambda w: w.run("MATCH (c:Claim) SET c.debate = 'boat', c.hash = 'x'"))
    store.close()
    with kb.open(ferry.path, db=store.address) as base:
        base.load(rebuild=True)
    store.close()
    assert graph(store) == before


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_several_debates_give_the_graph_of_a_first_load(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    root = tmp_path / "base"
    shutil.copytree(SHIPPED, root)
    debates = sorted(path for path in root.glob("*.md") if "## " in path.read_text("utf-8"))
    whole = {path: path.read_text(encoding="utf-8") for path in debates}
    for _ in range(4):
        for path in choose.sample(debates, 2):
            change = choose.randrange(4)
            lines = path.read_text(encoding="utf-8").split("\n")
            at = choose.randrange(20, len(lines) - 1)
            lines[at] = lines[at].replace("the", "that")
            lines[at:at] = ["Words that somebody added."] * (change == 1)
            path.write_text("\n".join(lines) if change else whole[path], encoding="utf-8")
        with kb.open(root, db=str(tmp_path / "graph")) as base:
            if not base.session.loaded.errors:
                base.load()
    for path, text in whole.items():
        path.write_text(text, encoding="utf-8")
    found = []
    for place in ("graph", "other"):
        with kb.open(root, db=str(tmp_path / place)) as base:
            base.load()
            found.append(graph(base.session.store))
    assert found[0] == found[1]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES)
def test_bases_of_all_shapes_that_follow_each_other_give_the_graph_of_a_first_load(
    tmp_path: Path, base: Base
) -> None:
    root = write_base(tmp_path / "base", base)
    found = []
    for place in ("graph", "other"):
        if place == "other":
            shutil.rmtree(tmp_path / place, ignore_errors=True)
        with kb.open(root, db=str(tmp_path / place)) as opened:
            opened.load()
            found.append(graph(opened.session.store))
    assert found[0] == found[1]
    of_debates = {row["id"]: row["contents"] for row in found[0][0] if is_debate(row)}
    assert of_debates == marks(found[0][0])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FILES, min_size=2, max_size=4), FILES)
def test_debates_that_write_of_each_other_give_the_graph_of_a_first_load(
    tmp_path: Path, versions: list[dict[str, str]], last: dict[str, str]
) -> None:
    """Each version has some of the files of the one before."""
    place = Path(tempfile.mkdtemp(dir=tmp_path))
    folder = small_base(place / "base")
    for number, files in enumerate([*versions, last]):
        for name, text in files.items():
            if number == 0 or name != DEBATES[number % 3] + ".md":
                folder.write(name, text)
        with kb.open(folder.path, db=str(place / "graph")) as base:
            if base.session.loaded.errors:
                continue
            base.load()
            followed = graph(base.session.store)
        with kb.open(folder.path, db=str(place / f"first-{number}")) as base:
            base.load()
            assert followed == graph(base.session.store)


def marks(rows: list[dict[str, Any]]) -> dict[str, str]:
    """The same hashes, made of the nodes that say in the graph which debate they are of."""
    nodes = {row["id"]: {row["id"]: NodeRecord("", "", 0, 0, 0)} for row in rows if is_debate(row)}
    for row in rows:
        if row["label"] in contents.OF_DEBATES:
            record = NodeRecord(row["hash"], row["path"], row["line"], 0, row["ordinal"])
            nodes[row["debate"]][row["id"]] = record
    return {debate: contents_of(debate, records).mark for debate, records in nodes.items()}


def is_debate(row: dict[str, Any]) -> bool:
    return bool(row["label"] == "Debate")
