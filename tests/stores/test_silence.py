"""A peer that hangs is given up: one sentence, whether it hangs at the door, in a question or in a
load."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from bases import Folder
from click.testing import Result
from neo4j_server import Server
from tcp_proxy import HOST, Fault, Proxy

import kb
from kb.errors import KbError, StoreError
from kb.stores.watch import Silence, Watch

Kb = Callable[..., Result]
FOR_EVER = 3_600.0
SAYS = "gave no sign of life for"


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    return lambda *words: kb_command(*words, "-C", ferry.path)


def given_up(result: Result) -> None:
    assert result.exit_code == 1, result.output
    assert SAYS in result.stderr
    assert "--timeout (or KB_TIMEOUT)" in result.stderr
    assert result.stderr.count("kb: ") == 1


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a peer that lets everybody connect, and says nothing."""
    monkeypatch.setenv("KB_DB_PASSWORD", "x")
    with socket.create_server((HOST, 0)) as peer:
        yield f"bolt://{HOST}:{peer.getsockname()[1]}"


@pytest.mark.parametrize(
    "words", [["load"], ["debates"], ["db", "status"], ["db", "clear", "--yes"]]
)
def test_a_peer_that_says_nothing_is_given_up(run: Kb, mute: str, words: list[str]) -> None:
    result = run(*words, "--db", mute, "--timeout", "1")
    assert result.exit_code == 1
    assert SAYS in result.stderr or "no server answers" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_patience_can_be_set_in_the_environment(
    run: Kb, mute: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_TIMEOUT", "1")
    assert run("debates", "--db", mute).exit_code == 1
    monkeypatch.setenv("KB_TIMEOUT", "soon")
    result = run("debates", "--db", mute)
    assert result.exit_code == 2
    assert "is not a valid integer range" in result.stderr


def frozen(address: str, after: int) -> Proxy:
    """A way to a server that lets some bytes of answers pass and then hangs."""
    port = urlsplit(address).port
    assert port is not None
    return Proxy(HOST, port, lambda number: Fault("delay", after, "down", FOR_EVER))


@pytest.mark.neo4j
@pytest.mark.parametrize("after", [20, 300, 1_500])
def test_a_server_that_hangs_in_the_middle_is_given_up(run: Kb, server: str, after: int) -> None:
    assert run("load", "--db", server).exit_code == 0
    for words in (["show", "empty-beds"], ["load", "--rebuild"]):
        with frozen(server, after) as way:
            result = run(*words, "--db", f"bolt://{HOST}:{way.port}", "--timeout", "1")
            if result.exit_code:  # it may have got through with so few bytes
                assert SAYS in result.stderr or "no server answers" in result.stderr
    with frozen(server, after) as way:
        many = ["cypher", "UNWIND range(1, 9000) AS i RETURN i"]
        result = run(*many, "--db", f"bolt://{HOST}:{way.port}", "--timeout", "1")
    assert result.exit_code == 1
    assert SAYS in result.stderr or "no server answers" in result.stderr
    assert run("load", "--db", server).exit_code == 0
    assert run("show", "empty-beds", "--db", server).exit_code == 0


@pytest.mark.neo4j
def test_a_lock_that_somebody_keeps_is_not_waited_for_without_end(
    run: Kb, server: str, neo4j_server: Server, ferry: Folder
) -> None:
    run("load", "--db", server)
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    with (
        neo4j_server.driver() as driver,
        driver.session() as session,
        session.begin_transaction() as keeping,
    ):
        keeping.run("MATCH (b:Base) SET b.loader = 'somebody'").consume()
        result = run("load", "--db", server, "--timeout", "1")
        given_up(result)
        assert "may be there or not, and 'kb load' repairs that" in result.stderr
        keeping.rollback()
    assert run("load", "--db", server).stdout == "changed 1 claim\n"


@pytest.mark.neo4j
def test_a_question_that_was_given_up_does_not_keep_the_server_at_work(
    server: str, neo4j_server: Server, ferry: Folder
) -> None:
    endless = "UNWIND range(1, 100000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i) AS n"
    with kb.open(ferry.path, db=server, timeout=1) as base:
        base.load()
        with pytest.raises(StoreError, match=SAYS):
            base.run(endless)
        assert len(base.debates()) == 1
    at_work = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND'"
    while neo4j_server.ask(at_work):
        time.sleep(0.1)


def test_a_question_to_the_graph_beside_the_files_ends_too(ferry: Folder) -> None:
    base = kb.open(ferry.path, timeout=0.2)
    long = "UNWIND range(1, 500) AS a UNWIND range(1, 500) AS b UNWIND range(1, 500) AS c "
    with pytest.raises(KbError, match="--timeout"):
        base.run(f"{long} WITH a, b, c WHERE a + b + c = 0 RETURN count(*) AS n")


def test_work_that_shows_signs_of_life_may_take_its_time() -> None:
    watch = Watch(0.2)

    def lively() -> int:
        for _ in watch.rows(range(3)):
            watch.pause()  # as while we work, and nobody else is waited for
            time.sleep(0.3)
            watch.heard()
        return 7

    assert watch.run(lively) == 7


def test_work_that_was_given_up_does_not_begin_again() -> None:
    watch, going, tried = Watch(0.1), threading.Event(), threading.Event()

    def again() -> None:
        going.wait(10)
        try:
            watch.pause()
        except Silence:
            tried.set()

    with pytest.raises(Silence):
        watch.run(again)
    going.set()
    assert tried.wait(10)


def test_what_work_raises_comes_through_and_silence_is_told() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Watch(5).run(fail)
    peer, other = socket.socketpair()
    with peer, other, pytest.raises(Silence):
        Watch(0.1).run(lambda: peer.recv(1))
