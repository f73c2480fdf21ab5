"""Whose graph it is: every command that writes looks first, and leaves alone what is not ours."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bases import Folder
from click.testing import Result

import kb
from kb.errors import StoreBusy
from kb.graph.schema import SCHEMA
from kb.session import own_cache
from kb.stores import open_store
from kb.stores.store import Store

Kb = Callable[..., Result]
KILLS = int(os.environ.get("KB_TEST_KILLS", "8"))
NODES = "MATCH (n) RETURN labels(n) AS labels, n.id AS id, n.text AS text ORDER BY labels, id, text"
EDGES = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b ORDER BY a, t, b"
WRITES = [
    ["load"],
    ["load", "--rebuild"],
    ["db", "clear", "--yes"],
    ["cypher", "--write", "MATCH (n) DETACH DELETE n"],
    ["cypher", "--write", "--no-sync", "CREATE (n:Claim {id: 'x'})"],
]
"""Every command that writes into a graph at an address."""

FOREIGN = [
    ["UNWIND range(1, 50) AS i CREATE (:Invoice {id: i})-[:OF]->(:Customer {id: i})"],
    ["CREATE (b:Base {name: 'of a military kind'})"],
    [f"CREATE (b:Base {{id: 'twin', schema: {SCHEMA}}})"],
    ["MATCH (n) DETACH DELETE n", "CREATE (p:Person {id: 'bob'})"],
    ["CREATE (n:Invoice {id: 7})"],
    ["CREATE (p:Person {heading: 'Bob'})"],
    ["MATCH (b:Base) DETACH DELETE b", f"CREATE (b:Base {{id: 'boats', schema: {SCHEMA}}})"],
    ["MATCH (c:Claim) WHERE c.slug = 'quiet-engines' SET c:Invoice"],
]
"""What makes the graph of a base something else."""


def test_nothing_writes_into_a_store_but_what_looks_first() -> None:
    """A new way to write belongs where the look is; `Session` only drops what nobody can read."""
    package = Path(kb.__file__).parent
    writing = re.compile(r"\bstore\.(write|clear|transaction)\(")
    found = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if file.parent.name != "stores" and writing.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"graph/changing.py", "graph/sync.py", "session.py"}


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that is not in a base's own place."""
    embedded = request.param == "embedded"
    address = str(tmp_path / "graph") if embedded else request.getfixturevalue("server")
    store = open_store(address)
    yield store
    store.close()


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    return lambda *words: kb_command(*words, "-C", ferry.path)


def held(store: Store) -> list[Any]:
    store.close()
    return [store.run(NODES), store.run(EDGES)]


@pytest.mark.parametrize("makes", FOREIGN, ids=lambda makes: makes[-1][:40])
def test_what_is_not_the_own_base_is_left_as_it_is(run: Kb, store: Store, makes: list[str]) -> None:
    assert run("load", "--db", store.address).exit_code == 0
    if "SET c:" in makes[-1] and not store.is_server:
        pytest.skip("a node has one label here")
    for statement in makes:
        store.write(lambda writing, text=statement: writing.run(text))  # type: ignore[misc]
    before = held(store)
    for words in WRITES:
        result = run(*words, "--db", store.address)
        assert result.exit_code == 1, words
        assert "is left as it is; give another address with --db" in result.stderr
        assert held(store) == before


def test_a_statement_of_ones_own_leaves_no_graph_that_could_be_another_s(
    run: Kb, store: Store
) -> None:
    run("load", "--db", store.address)
    before = held(store)
    for statement in (
        "CREATE (n:Invoice {id: 7})",
        "MATCH (b:Base) DETACH DELETE b",
        "CREATE (b:Base {id: 'boats', schema: 2})",
    ):
        result = run("cypher", "--write", statement, "--db", store.address)
        assert result.exit_code == 2
        assert "nothing was written: a statement may change nodes of our labels" in result.stderr
        assert held(store) == before


@pytest.mark.parametrize("again", [["load"], ["load", "--rebuild"]])
def test_what_a_statement_of_ones_own_wrote_is_repaired(
    run: Kb, store: Store, again: list[str]
) -> None:
    run("load", "--db", store.address)
    before = held(store)
    for statement in (
        "CREATE (p:Person {heading: 'Bob'})",
        "MATCH (c:Claim), (p:Person) CREATE (c)-[:LIKES]->(p)",
        "MATCH (c:Claim {slug: 'seal-noise'}) SET c.text = 'no', c.credence = 0.9",
    ):
        assert run("cypher", "--write", statement, "--db", store.address).exit_code == 0
    assert held(store) != before
    assert run(*again, "--db", store.address).exit_code == 0
    assert held(store) == before
    assert store.run("MATCH (c:Claim) WHERE c.credence = 0.9 RETURN c.id AS id") == []


def test_after_another_id_a_rebuild_goes_on_in_the_base_s_own_place(run: Kb, ferry: Folder) -> None:
    run("load")
    ferry.edit("kb.toml", 'id = "ferries"', 'id = "boats"')
    for words in (["load"], ["debates"], ["cypher", "--write", "MATCH (n) DETACH DELETE n"]):
        result = run(*words)
        assert result.exit_code == 1
        assert "of the base 'ferries', and 'kb.toml' now says 'boats'" in result.stderr
        assert "'kb load --rebuild' makes it anew" in result.stderr
    assert run("load", "--rebuild").exit_code == 0
    assert "night-ferry" in run("debates").stdout
    assert kb.open(ferry.path).run("MATCH (b:Base) RETURN b.id AS id") == [{"id": "boats"}]


def test_whatever_lies_in_the_base_s_own_place_is_rebuilt(run: Kb, ferry: Folder) -> None:
    store = kb.open(ferry.path).session.store
    store.write(lambda writing: writing.run("CREATE (n:Invoice {id: 7})"))
    result = run("debates")
    assert result.exit_code == 1
    assert "not a base of this program; 'kb load --rebuild' makes it anew" in result.stderr
    assert run("load", "--rebuild").exit_code == 0
    assert "night-ferry" in run("debates").stdout


def test_a_file_elsewhere_that_cannot_be_read_is_nobody_s_to_rebuild(
    run: Kb, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "graph.kgl").write_bytes(b"somebody's")
    for words in (["load"], ["load", "--rebuild"], ["db", "clear", "--yes"], ["debates"]):
        result = run(*words, "--db", folder)
        assert result.exit_code == 1
        assert f"remove '{folder / 'graph.kgl'}', and 'kb load' makes it anew" in result.stderr
        assert (folder / "graph.kgl").read_bytes() == b"somebody's"


def test_a_rebuild_gives_the_file_back_and_the_graph_of_a_first_load(ferry: Folder) -> None:
    base = kb.open(ferry.path)
    base.load()
    before = held(base.session.store)
    assert str(base.load(rebuild=True)) == "added 1 debate, 7 claims, 6 arguments, 2 speakers"
    base.session.rewrite("MATCH (c:Claim {slug: 'seal-noise'}) SET c.text = 'no'")
    assert str(kb.open(ferry.path).load()).startswith("added 1 debate")
    assert held(base.session.store) == before


def test_a_rebuild_that_fails_leaves_the_old_graph(
    ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.open(ferry.path).load()
    before = held(kb.open(ferry.path).session.store)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")

    def fail(*_: object) -> None:
        raise StoreBusy("on purpose")

    with monkeypatch.context() as patch:
        patch.setattr("kb.graph.sync._base", fail)
        with pytest.raises(StoreBusy):
            kb.open(ferry.path).load(rebuild=True)
    assert held(kb.open(ferry.path).session.store) == before
    assert kb.open(ferry.path).show("quiet-engines").text.endswith("is hardly heard.")


REBUILD = "import sys, kb; kb.open(sys.argv[1]).load(rebuild=True)"


def test_a_rebuild_that_is_killed_leaves_the_old_graph_or_the_new_and_nothing_else(
    ferry: Folder,
) -> None:
    """Readers meanwhile, and whoever comes after, have one of the two; what it left is removed."""
    items = "\n".join(f"## claim-{n}\n\nClaim {n} holds.\n" for n in range(800))
    ferry.write("big.md", f"---\nquestion: How many?\n---\n\n{items}")
    kb.open(ferry.path).load()
    folder = own_cache(ferry.path) / "graph"
    files = {file.name for file in folder.iterdir()}
    count = "MATCH (c:Claim) RETURN count(c) AS n"
    dice = random.Random(7)
    for _ in range(KILLS):
        command = [sys.executable, "-c", REBUILD, str(ferry.path)]
        with subprocess.Popen(command) as rebuild:
            try:
                rebuild.wait(dice.uniform(0.3, 1.2))
            except subprocess.TimeoutExpired:
                assert kb.open(ferry.path, follow=False).run(count) == [{"n": 807}]
                rebuild.send_signal(signal.SIGKILL)
        assert kb.open(ferry.path, follow=False).run(count) == [{"n": 807}]
    (folder / "graph.kgl.tmp.1.0").write_bytes(b"half")  # as one that was killed while it saved
    kb.open(ferry.path).load(rebuild=True)
    assert {file.name for file in folder.iterdir()} == files


def test_a_clearing_waits_for_nobody_who_writes(ferry: Folder, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "graph"))
    kb.open(ferry.path, db=store.address).load()
    with store.transaction(), pytest.raises(StoreBusy):
        open_store(store.address).clear()
    assert kb.open(ferry.path, db=store.address).debates()
    store.clear()
    assert not list((tmp_path / "graph").iterdir())


@pytest.mark.parametrize("address", ["localhost:7687", "bolt:localhost", "neo4j+s:/db.example.org"])
def test_an_address_without_its_scheme_gets_a_proposal_and_makes_no_folder(
    run: Kb, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scheme = address.partition(":")[0] if "7687" not in address else "bolt"
    host = address.rpartition("/")[2].removeprefix("bolt:")
    (tmp_path / "cache").mkdir(exist_ok=True)
    before = sorted(tmp_path.iterdir())
    for words in (["load"], ["debates"], ["db", "status"]):
        result = run(*words, "--db", address)
        assert result.exit_code == 2
        assert f"did you mean '{scheme}://{host}'?" in result.stderr
    assert sorted(tmp_path.iterdir()) == before
    assert run("load", "--db", f"./{address}").exit_code == 0
    shutil.rmtree(tmp_path / address.partition("/")[0])


def test_a_password_in_such_an_address_is_not_repeated(run: Kb) -> None:
    result = run("load", "--db", "neo4j:secret@localhost:7687")
    assert result.exit_code == 2
    assert "an address holds no password" in result.stderr
    assert "secret" not in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="everything can be written by root")
def test_a_folder_that_cannot_be_written_is_named(run: Kb, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    result = run("load", "--db", tmp_path / "locked")
    assert f"'{tmp_path / 'locked' / 'graph.kgl'}' cannot be used" in result.stderr


@pytest.mark.parametrize("name", ["", ".lock", ".lock-owner", ".tmp.1.0"])
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_file_of_the_graph_that_is_none_is_refused_at_once(
    run: Kb, tmp_path: Path, name: str, kind: str
) -> None:
    folder, outside = tmp_path / "graph", tmp_path / "outside"
    folder.mkdir()
    outside.write_text("mine")
    odd = folder / f"graph.kgl{name}"
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "link":
        odd.symlink_to(outside)
    else:
        odd.mkdir()
    for words in (["load"], ["load", "--rebuild"], ["debates"], ["db", "clear", "--yes"]):
        result = run(*words, "--db", folder)
        assert result.exit_code == 1
        assert f"'{odd}' is not a plain file; remove it" in result.stderr
    assert outside.read_text() == "mine"


FULL = """
import resource, sys
from kb.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
main(sys.argv[1:])
"""


def test_where_nothing_more_can_be_written_a_question_answers_from_the_last_good_state(
    ferry: Folder,
) -> None:
    kb.open(ferry.path).load()
    before = (own_cache(ferry.path) / "graph" / "graph.kgl").read_bytes()
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    command = [sys.executable, "-c", FULL, "show", "quiet-engines", "-C", str(ferry.path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "makes no noise." in done.stdout
    assert "graph.kgl' cannot be used: File too large; this answers from the last" in done.stderr
    assert (own_cache(ferry.path) / "graph" / "graph.kgl").read_bytes() == before
    assert kb.open(ferry.path).show("quiet-engines").text.endswith("is hardly heard.")


def test_a_place_where_no_file_can_be_is_named_without_numbers(run: Kb) -> None:
    result = run("load", "--db", "/proc/self/graph")
    assert result.exit_code == 1
    assert "'/proc/self/graph" in result.stderr
    assert "os error" not in result.stderr
    assert result.stderr.count("\n") == 1
