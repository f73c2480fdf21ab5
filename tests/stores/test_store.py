"""What every store promises, on the real embedded database."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kb.disk import mark_of
from kb.errors import QueryError, StoreBusy, StoreDamaged, StoreError
from kb.stores import open_store
from kb.stores.store import Store, Transaction


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "graph"))


def test_a_new_store_is_empty_and_makes_no_file(store: Store, tmp_path: Path) -> None:
    assert store.run("MATCH (n) RETURN n.id AS id") == []
    assert not (tmp_path / "graph").exists()


def test_what_a_transaction_writes_is_there_after_it_and_in_another_store(store: Store) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: $id})", {"id": "a"})
    assert store.run("MATCH (n:Claim) RETURN n.id AS id") == [{"id": "a"}]
    assert open_store(store.address).run("MATCH (n:Claim) RETURN n.id AS id") == [{"id": "a"}]


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: 'a'})")

    def fail() -> None:
        with store.transaction() as writing:
            writing.run("CREATE (n:Claim {id: 'b'})")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.run("MATCH (n:Claim) RETURN n.id AS id") == [{"id": "a"}]


WRITE = """
import sys
from kb.stores import open_store
with open_store(sys.argv[1]).transaction() as writing:
    writing.run("CREATE (n:Claim {id: 'theirs'})")
"""


def test_a_statement_that_fails_gives_the_file_back_as_it_was(store: Store) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: 'a'})")
    file = Path(store.address) / "graph.kgl"
    before = mark_of(file.stat())

    def fail(writing: Transaction) -> None:
        writing.run("CREATE (n:Claim {id: 'b'})")
        writing.run("MATCH (n RETURN n")

    with pytest.raises(QueryError) as caught:
        store.write(fail)
    assert mark_of(file.stat()) == before
    subprocess.run([sys.executable, "-c", WRITE, store.address], check=True)
    assert caught.value.__context__ is not None  # it is still alive, and so are its frames
    found = store.run("MATCH (n:Claim) RETURN n.id AS id ORDER BY id")
    assert found == [{"id": "a"}, {"id": "theirs"}]


def test_reading_refuses_to_write(store: Store) -> None:
    with pytest.raises(QueryError):
        store.run("CREATE (n:Claim {id: 'a'})")


def test_a_statement_that_cannot_be_read_says_where(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, col"):
        store.run("MATCH (n RETURN n")


def test_parameters_are_values_and_never_part_of_the_statement(store: Store) -> None:
    hostile = "x'}) DETACH DELETE n //"
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: $id})", {"id": hostile})
    assert store.run("MATCH (n:Claim {id: $id}) RETURN n.id AS id", {"id": hostile}) == [
        {"id": hostile}
    ]


def test_nulls_lists_and_all_of_unicode_come_back_as_they_went_in(store: Store) -> None:
    value = {"id": "a", "none": None, "list": ["x", "ü — ¶ 日本 🦭"], "no": False, "half": 0.5}
    with store.transaction() as writing:
        writing.run(
            "UNWIND $rows AS row MERGE (n:Claim {id: row.id}) SET n += row", {"rows": [value]}
        )
    asked = (
        "MATCH (n:Claim) RETURN n.id AS id, n.none AS none, n.list AS list, n.no AS no, "
        "n.half AS half"
    )
    assert store.run(asked) == [value]


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_damaged_file_gives_one_sentence_with_the_way_out(store: Store, cut: int) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: 'a'})")
    file = Path(store.address) / "graph.kgl"
    data = file.read_bytes()
    file.write_bytes(data[:cut] if cut else b"no graph at all")
    for is_own, way_out in ((True, "kb load --rebuild"), (False, f"remove '{file}'")):
        with pytest.raises(StoreDamaged, match=way_out):
            open_store(store.address, is_own=is_own).run("MATCH (n) RETURN n.id AS id")


def test_a_flipped_bit_anywhere_is_noticed(store: Store) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: 'a', text: 'some words'})")
    file = Path(store.address) / "graph.kgl"
    data = file.read_bytes()
    for place in range(0, len(data), 97):
        broken = bytearray(data)
        broken[place] ^= 4
        file.write_bytes(broken)
        with pytest.raises(StoreDamaged):
            open_store(store.address).run("MATCH (n) RETURN n.id AS id")


def test_clearing_removes_a_damaged_graph_and_nothing_else(store: Store) -> None:
    folder = Path(store.address)
    folder.mkdir()
    (folder / "graph.kgl").write_bytes(b"damaged")
    (folder / "mine.txt").write_text("keep")
    store.clear()
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    assert store.run("MATCH (n) RETURN n.id AS id") == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="is a file"):
        open_store(str(tmp_path / "file"))


def test_an_address_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(StoreError, match="postgres"):
        open_store("postgres://localhost")


HOLD = """
import sys
from kb.stores import open_store
with open_store(sys.argv[1]).transaction() as writing:
    writing.run("CREATE (n:Claim {id: 'theirs'})")
    print("holding", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_is_told_at_once_and_a_reader_sees_the_graph_before(store: Store) -> None:
    with store.transaction() as writing:
        writing.run("CREATE (n:Claim {id: 'old'})")
    command = [sys.executable, "-c", textwrap.dedent(HOLD), store.address]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "holding\n"
        with pytest.raises(StoreBusy, match="another process"), store.transaction():
            pass
        assert store.run("MATCH (n:Claim) RETURN n.id AS id") == [{"id": "old"}]
        other.stdin.write("\n")
        other.stdin.close()
        other.wait(10)
    after = open_store(store.address).run("MATCH (n:Claim) RETURN n.id AS id ORDER BY id")
    assert after == [{"id": "old"}, {"id": "theirs"}]


KILLED = """
import sys
from kb.stores import open_store
store = open_store(sys.argv[1])
for number in range(10_000):
    with store.transaction() as writing:
        writing.run("UNWIND range(1, 200) AS i CREATE (n:Claim {id: $n * 1000 + i})", {"n": number})
    print(number, flush=True)
"""


@pytest.mark.parametrize("patience", [0.01, 0.03, 0.05, 0.08, 0.12])
def test_a_writer_killed_at_any_moment_leaves_whole_transactions(
    tmp_path: Path, patience: float
) -> None:
    address = str(tmp_path / "graph")
    command = [sys.executable, "-c", textwrap.dedent(KILLED), address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        time.sleep(patience)
        writer.kill()
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split("\n")[:-1])])
    found = open_store(address).run("MATCH (n:Claim) RETURN count(n) AS n")[0]["n"]
    assert found % 200 == 0
    assert found // 200 >= acknowledged + 1
