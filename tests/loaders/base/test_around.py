"""Of a debate and all that touches it, the same map is drawn as of the whole base."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from making import BASES, write_base

from kb.cli.commands.mapping import drawing
from kb.model import Base
from kb.session import SHIPPED
from loaders.base.load import LoadedBase, load_base

FORMS = (("svg", None), ("dot", 9), ("mermaid", 2))


def test_of_the_shipped_debates() -> None:
    loaded = load_base(SHIPPED)
    for debate in loaded.heads:
        same_drawings(loaded, debate)


def test_a_debate_that_nothing_touches_is_left_out() -> None:
    """What is far away costs nothing."""
    loaded = load_base(SHIPPED)
    around = {debate: loaded.around(debate).debates for debate in loaded.heads}
    assert any(len(debates) < len(loaded.heads) for debates in around.values())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(base=BASES)
def test_of_any_base(tmp_path_factory: pytest.TempPathFactory, base: Base) -> None:
    root: Path = write_base(tmp_path_factory.getbasetemp() / "any", base)
    loaded = load_base(root)
    for debate in loaded.heads:
        same_drawings(loaded, debate)


def same_drawings(loaded: LoadedBase, debate: str) -> None:
    around = loaded.around(debate)
    for form, depth in FORMS:
        assert drawing(around, debate, form, depth) == drawing(loaded.base, debate, form, depth)
