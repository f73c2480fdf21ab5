"""What is weighed is shown, and what is shown is weighed: the sum, `kb why`, pages and map agree."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import pytest
from bases import SHIPPED

from kb.analysis.networks import network_of
from kb.analysis.reasons import Pull, Why, why
from kb.analysis.weighed import Weighed, weigh
from kb.model import Base
from kb.publish import publish
from kb.publish.numbers.reckoning import numbers_of
from loaders.base.load import load_base

BETA = RHO = 1.0  # what is usual
TALLY = re.compile(r'<p class="tally">(.*?)</p>')
NUMBERS = {"for": r"(\d+) for", "against": r"(\d+) against", "ours": r"(\d+) links? of ours"}


@pytest.fixture(scope="module")
def base() -> Base:
    return load_base(SHIPPED).base


@pytest.fixture(scope="module")
def weighed(base: Base) -> Weighed:
    return weigh(network_of(base))


@pytest.fixture(scope="module")
def reasons(base: Base, weighed: Weighed) -> dict[str, Why]:
    """What `kb why` says of each item."""
    return {claim.id: why(weighed, claim.id) for claim in base.claims if claim.id in weighed.claims}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown") / "public"
    publish(load_base(SHIPPED), folder)
    return folder


def damped(forces: list[float]) -> float:
    total = sum(forces)
    return (1 + RHO) * total / (1 + RHO * total)


def weighing(found: Why) -> list[Pull]:
    return [pull for pull in (*found.up, *found.down) if pull.force]


def test_the_reasons_that_are_shown_make_the_strength(reasons: dict[str, Why]) -> None:
    for item, found in reasons.items():
        up, down = ([p.force for p in pulls] for pulls in (found.up, found.down))
        energy = BETA * (damped(up) - damped(down))
        start = math.log(found.start / (1 - found.start))
        assert found.strength == pytest.approx(1 / (1 + math.exp(-start - energy)), abs=1e-9), item


def test_all_arguments_that_weigh_on_an_item_are_shown(
    weighed: Weighed, reasons: dict[str, Why]
) -> None:
    graph = weighed.graph
    on = Counter(graph.claims[t] for t, sign in zip(graph.target, graph.sign, strict=True) if sign)
    assert sum(on.values()) > 150
    for item, found in reasons.items():
        assert len(found.up) + len(found.down) == on[weighed.claim(item)], item


def test_the_numbers_of_a_debate_are_those_of_its_reasons(
    base: Base, weighed: Weighed, reasons: dict[str, Why]
) -> None:
    for debate in base.debates:
        items = [claim.id for claim in base.claims if claim.debate == debate.id]
        own = {item: weighing(reasons[item]) for item in items if item in reasons}
        effects = {pull.argument: pull.effect for pulls in own.values() for pull in pulls}
        found = numbers_of(weighed, debate.id)
        assert found.effects == pytest.approx(effects), debate.id
        assert {*found.unargued} == {item for item, pulls in own.items() if not pulls}


def tally_of(page: str) -> dict[str, int]:
    """What a page counts: for, against, and links of ours."""
    said = TALLY.search(page)
    counts = {
        name: re.search(number, said[1]) if said else None for name, number in NUMBERS.items()
    }
    return {name: int(count[1]) if count else 0 for name, count in counts.items()}


def counted(found: Why, inferred: set[str]) -> dict[str, int]:
    """The same of what weighs."""
    kinds = Counter(
        "ours" if pull.argument in inferred else {"supports": "for", "rebuts": "against"}[pull.kind]
        for pull in weighing(found)
    )
    return {name: kinds[name] for name in NUMBERS}


def test_a_page_counts_what_weighs(base: Base, reasons: dict[str, Why], site: Path) -> None:
    inferred = {argument.id for argument in base.arguments if argument.inferred}
    asked = {r.source for r in base.relations if r.kind == "asks"}
    seen = 0
    for claim in base.claims:
        if claim.id in reasons and claim.kind != "crux" and claim.id not in asked:
            page = (site / "claims" / f"{claim.id}.html").read_text(encoding="utf-8")
            assert tally_of(page) == counted(reasons[claim.id], inferred), claim.id
            seen += any(tally_of(page).values())
    assert seen > 80
