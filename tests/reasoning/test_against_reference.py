"""Strengths and derivatives against a second evaluator and the complex step."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from reasoning.reference import STEP, random_graph, solve

from kb.errors import KbError
from kb.reasoning.adjoint import influence
from kb.reasoning.bare import read_graph
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import NAMES, semantics_called

SHAPES: list[dict[str, Any]] = [
    {"undercut": False, "linked": False},
    {"undercut": False},
    {},
    {"cyclic": True, "linked": False, "undercut": False},
    {"cyclic": True},
    {"answers": True},
    {"cyclic": True, "answers": True},
]


def network_of(graph: Any, name: str = "log-odds") -> Any:
    return compile_graph(read_graph(json.dumps(graph)), semantics_called(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_strengths_agree(name: str, shape: int) -> None:
    for seed in range(25):
        graph = random_graph(seed, **SHAPES[shape], extreme=seed % 3 == 0)
        found = evaluate(network_of(graph, name)).strengths()
        assert found == pytest.approx(solve(graph, name), abs=1e-13)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_every_gradient_agrees_with_the_complex_step(name: str, shape: int) -> None:
    for seed in range(6):
        graph = random_graph(100 + seed, size=9, **SHAPES[shape])
        found = influence(evaluate(network_of(graph, name)), "c0")
        for kind, key, mine in (
            ("claims", "score", found.tau),
            ("arguments", "weight", found.weight),
        ):
            for i, value in enumerate(mine):
                moved = copy.deepcopy(graph)
                moved[kind][i][key] = complex(moved[kind][i][key], STEP)
                exact = solve(moved, name)["c0"].imag / STEP
                assert value == pytest.approx(exact, abs=1e-12, rel=1e-12), (seed, kind, i)


def test_the_weight_of_a_scaled_argument_counts_for_the_scale_too() -> None:
    graph = random_graph(3, size=5, cyclic=True)
    network = network_of(graph)
    assert network.scaled  # or the cases above would not have tried it


@pytest.mark.parametrize("cyclic", [False, True])
def test_interventions_agree(cyclic: bool) -> None:
    for seed in range(20):
        graph = random_graph(200 + seed, cyclic=cyclic)
        do = {"c3": 1.0, "c7": 0.25}
        found = evaluate(network_of(graph), do).strengths()
        assert found == pytest.approx(solve(graph, do=do), abs=1e-13)
        assert found["c3"] == 1.0
        assert found["c7"] == 0.25


def test_influence_of_a_clamped_claim_is_the_slope_of_the_answer_curve() -> None:
    graph = random_graph(7, cyclic=True)
    network = network_of(graph)
    found = influence(evaluate(network, {"c5": 0.4}), "c0")
    moved = solve(graph, do={"c5": complex(0.4, STEP)})["c0"].imag / STEP
    assert found.sigma[5] == pytest.approx(moved, abs=1e-12)
    assert found.tau[5] == 0  # its base score does not matter while it is clamped


@pytest.mark.parametrize("name", NAMES)
def test_without_the_guard_gradients_go_through_the_limit_of_the_dynamics(name: str) -> None:
    graph = random_graph(11, size=6, cyclic=True)
    network = compile_graph(read_graph(json.dumps(graph)), semantics_called(name), guard=False)
    valuation = evaluate(network)
    assert valuation.settled
    found = influence(valuation, "c0")
    for i, claim in enumerate(graph["claims"]):
        moved = copy.deepcopy(graph)
        moved["claims"][i]["score"] = complex(claim["score"], STEP)
        exact = solve(moved, name, guard=False)["c0"].imag / STEP
        assert found.tau[i] == pytest.approx(exact, abs=1e-9)


def test_a_ring_of_rebuttals_that_oscillates_is_said_not_to_settle() -> None:
    # The repressilator: three claims that rebut each other in a ring, steeply.
    graph = {
        "claims": [
            {"id": c, "score": s} for c, s in zip("abc", (0.9999, 0.99991, 0.99992), strict=True)
        ],
        "arguments": [
            {"kind": "rebuts", "premises": [p], "target": t} for p, t in ("ab", "bc", "ca")
        ],
    }
    network = compile_graph(
        read_graph(json.dumps(graph)), semantics_called("log-odds", 20.0), guard=False
    )
    valuation = evaluate(network)
    assert not valuation.settled
    with pytest.raises(KbError, match="do not settle"):
        influence(valuation, "a")
    guarded = compile_graph(read_graph(json.dumps(graph)), semantics_called("log-odds", 20.0))
    assert evaluate(guarded).settled


def test_towards_a_conclusion_only_what_bears_on_it_is_computed() -> None:
    for seed in range(10):
        graph = random_graph(300 + seed, size=20, cyclic=seed % 2 == 0)
        bare = read_graph(json.dumps(graph))
        part, whole = compile_graph(bare, towards=["c0"]), compile_graph(bare)
        here, there = evaluate(part), evaluate(whole)
        expected = {claim: there.strength(claim) for claim in here.strengths()}
        assert here.strengths() == pytest.approx(expected, abs=1e-13)
        one, other = influence(here, "c0"), influence(there, "c0")
        assert one.gradients() == pytest.approx(other.gradients(), abs=1e-13)
        assert one.weight == pytest.approx(other.weight, abs=1e-13)
