"""Loads into a Neo4j server: in batches, side by side, broken off and finished."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from bases import BOAT, Folder

import kb
from kb.api import OpenBase
from kb.errors import StoreBusy, StoreDamaged, StoreError
from kb.graph import jobs
from kb.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.neo4j
NODES = "MATCH (n) RETURN labels(n)[0] AS label, n.id AS id, n.hash AS hash ORDER BY label, id"
EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, a.id AS a, type(r) AS t, r.note AS note, "
    "labels(b)[0] AS lb, b.id AS b ORDER BY la, a, t, lb, b, note"
)
STATE = "MATCH (b:Base) RETURN b.state AS state"


@pytest.fixture
def in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every difference is too big for one transaction."""
    monkeypatch.setattr(Neo4jStore, "limit", 0)
    monkeypatch.setattr(jobs, "BATCH", 3)


@pytest.fixture
def at(ferry: Folder, server: str) -> Callable[[], OpenBase]:
    """Opens the ferry base with its graph on the server."""
    opened: list[OpenBase] = []

    def open_it() -> OpenBase:
        opened.append(kb.open(ferry.path, db=server))
        return opened[-1]

    yield open_it
    for base in opened:
        base.session.store.close()


def graph(base: OpenBase) -> list[Any]:
    return [base.session.store.run(NODES), base.session.store.run(EDGES)]


def test_a_load_in_batches_gives_the_graph_of_a_load_at_once(
    at: Callable[[], OpenBase], ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    at().load()
    whole = graph(at())
    at().session.store.clear()
    monkeypatch.setattr(Neo4jStore, "limit", 0)
    monkeypatch.setattr(jobs, "BATCH", 3)
    assert str(at().load()) == "added 1 debate, 7 claims, 6 arguments, 2 speakers"
    assert graph(at()) == whole
    assert str(at().load()) == "nothing changed"


def test_progress_is_told_up_to_the_end(at: Callable[[], OpenBase], in_batches: None) -> None:
    told: list[tuple[int, int]] = []
    at().session.load(progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1][0] == told[-1][1]


class BrokenOff(Exception):  # noqa: N818 - no error of ours
    """Stands for a machine that stops in the middle of a load."""


def break_after(monkeypatch: pytest.MonkeyPatch, batches: int) -> None:
    write, done = Neo4jStore.write, [0]

    def failing(self: Neo4jStore, work: Any) -> Any:
        done[0] += 1
        if done[0] > batches:
            raise BrokenOff
        return write(self, work)

    monkeypatch.setattr(Neo4jStore, "write", failing)


@pytest.mark.parametrize("batches", [1, 2, 4, 7, 10, 14])
def test_a_load_that_breaks_off_is_finished_by_the_next(
    at: Callable[[], OpenBase], in_batches: None, batches: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_after(patch, batches)
        with pytest.raises(BrokenOff):
            at().load()
    with pytest.raises(StoreBusy, match="is being loaded"):
        at().debates()
    with pytest.raises(StoreBusy, match="another load"):
        at().load()
    at().session.store.write(lambda writing: writing.run("MATCH (b:Base) SET b.beat = 0"))
    at().load()
    broken = graph(at())
    at().session.store.clear()
    at().load()
    assert graph(at()) == broken
    assert at().session.store.run(STATE) == [{"state": "ready"}]


def test_a_load_that_broke_off_is_finished_though_the_clock_was_set_back_since(
    at: Callable[[], OpenBase], in_batches: None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_after(patch, 2)
        with pytest.raises(BrokenOff):
            at().load()
    for seconds, is_alive in ((5, True), (3600, False)):
        beat = f"MATCH (b:Base) SET b.beat = timestamp() + {seconds * 1000}"
        at().session.store.write(lambda writing, beat=beat: writing.run(beat))
        with pytest.raises(StoreBusy, match="another load") if is_alive else nullcontext():
            at().load()
    assert at().session.store.run(STATE) == [{"state": "ready"}]


CONTENTS = "MATCH (d:Debate) RETURN d.id AS id, d.contents AS contents ORDER BY id"


@pytest.mark.parametrize("batches", range(1, 12, 2))
def test_what_a_load_that_broke_off_says_of_debates_is_not_believed(
    at: Callable[[], OpenBase], in_batches: None, ferry: Folder, batches: int
) -> None:
    """The files are back as they were: only the nodes tell that some were written otherwise."""
    ferry.write("boat.md", BOAT)
    at().load()
    before = [*graph(at()), at().session.store.run(CONTENTS)]
    ferry.edit("boat.md", "are loud", "are very loud")
    ferry.edit("boat.md", "- **Supports:** [a-new-boat](#a-new-boat)\n", "")
    with pytest.MonkeyPatch.context() as patch:
        break_after(patch, batches)
        with pytest.raises(BrokenOff):
            at().load()
    ferry.write("boat.md", BOAT)
    at().session.store.write(lambda writing: writing.run("MATCH (b:Base) SET b.beat = 0"))
    at().load()
    assert [*graph(at()), at().session.store.run(CONTENTS)] == before


def test_a_load_that_was_taken_for_dead_writes_no_more(
    at: Callable[[], OpenBase], in_batches: None
) -> None:
    write = Neo4jStore.write
    rival = ["MATCH (b:Base) SET b.loader = 'rival'"]

    def taken_over(self: Neo4jStore, work: Any) -> Any:
        found = write(self, work)
        if rival:
            write(self, lambda writing: writing.run(rival.pop()))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Neo4jStore, "write", taken_over)
        with pytest.raises(StoreBusy, match="another load has taken over"):
            at().load()


LOAD = "import sys, kb; print(kb.open(sys.argv[1], db=sys.argv[2]).load())"


def test_two_loads_at_once_end_in_one_whole_graph(
    at: Callable[[], OpenBase], ferry: Folder, server: str
) -> None:
    command = [sys.executable, "-c", LOAD, str(ferry.path), server]
    loads = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [load.communicate()[0].strip() for load in loads]
    assert [load.returncode for load in loads] == [0, 0, 0]
    assert sorted(said) == [
        "added 1 debate, 7 claims, 6 arguments, 2 speakers",
        "nothing changed",
        "nothing changed",
    ]
    twice = graph(at())
    at().session.store.clear()
    at().load()
    assert graph(at()) == twice


def test_a_load_that_is_killed_leaves_nothing_half(
    at: Callable[[], OpenBase], ferry: Folder, server: str
) -> None:
    at().load()
    before = graph(at())
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    command = [sys.executable, "-c", LOAD, str(ferry.path), server]
    for patience in (0.4, 0.6, 0.8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as load:
            time.sleep(patience)
            load.kill()
        now = graph(at())
        assert len(now[0]) == len(before[0])
        assert len(now[1]) == len(before[1])
    at().load()
    assert at().show("quiet-engines").text.endswith("is hardly heard.")


def test_a_question_never_writes_and_says_when_the_files_are_newer(
    at: Callable[[], OpenBase], ferry: Folder
) -> None:
    with pytest.raises(StoreDamaged, match="no graph at"):
        at().debates()
    at().load()
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    base = at()
    assert base.show("quiet-engines").text.endswith("makes no noise.")
    assert base.session.notes == [
        "the files are newer than the graph; 'kb load' brings it up to them"
    ]


@pytest.mark.parametrize("ident", ["", "id = 3", 'id = "ferries'])
def test_where_kb_toml_has_no_id_nobody_says_that_the_graph_is_of_another_base(
    at: Callable[[], OpenBase], ferry: Folder, ident: str
) -> None:
    at().load()
    ferry.edit("kb.toml", 'id = "ferries"', ident)
    base = at()
    assert base.debates()
    assert base.session.notes[0] == (
        "this answers from the base 'ferries'; whether the files are newer nobody can tell, since "
        "'kb.toml' has no id that can be read; 'kb check' says why"
    )


def test_a_database_of_something_else_is_refused_and_left_alone(at: Callable[[], OpenBase]) -> None:
    store = at().session.store
    store.write(lambda writing: writing.run("CREATE (n:Invoice {id: 7})"))
    with pytest.raises(StoreError, match="not a base of this program"):
        at().load()
    assert store.run("MATCH (n) RETURN n.id AS id") == [{"id": 7}]


def test_a_base_of_another_id_is_refused_and_left_alone(
    at: Callable[[], OpenBase], ferry: Folder
) -> None:
    at().load()
    before = graph(at())
    ferry.edit("kb.toml", 'id = "ferries"', 'id = "boats"')
    with pytest.raises(StoreError, match="holds the base 'ferries', not 'boats'"):
        at().load()
    assert graph(at()) == before


def test_a_graph_of_another_version_is_refused_until_rebuilt(at: Callable[[], OpenBase]) -> None:
    at().load()
    at().session.store.write(lambda writing: writing.run("MATCH (b:Base) SET b.schema = 999"))
    with pytest.raises(StoreDamaged, match="another version"):
        at().debates()
    at().load(rebuild=True)
    assert len(at().debates()) == 1


def test_what_somebody_wrote_into_it_is_repaired_by_the_next_load(
    at: Callable[[], OpenBase],
) -> None:
    at().load()
    before = graph(at())
    at().session.rewrite("MATCH (c:Claim {slug: 'seal-noise'}) DETACH DELETE c")
    at().load()
    assert graph(at()) == before


TEXTS = "MATCH (c:Claim) RETURN c.id AS id, c.text AS text, c.credence AS credence ORDER BY id"
UNNOTED = [  # changes that no hash tells of
    "MATCH (c:Claim {slug: 'seal-noise'}) SET c.text = 'no', c.credence = 0.9",
    "MATCH (c:Claim {slug: 'winter-only'})-[r]->() DELETE r",
    "MATCH (a:Claim {slug: 'winter-only'}), (b:Claim {slug: 'seal-noise'}) CREATE (a)-[:LIKES]->(b)",
]


def change_unnoted(base: OpenBase) -> None:
    for statement in UNNOTED:
        base.session.store.write(lambda writing, text=statement: writing.run(text))


@pytest.mark.parametrize("limit", [0, 50_000])
def test_a_rebuild_repairs_what_no_hash_tells_of(
    at: Callable[[], OpenBase], monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    at().load()
    whole = [*graph(at()), at().session.store.run(TEXTS)]
    change_unnoted(at())
    assert str(at().load()) == "nothing changed"
    monkeypatch.setattr(Neo4jStore, "limit", limit)
    monkeypatch.setattr(jobs, "BATCH", 3)
    at().load(rebuild=True)
    assert [*graph(at()), at().session.store.run(TEXTS)] == whole


@pytest.mark.parametrize("batches", [1, 2, 4, 8, 14])
def test_a_rebuild_that_breaks_off_is_finished_by_the_next_load_which_trusts_nothing_either(
    at: Callable[[], OpenBase], in_batches: None, batches: int
) -> None:
    at().load()
    whole = [*graph(at()), at().session.store.run(TEXTS)]
    change_unnoted(at())
    with pytest.MonkeyPatch.context() as patch:
        break_after(patch, batches)
        with pytest.raises(BrokenOff):
            at().load(rebuild=True)
    store = at().session.store
    assert store.run("MATCH (c:Claim) RETURN count(c) AS n") == [{"n": 7}], "nothing was cleared"
    store.write(lambda writing: writing.run("MATCH (b:Base) SET b.beat = 0"))
    at().load()
    assert [*graph(at()), at().session.store.run(TEXTS)] == whole


def test_a_reader_has_the_old_graph_while_a_rebuild_is_one_transaction(
    at: Callable[[], OpenBase], ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    at().load()
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    read: list[str] = []
    progress = lambda done, total: read.append(at().show("quiet-engines").text)  # noqa: E731
    at().session.load(rebuild=True, progress=progress)
    assert set(read) == {"The new boat is electric and makes no noise."}
    assert at().show("quiet-engines").text.endswith("is hardly heard.")


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_clearing_that_breaks_off_leaves_a_graph_that_is_known_as_ours(
    at: Callable[[], OpenBase], pieces: int
) -> None:
    at().load()
    whole = graph(at())
    with pytest.MonkeyPatch.context() as patch:
        break_after(patch, pieces)
        with pytest.raises(BrokenOff):
            at().session.empty()
    with pytest.raises(StoreBusy, match="half a graph"):
        at().debates()
    at().load()
    assert graph(at()) == whole
