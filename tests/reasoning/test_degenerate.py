"""Graphs at the edges: empty, extreme, very long, very wide."""

from __future__ import annotations

import math

import pytest
from reasoning.maps import INDEPENDENT, graph_of, now, strengths

from kb.reasoning.adjoint import influence
from kb.reasoning.effects import find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.flips import smallest_flip_set
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import NAMES, semantics_called


def test_no_claims() -> None:
    found = now({}, "")
    assert found.strengths() == {}
    assert found.settled


@pytest.mark.parametrize("name", NAMES)
def test_one_claim(name: str) -> None:
    found = now({"a": 0.3}, "", semantics_called(name))
    assert found.strengths() == {"a": 0.3}
    assert influence(found, "a").gradients() == {"a": 1.0}
    assert find_effects(found, ["a"]).claims == ()
    assert smallest_flip_set(found, "a") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_that_attacks_itself(name: str) -> None:
    found = now({"a": 0.8}, "a -> a", semantics_called(name))
    assert found.settled
    assert 0 < found.strength("a") < 0.8
    assert find_effects(found, ["a"]).claims == ()


@pytest.mark.parametrize("name", NAMES)
def test_base_scores_of_0_and_1_are_exact(name: str) -> None:
    scores = {"no": 0.0, "yes": 1.0, "c": 0.9, "d": 1.0}
    lines = "c => no\n d => no\n c -> yes\n d -> yes 0.5"
    found = strengths(scores, lines, semantics_called(name))
    if name in ("log-odds", "euler"):
        assert (found["no"], found["yes"]) == (0.0, 1.0)
    else:
        assert found["no"] > 0 < found["yes"] < 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tau", [0.0, 1e-300, 0.5, 1.0])
def test_a_thousand_attackers_overflow_nothing(name: str, tau: float) -> None:
    many = {f"c{i}": 1.0 for i in range(1000)}
    for arrow in ("->", "=>"):
        found = now(
            {"x": tau, **many}, "\n".join(f"{c} {arrow} x" for c in many), semantics_called(name)
        )
        assert all(map(math.isfinite, found.x))
        derived = influence(found, "x")
        assert all(map(math.isfinite, derived.tau))
        assert all(map(math.isfinite, derived.weight))
    if name == "log-odds" and tau == 0.5:  # a thousand reasons count less than two
        assert 0.88 < found.strength("x") < 1 / (1 + math.exp(-2))
        independent = now({"x": tau, **many}, "\n".join(f"{c} -> x" for c in many), INDEPENDENT)
        assert independent.strength("x") == pytest.approx(0.0, abs=1e-300)


def test_a_long_chain_needs_no_recursion() -> None:
    size = 10_000
    graph = graph_of(
        {f"c{i}": 0.5 for i in range(size)}, "\n".join(f"c{i + 1} => c{i}" for i in range(size - 1))
    )
    found = evaluate(compile_graph(graph, INDEPENDENT, towards=["c0"]))
    x = 0.5
    for _ in range(size - 1):
        x = 1 / (1 + math.exp(-2 * x))
    assert found.strength("c0") == pytest.approx(x, abs=1e-14)
    assert influence(found, "c0").sigma[1] == pytest.approx(2 * x * (1 - x), abs=1e-12)
    assert find_effects(found, ["c0"], top=1).claims[0].claim == "c1"


def test_a_long_ring_needs_no_recursion() -> None:
    size = 10_000
    scores = {f"c{i}": 0.5 for i in range(size)}
    found = now(scores, "\n".join(f"c{i} => c{(i + 1) % size}" for i in range(size)), INDEPENDENT)
    x = found.strength("c0")
    assert x == pytest.approx(1 / (1 + math.exp(-2 * x)), abs=1e-13)
    assert {round(s, 12) for s in found.strengths().values()} == {round(x, 12)}


def test_a_long_chain_of_undercuts_needs_no_recursion() -> None:
    size = 10_000
    lines = ["c => x", *(f"c -x r{i}" for i in range(1, size))]
    found = now({"x": 0.5, "c": 0.5}, "\n".join(lines), INDEPENDENT)
    # f = 0.5 (1 - f) to its fixed point 1/3
    assert found.strength("x") == pytest.approx(1 / (1 + math.exp(-2 / 3)), abs=1e-14)


def test_islands_have_no_bearing() -> None:
    graph = graph_of({"x": 0.5, "c": 0.7, "far": 0.2, "off": 0.9}, "c => x\n off -> far")
    whole = evaluate(compile_graph(graph))
    result = find_effects(whole, ["x"])
    assert [each.claim for each in result.claims] == ["c"]
    assert result.considered == 1
    assert influence(whole, "x").gradients()["off"] == 0
    part = evaluate(
        compile_graph(graph, towards=["x"]), {"off": 1.0}
    )  # known, but beside the point
    assert part.strengths() == {"x": whole.strength("x"), "c": 0.7}


def test_arguments_without_weight_do_nothing() -> None:
    found = now({"x": 0.5, "y": 0.5, "c": 1.0}, "c => x 0\n x => y 0\n y => x 0")
    assert found.strength("x") == 0.5
    assert influence(found, "x").weight[0] == pytest.approx(2 * 0.25)
