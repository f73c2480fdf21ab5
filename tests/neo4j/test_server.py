"""The server that tests use: it answers, keeps what it is told, and never stays behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import neo4j_server as servers
import pytest
from neo4j_server import CALENDAR, LTS, Server
from tcp_proxy import HOST, Fault, Proxy

POM = Path(servers.POM).read_text(encoding="utf-8")
LONG = 30.0


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LONG
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
    return holds()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def group_runs(group: int) -> bool:
    """Whether a process of a group runs; what is dead and was not buried yet does not."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self/stat").exists() or any(
        state != "Z" for number, state in _listed() if number == group
    )


def _listed() -> Iterator[tuple[int, str]]:
    """Process group and state of every process there is."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, group, *_ = path.read_text().rpartition(")")[2].split()
            yield int(group), state


@pytest.mark.parametrize("version", [LTS, CALENDAR])
def test_the_releases_are_those_that_maven_is_told(version: str) -> None:
    assert f"<neo4j.version>{version}</neo4j.version>" in POM


def test_it_answers(neo4j_server: Server) -> None:
    assert neo4j_server.ask("RETURN 1 AS one") == [{"one": 1}]


def test_its_password_does_not_show(neo4j_server: Server) -> None:
    assert neo4j_server.password not in repr(neo4j_server)


@pytest.mark.parametrize("_", ["first", "second"])
def test_every_test_finds_it_empty(_: str, neo4j_address: str, neo4j_server: Server) -> None:
    assert neo4j_address == neo4j_server.address
    ask = neo4j_server.ask
    assert ask("MATCH (n) RETURN n") == []
    assert ask("SHOW CONSTRAINTS YIELD name") == []
    assert ask("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name") == []
    ask("CREATE CONSTRAINT `odd ``name` FOR (n:Claim) REQUIRE n.id IS UNIQUE")
    ask("CREATE FULLTEXT INDEX words FOR (n:Claim) ON EACH [n.text]")
    ask("CREATE (:Claim {id: 'a', text: 'x'})-[:SUPPORTS]->(:Claim {id: 'b'})")


def test_a_transaction_left_open_does_not_hold_up_the_next_test(neo4j_server: Server) -> None:
    with neo4j_server.driver() as driver, driver.session() as session:
        transaction = session.begin_transaction()
        transaction.run("CREATE (:Left)").consume()
        servers.empty(neo4j_server)
        assert neo4j_server.ask("MATCH (n:Left) RETURN n") == []
        transaction.close()


def test_a_connection_through_the_proxy_is_broken_when_told(neo4j_server: Server) -> None:
    plan = {1: Fault("delay", after=30, seconds=0.05), 2: Fault("reset", after=40)}.get
    with Proxy(HOST, neo4j_server.port, plan) as proxy:
        through = replace(neo4j_server, address=f"bolt://{HOST}:{proxy.port}")
        assert through.ask("RETURN 1 AS one") == [{"one": 1}]
        with pytest.raises(servers.DriverError):
            through.ask("RETURN 1 AS one")
        with proxy.refusing(), pytest.raises(servers.DriverError):
            through.ask("RETURN 1 AS one")
        assert through.ask("RETURN 1 AS one") == [{"one": 1}]
        assert [number for number, _ in proxy.happened] == [1, 2]


@pytest.mark.neo4j
@pytest.mark.parametrize("hard", [False, True])
def test_a_restart_keeps_what_was_committed(own: Server, hard: bool) -> None:
    own.ask("CREATE (:Kept {id: 1})")
    before = own.pid
    servers.restart(own, hard=hard)
    assert own.pid not in (None, before)
    assert own.ask("MATCH (n:Kept) RETURN n.id AS id") == [{"id": 1}]


@pytest.mark.neo4j
def test_nothing_is_left_after_a_stop(own: Server) -> None:
    group = own.pid
    assert group
    assert group_runs(group)
    servers.stop(own)
    assert own.pid is None
    assert not listens(own.port)
    assert eventually(lambda: not group_runs(group))
    servers.stop(own)  # once more does no harm


STARTS = """
import signal, sys, time
from pathlib import Path
import neo4j_server
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
server = neo4j_server.start(Path(sys.argv[1]))
print(server.pid, server.port, flush=True)
time.sleep(600)
"""


@pytest.mark.neo4j
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_it_is_gone_when_its_parent_was_killed(
    neo4j_needed: None, tmp_path: Path, number: signal.Signals
) -> None:
    environment = os.environ | {"PYTHONPATH": str(servers.POM.parent.parent)}
    with subprocess.Popen(
        [sys.executable, "-c", STARTS, str(tmp_path / "home")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout
        group, port = map(int, parent.stdout.readline().split())
        assert listens(port)
        parent.send_signal(number)
        parent.wait()
    assert eventually(lambda: not listens(port) and not group_runs(group))


@pytest.mark.neo4j
def test_one_that_does_not_come_up_says_its_last_words(
    neo4j_needed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "CONF", servers.CONF + "no.such.setting=nonsense\n")
    with pytest.raises(servers.NoServerError, match=r"(?s)ended while starting.*no.such.setting"):
        servers.start(tmp_path / "home")
    assert servers._processes.get(tmp_path / "home") is None


def test_without_java_or_maven_the_reason_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KB_TEST_NEO4J", raising=False)
    monkeypatch.setattr(servers, "_javas", dict)
    assert servers.available(LTS) == f"Neo4j {LTS} needs Java 17 or newer"
    assert servers.available(CALENDAR) == f"Neo4j {CALENDAR} needs Java 21 or newer"
    monkeypatch.setattr(servers, "_javas", lambda: {"java": 21})
    monkeypatch.setattr(servers, "CACHE", tmp_path)
    monkeypatch.setattr(servers, "fetched", servers.fetched.__wrapped__)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "nor is Maven" in (servers.available(LTS) or "")
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_java_that_is_new_enough_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_javas", lambda: {"a": 25, "b": 17, "c": 11, "d": 21})
    assert servers.java_for(LTS) == "b"
    assert servers.java_for(CALENDAR) == "d"
