"""A big base is written a portion at a time, which nobody can tell from its graph."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from bases import SHIPPED
from hypothesis import given, settings
from making import BASES, write_base

import kb
from kb.graph import ahead, jobs, sync
from kb.model import Base

NODES = "MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS said ORDER BY label, n.id"
EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a)[0] AS la, a.id AS a, type(r) AS type, b.id AS b, "
    "properties(r) AS said ORDER BY la, a, type, b, r.id"
)


def graph(folder: Path, address: Path, rows: int, many: int = sync.MANY) -> list[object]:
    """All that is in a graph once a load has brought it up, in portions of so many rows; more than
    `many` nodes are made ready by another process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync, "MANY", many)
        patch.setattr(ahead, "PROCESSORS", 2)
        patch.setattr(jobs, "BATCH", rows)
        patch.setattr(jobs, "SMALL", rows)
        base = kb.open(folder, db=str(address))
        base.load()
    return [base.run(NODES), base.run(EDGES)]


@settings(max_examples=15, deadline=None)
@given(BASES, BASES)
def test_a_graph_is_the_same_in_whatever_portions_it_is_written(before: Base, base: Base) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        folder = write_base(here / "base", before)
        graph(folder, here / "portions", rows=1, many=0)
        write_base(folder, base)
        written = graph(folder, here / "portions", rows=1, many=0)
        assert written == graph(folder, here / "once", rows=5_000)


def test_the_graph_of_what_comes_along_is_the_same_in_portions(tmp_path: Path) -> None:
    portions = graph(SHIPPED, tmp_path / "a", rows=1, many=0)
    assert portions == graph(SHIPPED, tmp_path / "b", rows=5_000)
