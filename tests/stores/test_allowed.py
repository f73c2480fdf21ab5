"""What a statement may do: no spelling of a clause that reaches beyond the graph gets through."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import kglite
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import exceptions
from neo4j_server import Server

from kb.errors import QueryError
from kb.graph import statements
from kb.stores import open_store
from kb.stores.allowed import allowed
from kb.stores.store import Store
from queries.ask import HERE, read_question

SECRET = "the secret of the file"

# What may stand between two words, before a statement, and in place of a word.
GAPS = st.lists(
    st.sampled_from(
        [" ", "\n", "\t", "\r\n", "\r", "// x\n", "// '\n", "/* x */", "/*'*/", "/**/"]
    ),
    min_size=1,
    max_size=3,
).map("".join)
FRONTS = st.sampled_from(
    [
        "",
        "EXPLAIN ",
        "CYPHER 5 ",
        "// it's\n",
        "/* ' */ ",
        "WITH '//' AS x ",
        "WITH '/*' AS x ",
        'WITH "it\'s" AS x ',
        "WITH 'it\\'s' AS x ",
        "WITH 1 AS `//` ",
        "UNWIND [1] AS x WITH x LIMIT 1",
        "RETURN 1 AS x; ",
        "// \r",
        "WITH '\\u0027' AS x ",
        "WITH '\\u0027 AS x ",
    ]
)


@st.composite
def spelled(draw: st.DrawFn, word: str) -> str:
    """A word in any case, in backticks or not, with letters escaped or not."""
    letters = [draw(st.sampled_from([c.lower(), c.upper()])) for c in word]
    if draw(st.booleans()):
        at = draw(st.integers(0, len(letters) - 1))
        letters[at] = draw(st.sampled_from([letters[at], f"\\u{ord(letters[at]):04x}"]))
    text = "".join(letters)
    return draw(st.sampled_from([text, text, f"`{text}`"]))


@st.composite
def loads(draw: st.DrawFn, address: str) -> str:
    """A statement that reads from an address, or nearly one."""
    quote = draw(st.sampled_from("'\""))
    words = [draw(spelled(word)) for word in ("LOAD", "CSV", "FROM")]
    head = "".join(word + draw(GAPS) for word in words)
    return f"{draw(FRONTS)}{head}{quote}{address}{quote} AS row RETURN row"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "secret.csv"
    file.write_text(SECRET)
    return file


def test_no_spelling_of_load_csv_reads_a_file(secret: Path) -> None:
    """The engine itself tells which spellings do: all of them are refused, and some were tried."""
    graph, read = kglite.KnowledgeGraph(), []

    @settings(max_examples=400, deadline=None, derandomize=True)
    @given(loads(str(secret)))
    def held(statement: str) -> None:
        with pytest.raises(QueryError):
            allowed(statement)
        try:
            if SECRET in str(graph.cypher(statement).to_dicts()):
                read.append(statement)
        except (kglite.KgError, AttributeError):
            pass

    held()
    assert len(read) > 10


@pytest.fixture
def listening() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server, and what was fetched from it."""
    fetched: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/x", fetched
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.neo4j
def test_no_spelling_makes_a_server_fetch_anything(
    server: str, neo4j_server: Server, listening: tuple[str, list[str]]
) -> None:
    """What is let through fetches nothing, though some spellings would: the server shows it."""
    address, fetched = listening
    store, bare = open_store(server), neo4j_server.driver()

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(loads(address))
    def held(statement: str) -> None:
        before = len(fetched)
        with pytest.raises(QueryError):
            store.run(statement)
        assert len(fetched) == before
        with contextlib.suppress(exceptions.Neo4jError, exceptions.DriverError):
            bare.execute_query(statement)

    try:
        held()
        assert fetched
    finally:
        store.close()
        bare.close()


REFUSED = [
    ("CALL dbms.components()", "the procedure 'dbms.components' is not allowed"),
    ("CALL `dbms` . `components`() YIELD name RETURN name", "'dbms.components'"),
    ("CALL `dbms.procedures`()", "'dbms.procedures'"),
    ("MATCH (n) CALL apoc.load.json('file:///x') YIELD value RETURN value", "'apoc.load.json'"),
    ("OPTIONAL CALL dbms.components() YIELD name RETURN name", "'dbms.components'"),
    ("CALL { CALL db.clearQueryCaches() YIELD value RETURN value } RETURN value", "db.clear"),
    ("RETURN apoc.util.sleep(1) AS x", "the function 'apoc.util.sleep'"),
    ("RETURN genai . vector /* x */ . encode('x', 'OpenAI', {}) AS x", "'genai.vector.encode'"),
    ("RETURN `apoc`.`x`(1) AS x", "'apoc.x'"),
    ("SHOW TRANSACTIONS", "not with 'SHOW'"),
    ("SHOW USERS", "not with 'SHOW'"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "not with 'TERMINATE'"),
    ("EXPLAIN SHOW SETTINGS", "not with 'SHOW'"),
    ("DROP DATABASE neo4j", "not with 'DROP'"),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", "not with 'ALTER'"),
    ("CREATE USER eve SET PASSWORD 'x'", "CREATE makes nodes"),
    ("CREATE INDEX x FOR (n:Claim) ON (n.slug)", "CREATE makes nodes"),
    ("CREATE OR REPLACE DATABASE x", "CREATE makes nodes"),
    ("USE system SHOW USERS", "USE is not allowed"),
    ("CALL { USE other MATCH (n) RETURN n } RETURN n", "USE is not allowed"),
    ("RETURN 1 AS x UNION USE other RETURN 2 AS x", "USE is not allowed"),
    ("RETURN 1 AS x; CREATE (n:Claim)", "one statement at a time"),
    ("", "here is none"),
    ("RETURN 'x", "this string has no end"),
    ("RETURN 1 AS x /* ", "this comment has no end"),
    ("RETURN 1 AS\u00a0x", "U+00A0 can only stand in quotes"),
    ("RETURN 1 AS \\u0078", "a backslash can only stand in quotes"),
    ("RETURN '\\u0027' AS x", "read differently"),
]


@pytest.mark.parametrize(("statement", "says"), REFUSED)
def test_what_is_no_question_to_this_graph_is_refused_with_a_reason(
    statement: str, says: str
) -> None:
    with pytest.raises(QueryError) as caught:
        allowed(statement)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n) WHERE n.text CONTAINS 'LOAD CSV FROM' RETURN n.load AS csv",
        "RETURN 'CALL dbms.x()' AS text, \"it's // no comment\" AS more",
        "MATCH (n:Call) WHERE n.call = $call RETURN n.call AS `LOAD CSV`",
        "RETURN 1 AS x; ",
        "CALL { MATCH (n) RETURN n } RETURN n",
        "MATCH (n) CALL (n) { RETURN n.id AS id } RETURN id",
        "CALL db.labels() YIELD label RETURN label",
        "RETURN date.truncate('month', date('2031-03-14')) AS d, point.distance($a, $b) AS e",
        "WITH 1 AS use RETURN use",
        "RETURN 'C:\\\\users' AS path, 'caf\\u00e9' AS place",
        "CREATE p = (:Claim)-[:REFINES]->(:Claim)",
        "PROFILE MATCH (größe) RETURN größe",
    ],
)
def test_what_only_looks_like_it_is_asked(statement: str) -> None:
    allowed(statement)


def test_all_of_our_own_statements_are_allowed_and_say_no_more_than_an_engine_gets() -> None:
    """So that nobody needs to look through them again whenever they are asked."""
    ours = [*HERE.rglob("*.cypher"), *Path(statements.__file__).parent.glob("*.cypher")]
    for file in ours:
        said = read_question(file).cypher
        assert allowed(said) == said


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from("'\""), GAPS)
def test_a_string_stays_what_it_says_and_comments_are_gone(text: str, quote: str, gap: str) -> None:
    """Whatever stands in quotes, the embedded engine answers with it."""
    text = text.replace("\r", "\n")
    inside = "".join("\\" + c if c in ("\\", quote) else c for c in text)
    statement = f"RETURN{gap}{quote}{inside}{quote}{gap}AS{gap}x"
    try:
        read = allowed(statement)
    except QueryError as error:
        assert "read differently" in str(error)  # noqa: PT017 - only some texts are refused
        return
    assert len(read) == len(statement.replace("\r\n", "\n"))
    assert kglite.KnowledgeGraph().cypher(read).to_dicts() == [{"x": text}]


@given(st.text("LOADCSVcall'\"`/*\\u0041 \n\r(){}.;:$x", max_size=60))
def test_any_text_is_allowed_or_refused_in_one_line(text: str) -> None:
    try:
        allowed(text)
    except QueryError as error:
        assert "\n" not in str(error)  # noqa: PT017


@pytest.mark.parametrize("what", ["'", "`", "/*", "a.", "call ", "(", "\\u0041", "use x "])
def test_a_long_statement_costs_no_more_than_its_length(what: str) -> None:
    """A square of this length would not end."""
    with pytest.raises(QueryError):
        allowed(what * 300_000)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    embedded = request.param == "embedded"
    store = open_store(str(tmp_path) if embedded else request.getfixturevalue("server"))
    yield store
    store.close()


Run = Callable[[Store, str], object]


@pytest.mark.parametrize(
    "run",
    [
        lambda store, statement: store.run(statement),
        lambda store, statement: store.write(lambda writing: writing.run(statement)),
    ],
)
def test_every_way_into_a_store_is_guarded(store: Store, run: Run, secret: Path) -> None:
    for statement in (
        f"LOAD `CSV` FROM 'file://{secret}' AS row RETURN row",
        f"EXPLAIN LOAD CSV FROM '{secret}' AS row RETURN row",
        "CALL dbms.components()",
        "SHOW TRANSACTIONS",
    ):
        with pytest.raises(QueryError, match=r"not allowed|not with"):
            run(store, statement)


def test_comments_of_both_kinds_reach_no_engine(store: Store) -> None:
    assert store.run("RETURN /* 'a */ 1 // b\n AS x") == [{"x": 1}]
