"""What every store promises, on the embedded database and on a real Neo4j server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import KbError, QueryError, StoreError
from kb.stores import open_store
from kb.stores.store import Store, Transaction


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "embedded":
        return str(tmp_path / "graph")
    return str(request.getfixturevalue("server"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    store = open_store(address)
    yield store
    store.close()


IDS = "MATCH (n:Claim) RETURN n.id AS id ORDER BY id"


def create(ident: str) -> object:
    return lambda writing: writing.run("CREATE (n:Claim {id: $id})", {"id": ident})


def test_what_is_written_is_there_at_once_and_for_others(store: Store) -> None:
    store.write(create("a"))
    assert store.run(IDS) == [{"id": "a"}]
    other = open_store(store.address)
    assert other.run(IDS) == [{"id": "a"}]
    other.close()


def test_work_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail(writing: Transaction) -> None:
        writing.run("CREATE (n:Claim {id: 'b'})")
        raise StoreError("on purpose")

    store.write(create("a"))
    with pytest.raises(KbError, match="on purpose"):
        store.write(fail)
    assert store.run(IDS) == [{"id": "a"}]


def test_work_may_give_something_back(store: Store) -> None:
    assert store.write(lambda writing: writing.run("RETURN 1 AS one")) == [{"one": 1}]


def test_reading_refuses_to_write(store: Store) -> None:
    with pytest.raises(QueryError):
        store.run("CREATE (n:Claim {id: 'a'})")
    assert store.run(IDS) == []


def test_a_statement_that_cannot_be_read_is_one_sentence(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.run("MATCH (n RETURN n")
    assert "\n" not in str(caught.value)


def test_parameters_are_values_and_never_part_of_the_statement(store: Store) -> None:
    hostile = "x'}) DETACH DELETE n //"
    store.write(create(hostile))
    asked = "MATCH (n:Claim {id: $id}) RETURN n.id AS id"
    assert store.run(asked, {"id": hostile}) == [{"id": hostile}]


def test_nulls_lists_and_all_of_unicode_come_back_as_they_went_in(store: Store) -> None:
    value = {"id": "a", "none": None, "list": ["x", "ü — ¶ 日本 🦭"], "no": False, "half": 0.5}
    text = "UNWIND $rows AS row MERGE (n:Claim {id: row.id}) SET n += row"
    store.write(lambda writing: writing.run(text, {"rows": [value]}))
    asked = (
        "MATCH (n:Claim) RETURN n.id AS id, n.none AS none, n.list AS list, n.no AS no, "
        "n.half AS half"
    )
    assert store.run(asked) == [value]


def test_preparing_twice_is_preparing_once(store: Store) -> None:
    store.prepare()
    store.prepare()
    assert store.run("MATCH (n) RETURN n.id AS id") == []


def test_clearing_empties_it(store: Store) -> None:
    store.write(create("a"))
    store.clear()
    assert store.run(IDS) == []
    store.write(create("b"))
    assert store.run(IDS) == [{"id": "b"}]


def test_it_says_which_engine_it_is(store: Store) -> None:
    engine, _, version = store.version.partition("/")
    assert engine in ("kglite", "Neo4j")
    assert version[0].isdigit()
