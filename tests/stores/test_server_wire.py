"""A broken network between the program and a real server: whole loads, or none, and clear words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bases import Folder
from tcp_proxy import HOST, Proxy, schedule

import kb
from kb.errors import KbError, StoreBusy
from kb.graph import jobs
from kb.stores.neo4j import Neo4jStore

pytestmark = pytest.mark.neo4j
SCHEDULES = range(int(os.environ.get("KB_TEST_SCHEDULES", "20")))
NODES = (
    "MATCH (n) WHERE NOT n:Base RETURN labels(n)[0] AS label, n.id AS id, n.hash AS hash "
    "ORDER BY label, id"
)
EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, a.id AS a, type(r) AS t, r.note AS note, "
    "labels(b)[0] AS lb, b.id AS b ORDER BY la, a, t, lb, b, note"
)


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Neo4jStore, "retry", 1.0)


def trouble(work: Callable[[], object]) -> str | None:
    """What the program says where `work` fails; None where it succeeds."""
    try:
        work()
    except KbError as error:
        return str(error)
    return None


def graph(base: kb.api.OpenBase) -> list[Any]:
    return [base.session.store.run(NODES), base.session.store.run(EDGES)]


def through(address: str, seed: int) -> Proxy:
    port = urlsplit(address).port
    assert port is not None
    return Proxy(HOST, port, schedule(seed, share=0.7, most_bytes=6_000))


def states(ferry: Folder, server: str) -> Iterator[list[Any]]:
    """The graph before an edit and after it, each loaded without trouble; then before it again."""
    words = ("makes no noise.", "is hardly heard.")
    for old, new in (words, words[::-1]):
        with kb.open(ferry.path, db=server) as base:
            base.load()
            yield graph(base)
        ferry.edit("night-ferry.md", old, new)
    with kb.open(ferry.path, db=server) as base:
        base.load()


@pytest.mark.parametrize("seed", SCHEDULES)
def test_a_load_over_a_broken_wire_is_whole_or_not_at_all(
    ferry: Folder, server: str, seed: int
) -> None:
    before, after = states(ferry, server)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    with through(server, seed) as proxy, kb.open(ferry.path, db=f"bolt://{HOST}:{proxy.port}") as b:
        says = trouble(b.load)
    assert "\n" not in (says or "")
    with kb.open(ferry.path, db=server) as base:
        found = graph(base)
        assert found in ([before, after] if says else [after])
        base.load()
        assert graph(base) == after


@pytest.mark.parametrize("seed", SCHEDULES)
def test_a_load_in_batches_over_a_broken_wire_is_finished_by_the_next(
    ferry: Folder, server: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kb.open(ferry.path, db=server) as base:
        base.load()
        whole = graph(base)
        base.session.store.clear()
    monkeypatch.setattr(Neo4jStore, "limit", 0)
    monkeypatch.setattr(jobs, "BATCH", 3)
    with through(server, seed) as proxy, kb.open(ferry.path, db=f"bolt://{HOST}:{proxy.port}") as b:
        assert "\n" not in (trouble(b.load) or "")
    with kb.open(ferry.path, db=server) as base:
        base.session.store.write(lambda w: w.run("MATCH (b:Base) SET b.beat = 0"))
        base.load()
        assert graph(base) == whole


@pytest.mark.parametrize("seed", SCHEDULES)
def test_a_question_over_a_broken_wire_is_right_or_one_clear_sentence(
    ferry: Folder, server: str, seed: int
) -> None:
    with kb.open(ferry.path, db=server) as base:
        base.load()
        expected = base.show("empty-beds")
    with through(server, seed) as proxy, kb.open(ferry.path, db=f"bolt://{HOST}:{proxy.port}") as b:
        found: list[object] = []
        says = trouble(lambda: found.append(b.show("empty-beds")))
        assert found == [] if says else found == [expected]
        assert "\n" not in (says or "")


def test_a_server_that_restarts_in_the_middle_is_met_again(
    ferry: Folder, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All connections break at once, and for a moment nobody answers."""
    monkeypatch.setattr(Neo4jStore, "retry", 15.0)
    port = urlsplit(server).port
    assert port is not None
    with Proxy(HOST, port) as proxy, kb.open(ferry.path, db=f"bolt://{HOST}:{proxy.port}") as base:
        base.load()
        proxy.reset()
        assert base.show("empty-beds").kind == "claim"
        with proxy.refusing(), pytest.raises((StoreBusy, KbError), match=r"answers|busy"):
            kb.open(ferry.path, db=f"bolt://{HOST}:{proxy.port}").debates()
        assert base.show("empty-beds").kind == "claim"
