"""What goes wrong with a server gets one clear sentence and the right exit code."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from bases import Folder
from click.testing import Result
from neo4j import exceptions
from neo4j_server import Server, restart

from kb.errors import QueryError, StoreBusy, StoreError
from kb.stores import open_store
from kb.stores.neo4j import Neo4jStore
from kb.stores.neo4j_errors import explain

Kb = Callable[..., Result]


def one_line(result: Result, code: int, *says: str) -> None:
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    lines = [line for line in result.stderr.splitlines() if line.startswith("kb: ")]
    assert len(lines) == 1
    for words in says:
        assert words in lines[0]


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    return lambda *words: kb_command(*words, "-C", ferry.path)


def test_a_server_that_is_down(run: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DB_PASSWORD", "x")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
        one_line(run("cruxes", "--db", address), 1, "no server answers at", address)


def test_no_password(run: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_DB_PASSWORD", raising=False)
    one_line(run("cruxes", "--db", "bolt://127.0.0.1:1"), 1, "set KB_DB_PASSWORD")


def test_a_password_in_the_address_is_refused_and_not_repeated(run: Kb) -> None:
    result = run("cruxes", "--db", "bolt://neo4j:secret@127.0.0.1:1")
    one_line(result, 2, "an address holds no password")
    assert "secret" not in result.output


def test_an_address_that_is_none(run: Kb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DB_PASSWORD", "x")
    one_line(run("cruxes", "--db", "postgres://x"), 2, "bolt://HOST or neo4j://HOST")
    one_line(run("cruxes", "--db", "bolt://127.0.0.1:port"), 1, "no address of a server")


def test_a_database_name_for_the_embedded_graph(run: Kb, ferry: Folder) -> None:
    one_line(run("cruxes", "--db", ferry.path / "x", "--database", "y"), 2, "for servers")


@pytest.mark.neo4j
def test_a_wrong_password(run: Kb, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DB_PASSWORD", "wrong-secret")
    result = run("cruxes", "--db", server)
    one_line(result, 1, "refuses this user or password")
    assert "wrong-secret" not in result.output


@pytest.mark.neo4j
def test_a_database_that_does_not_exist(run: Kb, server: str) -> None:
    result = run("load", "--db", server, "--database", "nowhere")
    one_line(result, 1, "has no database 'nowhere'")


@pytest.mark.neo4j
def test_encryption_with_a_server_that_has_none(run: Kb, server: str) -> None:
    result = run("cruxes", "--db", server.replace("bolt://", "bolt+s://"))
    one_line(result, 1, "no encrypted connection")


@pytest.mark.neo4j
def test_a_statement_that_writes_is_refused_as_misuse(run: Kb, server: str) -> None:
    run("load", "--db", server)
    one_line(run("cypher", "CREATE (n:Claim)", "--db", server), 2, "only reading is allowed")
    one_line(run("cypher", "MATCH (n RETURN n", "--db", server), 2)


@pytest.mark.neo4j
def test_the_whole_way_over_a_server(run: Kb, server: str) -> None:
    assert run("load", "--db", server).stdout.startswith("added 1 debate, 7 claims")
    assert "Do weekday guests leave" in run("cruxes", "--db", server).stdout
    assert run("search", "seals", "--db", server, "--format", "csv").stdout.count("\n") == 3
    status = run("db", "status", "--db", server).stdout
    assert "engine    Neo4j/" in status
    assert "files     the graph is up to them" in status
    assert run("db", "clear", "--db", server, "--yes").exit_code == 0
    assert "none yet" in run("db", "status", "--db", server).stdout


@pytest.mark.neo4j
@pytest.mark.parametrize("words", ["x" * 5_000, "hears " * 1_500, "hears " + "é" * 5_000])
def test_a_search_for_more_than_the_index_can_take(run: Kb, server: str, words: str) -> None:
    run("load", "--db", server)
    assert run("search", words, "--db", server).exit_code == 0
    assert run("search", words, "--db", server).stdout == run("search", words).stdout


@pytest.mark.neo4j
def test_the_index_speaks_in_words_of_ours(run: Kb, server: str, neo4j_server: Server) -> None:
    run("load", "--db", server)
    words = (
        "CALL db.index.fulltext.queryNodes('kb_folded', 'a AND') YIELD node RETURN node.id AS id"
    )
    result = run("cypher", words, "--db", server)
    one_line(result, 2, "`db.index.fulltext.queryNodes` failed: ")
    assert "org.apache" not in result.stderr
    neo4j_server.ask("DROP INDEX kb_folded")
    one_line(run("search", "seals", "--db", server), 1, "'kb load --rebuild' makes it")
    assert run("load", "--rebuild", "--db", server).exit_code == 0
    assert "seal" in run("search", "seals", "--db", server).stdout


@pytest.mark.neo4j
def test_the_driver_s_routing_address_works_too(run: Kb, server: str) -> None:
    address = server.replace("bolt://", "neo4j://")
    assert run("load", "--db", address).stdout.startswith("added 1 debate")
    assert run("debates", "--db", address).exit_code == 0


@pytest.mark.neo4j
def test_a_server_that_runs_out_of_transaction_memory_writes_nothing(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server of the tests allows one transaction 64 MB."""
    monkeypatch.setattr(Neo4jStore, "retry", 0.5)
    store = open_store(server)
    grow = "UNWIND range(1, 5000000) AS i CREATE (n:Claim {id: toString(i), text: 'x' + i})"
    try:
        with pytest.raises(StoreError, match="ran out of transaction memory"):
            store.write(lambda writing: writing.run(grow))
        assert store.run("MATCH (n:Claim) RETURN count(n) AS n") == [{"n": 0}]
    finally:
        store.close()


@pytest.mark.neo4j
def test_a_server_that_is_too_old(run: Kb, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.stores.neo4j.OLDEST", (9999, 0))  # no release is newer than this
    one_line(run("load", "--db", server), 1, server, "is Neo4j/", "or newer is needed")


@pytest.mark.neo4j
def test_a_server_that_only_lets_itself_be_read(
    run: Kb, own: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_DB_PASSWORD", own.password)
    assert run("load", "--db", own.address).exit_code == 0
    assert own.home
    with (own.home / "conf" / "neo4j.conf").open("a", encoding="utf-8") as conf:
        conf.write("server.databases.default_to_read_only=true\n")
    restart(own)
    assert "Do weekday guests leave" in run("cruxes", "--db", own.address).stdout
    one_line(run("load", "--rebuild", "--db", own.address), 1, "only lets itself be read")


def server_error(code: str, message: str = "Something.\nMore.") -> exceptions.Neo4jError:
    return exceptions.Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        ("Neo.ClientError.Security.Forbidden", StoreError, "may not do that"),
        ("Neo.ClientError.Cluster.NotALeader", StoreBusy, "choosing a new leader"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", StoreError, "transaction memory"),
        ("Neo.TransientError.Transaction.DeadlockDetected", StoreBusy, "is busy: Something."),
        ("Neo.ClientError.Statement.SyntaxError", QueryError, "Something."),
        ("Neo.ClientError.Security.CredentialsExpired", StoreError, "must be changed first"),
    ],
)
def test_every_code_of_a_server_is_one_sentence(code: str, kind: type, says: str) -> None:
    error = explain(server_error(code), "bolt://here", None)
    assert type(error) is kind
    assert says in str(error)
    assert "\n" not in str(error)


def test_a_commit_whose_answer_was_lost_says_what_to_do() -> None:
    error = explain(exceptions.IncompleteCommit("lost"), "bolt://here", None)
    assert "run 'kb load' again, it repairs that" in str(error)
