"""Of what the graph says of a debate the same map is drawn as of the files."""

from __future__ import annotations

from pathlib import Path

import pytest
from bases import small_base
from hypothesis import HealthCheck, given, settings
from making import BASES, write_base

import kb
from kb.api import OpenBase
from kb.cli.commands.mapping import drawing
from kb.model import Base
from kb.publish.index import Index
from kb.publish.map.charted import Charted
from kb.publish.ties import Ties
from kb.session import SHIPPED
from queries.mapping import Chart

FORMS = (("svg", None), ("dot", 9), ("mermaid", 2))


def test_of_the_shipped_debates(tmp_path: Path) -> None:
    with kb.open(SHIPPED, db=str(tmp_path / "graph")) as base:
        same_drawings(base)


def test_a_debate_that_nothing_touches_is_not_asked_for(tmp_path: Path) -> None:
    """What is far away costs nothing."""
    with kb.open(SHIPPED, db=str(tmp_path / "graph")) as base:
        names = [debate.id for debate in base.debate_names()]
        charted = {debate: base.chart(debate) for debate in names}
    assert any(len(debates_of(chart)) < len(names) for chart in charted.values())
    assert any(len(debates_of(chart)) > 1 for chart in charted.values())


LINKED = """---
question: Does it sail?
---

## sails

- **Kind:** position

It sails.

## wind

There is wind.

- **Supports:** [sails](#sails)
    - **With:** [zeal](#zeal)
    - **With:** [engine](#engine)
    - **With:** [mooring](#mooring)

## engine

It has an engine.

## mooring

It has a mooring.

## zeal

Somebody wants to.
"""


def test_premises_stand_as_they_are_written(tmp_path: Path) -> None:
    """Not in the order of their ids: who writes an argument says what leads it."""
    with kb.open(small_base(tmp_path / "base", sail=LINKED).path) as base:
        [linked] = base.chart("sail").arguments
        same_drawings(base)
    slugs = [premise.claim.partition("/")[2] for premise in linked.premises]
    assert slugs == ["wind", "zeal", "engine", "mooring"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(base=BASES)
def test_of_any_base(tmp_path_factory: pytest.TempPathFactory, base: Base) -> None:
    root: Path = write_base(tmp_path_factory.getbasetemp() / "any", base)
    with kb.open(root) as opened:
        same_drawings(opened)


def debates_of(chart: Chart) -> set[str]:
    return {item.debate for item in chart.items}


def same_drawings(base: OpenBase) -> None:
    whole = Index(base.session.loaded.base)
    for debate in whole.base.debates:
        charted = Charted(base.chart(debate.id))
        for form, depth in FORMS:

            def drawn(ties: Ties, of: str = debate.id, asks: str = debate.question) -> str:
                return drawing(ties, of, asks, form, depth)  # noqa: B023 - called at once

            assert drawn(charted) == drawn(whole)
