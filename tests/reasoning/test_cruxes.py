"""Cruxes: both answers, swings, flips and ranks, held against evaluation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reasoning.maps import now
from reasoning.reference import random_graph, solve

from kb.errors import MisuseError
from kb.reasoning.bare import read_graph
from kb.reasoning.cruxes import Cruxes, find_cruxes, verdict
from kb.reasoning.evaluate import evaluate
from kb.reasoning.graph import GraphError
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import LogOdds


def chained(seed: int, size: int) -> dict[str, Any]:
    """A random graph in which everything bears on c0."""
    graph = random_graph(seed, size=size)
    for i in range(1, size):
        into = f"c{i * 7 % 11 % i}"
        graph["arguments"].append(
            {"id": f"b{i}", "kind": "supports", "premises": [f"c{i}"], "target": into}
        )
    return graph


def found_in(graph, positions=("c0",), do=None, **how) -> Cruxes:  # type: ignore[no-untyped-def]
    network = compile_graph(read_graph(json.dumps(graph)), towards=positions)
    return find_cruxes(evaluate(network, do), positions, **how)


@pytest.mark.parametrize("cyclic", [False, True])
def test_both_answers_are_those_of_an_evaluation(cyclic: bool) -> None:
    for seed in range(15):
        graph = random_graph(seed, cyclic=cyclic)
        strengths = solve(graph)
        result = found_in(graph)
        assert result.value == pytest.approx(strengths["c0"], abs=1e-13)
        for crux in result.cruxes:
            yes = solve(graph, do={crux.claim: 1.0})["c0"]
            no = solve(graph, do={crux.claim: 0.0})["c0"]
            assert (crux.yes, crux.no) == pytest.approx((yes, no), abs=1e-13)
            assert crux.swing == crux.yes - crux.no
            assert crux.pivotal == (verdict(yes) != verdict(no))
            contrary = yes if strengths[crux.claim] < 0.5 else no
            assert crux.flip_to == ("yes" if strengths[crux.claim] < 0.5 else "no")
            assert crux.flip == pytest.approx(contrary - strengths["c0"], abs=1e-13)
        swings = [abs(crux.swing) for crux in result.cruxes]
        assert swings == sorted(swings, reverse=True)


def test_what_is_set_stays_set_under_every_answer() -> None:
    graph = random_graph(4, cyclic=True)
    for crux in found_in(graph, do={"c5": 0.9}).cruxes:
        if crux.claim != "c5":
            yes = solve(graph, do={"c5": 0.9, crux.claim: 1.0})["c0"]
            assert crux.yes == pytest.approx(yes, abs=1e-13)


def test_screening_keeps_the_best_of_many() -> None:
    for seed in range(5):
        graph = chained(seed, size=60)
        everything, few = found_in(graph, exact=1000), found_in(graph, exact=12)
        assert (few.exact, few.considered, everything.exact) == (12, 59, 59)
        assert few.cruxes[0].claim == everything.cruxes[0].claim
        exact = {crux.claim: crux.swing for crux in everything.cruxes}
        assert all(crux.swing == pytest.approx(exact[crux.claim], abs=1e-14) for crux in few.cruxes)


def test_the_verdict_leaves_a_hair_around_one_half_undecided() -> None:
    assert verdict(0.5 + 2e-9) == "yes"
    assert verdict(0.5 - 2e-9) == "no"
    assert verdict(0.5 + 5e-10) == verdict(0.5) == "undecided"


def test_ties_are_called_ties_and_go_by_id() -> None:
    found = find_cruxes(
        now({"x": 0.5, "b": 0.6, "a": 0.6, "c": 0.5}, "b => x\n a => x\n c => x 0.5"), ["x"]
    )
    assert [(c.claim, c.rank, c.tied) for c in found.cruxes] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
    ]


def test_at_one_half_the_flip_is_the_larger_change() -> None:
    (crux,) = find_cruxes(now({"x": 0.8, "c": 0.5}, "c => x"), ["x"]).cruxes
    assert crux.strength == 0.5
    assert crux.flip_to == "no"  # 0.91 to 0.8 is more than 0.91 to 0.97
    assert crux.flip == pytest.approx(
        crux.no - find_cruxes(now({"x": 0.8, "c": 0.5}, "c => x"), ["x"]).value
    )


def test_of_several_positions_the_lead_is_at_stake() -> None:
    scores = {"p": 0.5, "q": 0.5, "r": 0.2, "c": 0.7, "d": 0.6}
    found = find_cruxes(now(scores, "c => p\n not c => q\n d => r"), ["p", "q", "r"])
    assert (found.leading, found.verdict) == ("p", "p")
    assert found.value == pytest.approx(found.strengths[0] - found.strengths[1])
    crux = found.cruxes[0]
    assert crux.claim == "c"
    assert (crux.verdict_yes, crux.verdict_no, crux.pivotal) == ("p", "q", True)
    assert crux.yes == pytest.approx(crux.all_yes[0] - max(crux.all_yes[1:]))
    assert crux.no == pytest.approx(crux.all_no[0] - max(crux.all_no[1:]))
    assert crux.no < 0
    by_claim = {c.claim: c for c in found.cruxes}
    assert not by_claim["d"].pivotal
    assert "p" not in by_claim  # the conclusions do not compete


def test_positions_that_are_level_are_tied() -> None:
    found = find_cruxes(now({"p": 0.5, "q": 0.5, "c": 0.5}, "c => p\n not c => q"), ["q", "p"])
    assert (found.leading, found.verdict, found.value) == ("p", "tied", 0.0)


def test_among_the_declared_all_are_exact() -> None:
    graph = chained(2, size=40)
    declared = {"c7", "c12", "c39", "c1"}
    result = found_in(graph, exact=1, among=declared)
    whole = {c.claim: c.swing for c in found_in(graph, exact=100).cruxes}
    assert {c.claim: c.swing for c in result.cruxes} == {
        c: pytest.approx(whole[c], abs=1e-14) for c in declared
    }


def test_the_declared_are_computed_besides_the_best() -> None:
    graph = chained(2, size=40)
    whole = found_in(graph, exact=100).cruxes
    last = whole[-1].claim
    result = found_in(graph, exact=5, also={last})
    assert result.exact == 6
    assert result.cruxes[-1].claim == last
    assert result.cruxes[-1].swing == pytest.approx(whole[-1].swing, abs=1e-14)


def test_questions_that_make_no_sense_are_refused() -> None:
    here = now({"x": 0.5, "c": 0.5}, "c => x")
    with pytest.raises(MisuseError):
        find_cruxes(here, [])
    with pytest.raises(
        GraphError, match=r"no claim of the graph is called 'xx' \(did you mean 'x'\?\)"
    ):
        find_cruxes(here, ["xx"])


def test_without_the_guard_answers_come_from_the_dynamics_too() -> None:
    scores, lines = {"x": 0.5, "y": 0.5, "c": 0.8}, "x -> y\n y -> x\n c => x"
    network = now(scores, lines, LogOdds(3.0), guard=False).network
    found = find_cruxes(evaluate(network), ["x"])
    by_claim = {crux.claim: crux for crux in found.cruxes}
    assert by_claim["c"].yes == pytest.approx(evaluate(network, {"c": 1}).strength("x"), abs=1e-10)
    assert by_claim["y"].no == pytest.approx(evaluate(network, {"y": 0}).strength("x"), abs=1e-10)
