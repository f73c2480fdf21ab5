"""Views of persons and camps, double cruxes, and what makes two views differ."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from reasoning.maps import INDEPENDENT, graph_of
from reasoning.reference import random_graph

from kb.errors import MisuseError
from kb.reasoning.bare import read_graph
from kb.reasoning.decompose import decompose
from kb.reasoning.doublecrux import DoubleCruxes, find_double_cruxes
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import Network, compile_graph
from kb.reasoning.semantics import QuadraticEnergy
from kb.reasoning.views import calibrate, camp, credence_of


def network_of(seed: int, **shape) -> Network:  # type: ignore[no-untyped-def]
    return compile_graph(read_graph(json.dumps(random_graph(seed, **shape))))


@pytest.mark.parametrize("cyclic", [False, True])
def test_a_view_reproduces_the_stances_it_was_made_from(cyclic: bool) -> None:
    for seed in range(30):
        pick = random.Random(seed)
        network = network_of(seed, cyclic=cyclic)
        stances = {
            f"c{i}": pick.choice([0.0, 1.0, pick.random(), 0.85]) for i in pick.sample(range(12), 5)
        }
        found = evaluate(calibrate(network, stances)).strengths()
        assert {c: found[c] for c in stances} == pytest.approx(stances, abs=1e-13)


def test_a_change_further_down_moves_a_stance_but_not_a_certainty() -> None:
    network = compile_graph(graph_of({"x": 0.5, "y": 0.5, "c": 0.5}, "c => x\n c => y"))
    view = calibrate(network, {"x": 0.3, "y": 1.0, "c": 0.4})
    assert evaluate(view, {"c": 1.0}).strength("x") > 0.3 > evaluate(view, {"c": 0.0}).strength("x")
    assert evaluate(view, {"c": 0.0}).strength("y") == 1.0


def test_a_stance_against_forty_reasons_is_still_reproduced() -> None:
    # Its base score is within 1e-30 of 1: as a plain number it would be 1, and never move again.
    many = {f"c{i}": 0.9 for i in range(40)}
    graph = graph_of({"x": 0.5, **many}, "\n".join(f"{c} -> x" for c in many))
    network = compile_graph(graph, INDEPENDENT)
    view = calibrate(network, {"x": 0.85})
    assert evaluate(view).strength("x") == pytest.approx(0.85, abs=1e-12)
    assert evaluate(view, {"c0": 0.0}).strength("x") > 0.95
    parts = decompose(view, network, "x")
    assert abs(parts.residual) < 1e-6
    assert parts.parts[0].effect == pytest.approx(0.85, abs=1e-5)


def test_views_need_log_odds() -> None:
    network = compile_graph(graph_of({"x": 0.5}, ""), QuadraticEnergy())
    with pytest.raises(MisuseError, match="log-odds"):
        calibrate(network, {"x": 0.8})


def test_a_stance_without_a_number_counts_by_its_kind() -> None:
    assert credence_of("holds", None) == 0.85
    assert credence_of("rejects", 0.02) == 0.02
    assert credence_of("supposes", 0.9) is None
    assert credence_of("poses", None) is None


def test_a_camp_has_the_mean_log_odds_of_those_who_have_a_stance() -> None:
    logit = lambda p: np.log(p / (1 - p))  # noqa: E731
    found = camp([{"a": 0.8, "b": 1.0}, {"a": 0.4}, {}])
    assert logit(found["a"]) == pytest.approx((logit(0.8) + logit(0.4)) / 2)
    assert found["b"] == pytest.approx(0.98)
    assert set(found) == {"a", "b"}


def between(
    lines: str, top: dict[str, float], low: dict[str, float], **more: float
) -> DoubleCruxes:
    graph = graph_of(dict.fromkeys(top, 0.5) | more, lines)
    network = compile_graph(graph, INDEPENDENT, towards=["x"])
    return find_double_cruxes(
        evaluate(calibrate(network, top)), evaluate(calibrate(network, low)), "x"
    )


def test_the_worked_double_crux() -> None:
    # cruxes.md: c supports the conclusion on yes and rebuts it on no.
    top, low = {"x": 0.85, "c": 0.85}, {"x": 0.15, "c": 0.15}
    (crux,) = between("c => x\n not c -> x", top, low).cruxes
    assert crux.moved_a == pytest.approx(0.256, abs=5e-4)
    assert crux.moved_b == pytest.approx(0.744, abs=5e-4)
    assert crux.strict
    assert crux.one_sided is None
    (alone,) = between("c => x", top, low).cruxes
    assert (alone.share_a, alone.share_b) == pytest.approx((0.38, 0.38), abs=5e-3)
    assert not alone.strict


def test_what_moves_only_one_side_is_said_to() -> None:
    # For B c is beside the point, for it rejects what links it to the conclusion.
    top = {"x": 0.85, "c": 0.85, "link": 0.95}
    low = {"x": 0.15, "c": 0.15, "link": 0.02}
    found = {d.claim: d for d in between("c, link => x\n not c, link -> x", top, low).cruxes}
    assert found["c"].one_sided == "a"
    assert found["c"].rank == 2 or found["link"].share <= found["c"].share


def test_shares_are_those_of_an_evaluation_and_views_that_agree_have_no_double_crux() -> None:
    for seed in range(15):
        pick = random.Random(seed)
        network = network_of(seed, cyclic=seed % 2 == 0)
        one, two = ({f"c{i}": pick.random() for i in range(0, 12, 2)} for _ in "ab")
        a, b = evaluate(calibrate(network, one)), evaluate(calibrate(network, two))
        found = find_double_cruxes(a, b, "c0")
        gap = a.strength("c0") - b.strength("c0")
        shares = [crux.share for crux in found.cruxes]
        assert shares == sorted(shares, reverse=True)
        for crux in found.cruxes:
            moved = evaluate(a.network, {crux.claim: b.strength(crux.claim)}).strength("c0")
            other = evaluate(b.network, {crux.claim: a.strength(crux.claim)}).strength("c0")
            assert crux.share_a == pytest.approx((a.strength("c0") - moved) / gap, abs=1e-12)
            assert crux.share_b == pytest.approx((other - b.strength("c0")) / gap, abs=1e-12)
        assert find_double_cruxes(a, a, "c0").cruxes == ()


def test_screening_keeps_the_claims_that_would_move_both() -> None:
    pick = random.Random(5)
    size = 40
    lines = [f"c{i} {pick.choice(['=>', '->'])} x {pick.random()}" for i in range(size)]
    network = compile_graph(
        graph_of({"x": 0.5} | {f"c{i}": 0.5 for i in range(size)}, "\n".join(lines))
    )
    one, two = ({f"c{i}": pick.random() for i in range(size)} | {"x": s} for s in (0.85, 0.15))
    a, b = evaluate(calibrate(network, one)), evaluate(calibrate(network, two))
    whole, few = find_double_cruxes(a, b, "x"), find_double_cruxes(a, b, "x", exact=5)
    assert (few.exact, few.considered) == (5, size)
    assert {c.claim for c in few.cruxes} == {c.claim for c in whole.cruxes[:5]}


def test_the_parts_of_a_disagreement_add_up() -> None:
    for seed in range(12):
        pick = random.Random(seed)
        network = network_of(seed, cyclic=seed % 2 == 0)
        one, two = (
            {f"c{i}": pick.choice([0.02, 0.98, 0.5, pick.random()]) for i in range(12)}
            for _ in "ab"
        )
        a, b = calibrate(network, one), calibrate(network, two)
        found = decompose(a, b, "c0")
        total = sum(part.effect for part in found.parts) + found.residual
        assert total == pytest.approx(found.strength_a - found.strength_b, abs=1e-12)
        assert abs(found.residual) <= 1e-6
        swapped = {p.claim: -p.effect for p in decompose(b, a, "c0").parts}
        assert {p.claim: p.effect for p in found.parts} == pytest.approx(swapped, abs=1e-5)


def test_a_claim_judged_alike_has_no_part() -> None:
    network = compile_graph(graph_of({"x": 0.5, "c": 0.5, "d": 0.5}, "c => x\n d => x"))
    a, b = calibrate(network, {"c": 0.9, "d": 0.8}), calibrate(network, {"c": 0.2, "d": 0.8})
    assert [part.claim for part in decompose(a, b, "x").parts] == ["c"]


def test_views_of_two_networks_are_not_compared() -> None:
    one, two = (compile_graph(graph_of({"x": 0.5, "c": 0.5}, "c => x")) for _ in "ab")
    with pytest.raises(MisuseError, match="same network"):
        find_double_cruxes(evaluate(one), evaluate(two), "x")
    with pytest.raises(MisuseError, match="same network"):
        decompose(one, two, "x")
