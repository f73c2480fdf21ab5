"""Cycles: one answer, whatever the start, and a word about what was scaled."""

from __future__ import annotations

import numpy as np
import pytest
from reasoning.maps import INDEPENDENT, graph_of, now, strengths

from kb.reasoning.evaluate import Valuation, evaluate, solve
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import DFQuAD, Euler, LogOdds, QuadraticEnergy

HALF = dict.fromkeys("abcd", 0.5)
CAMPS = """
    a => b
    b => a
    c => d
    d => c
    a -> c
    c -> a
    b -> d
    d -> b
"""


def from_start(valuation: Valuation, start: float) -> list[float]:
    network = valuation.network
    x = [start] * network.plan.circuit.size
    solve(network, network.plan.stages, x, {})
    return x


@pytest.mark.parametrize("beta", [2.0, 6.0])
def test_two_camps_have_one_answer_whatever_the_start(beta: float) -> None:
    found = now(HALF, CAMPS, LogOdds(beta))
    assert from_start(found, 0.99) == pytest.approx(from_start(found, 0.01), abs=1e-13)
    assert found.x == pytest.approx([0.5] * 4, abs=1e-13)


def test_without_the_guard_two_camps_have_two_answers() -> None:
    # cruxes.md: two fixed points, 0.81 and 0.04, and the start would decide
    both = CAMPS + "a -> d\n d -> a\n b -> c\n c -> b"
    tilted = {**HALF, "a": 0.5 + 1e-9, "b": 0.5 + 1e-9}
    one = now(tilted, both, INDEPENDENT, guard=False)
    other = now({**HALF, "c": 0.5 + 1e-9}, both, INDEPENDENT, guard=False)
    assert one.settled
    assert (one.strength("a"), one.strength("c")) == pytest.approx((0.81, 0.04), abs=5e-3)
    assert (other.strength("c"), other.strength("a")) == pytest.approx((0.81, 0.04), abs=5e-3)
    guarded = now(tilted, both)
    assert from_start(guarded, 0.99) == pytest.approx(from_start(guarded, 0.01), abs=1e-13)


def test_a_plain_mutual_rebuttal_is_not_touched() -> None:
    found = now({"a": 0.6, "b": 0.5}, "a -> b\n b -> a", INDEPENDENT)
    assert found.scaled == ()
    logit = lambda s: np.log(s / (1 - s))  # noqa: E731
    a, b = found.strength("a"), found.strength("b")
    assert logit(a) == pytest.approx(logit(0.6) - 2 * b, abs=1e-12)
    assert logit(b) == pytest.approx(-2 * a, abs=1e-12)


@pytest.mark.parametrize(
    ("semantics", "steepness"),
    [
        (LogOdds(), 0.5),
        (LogOdds(2.0, 0.0), 0.5),
        (LogOdds(5.0, 0.0), 1.25),
        (LogOdds(2.0, 3.0), 2.0),
        (QuadraticEnergy(), 0.65),
        (DFQuAD(), 1.0),
        (Euler(), 0.25),
    ],
)
def test_the_factor_is_nine_tenths_over_slope_and_premises(semantics, steepness) -> None:  # type: ignore[no-untyped-def]
    # On a: two premises of weight 1 in the cycle, one of 0.5 with an undercutter that reads the
    # cycle too (0.5 times two), and one from outside, which does not count.
    lines = """
        b, c => a
        b => a 0.5
        c -x r2
        d => a
        a => b
        a => c
    """
    found = now({**HALF, "e": 0.5}, lines, semantics)
    expected = min(1.0, 0.9 / (steepness * (2 + 0.5 * 2)))
    factors = {s.claim: s.factor for s in found.scaled}
    assert factors.get("a", 1.0) == pytest.approx(expected, abs=1e-15)
    assert factors.get("b", 1.0) == pytest.approx(min(1.0, 0.9 / steepness), abs=1e-15)
    assert "d" not in factors


def test_only_arguments_that_reach_into_the_cycle_are_scaled() -> None:
    scores = {"a": 0.5, "b": 0.5, "c": 0.5, "out": 0.7}
    lines = "b, c => a\n b => a\n a => b\n a => c"
    with_out = now(scores, lines + "\n out => a", INDEPENDENT)
    logit = lambda s: np.log(s / (1 - s))  # noqa: E731
    (scale,) = (s.factor for s in with_out.scaled if s.claim == "a")
    a, b, c = (with_out.strength(k) for k in "abc")
    assert logit(a) == pytest.approx(2 * (scale * (b * c + b) + 0.7), abs=1e-12)


def test_a_cycle_through_an_undercut_is_a_cycle() -> None:
    # a undercuts the very argument that supports it
    found = now({"a": 0.5, "b": 0.9}, "b => a\n a -x r1", INDEPENDENT)
    logit = lambda s: np.log(s / (1 - s))  # noqa: E731
    a = found.strength("a")
    assert found.network.cyclic
    assert logit(a) == pytest.approx(2 * 0.9 * (1 - a), abs=1e-12)


def test_undercuts_of_undercuts_restore() -> None:
    scores = {"x": 0.5, "p": 1.0, "u": 1.0, "v": 1.0}
    base = strengths(scores, "p => x")["x"]
    cut = strengths(scores, "p => x\n u -x r1")["x"]
    restored = strengths(scores, "p => x\n u -x r1\n v -x r2")["x"]
    assert cut == 0.5
    assert restored == base > 0.5


def test_an_intervention_breaks_the_cycle_but_not_the_scale() -> None:
    graph = graph_of(HALF, CAMPS)
    network = compile_graph(graph)
    free = evaluate(network)
    held = evaluate(network, {"a": free.strength("a")})
    assert held.strengths() == pytest.approx(free.strengths(), abs=1e-13)
    assert held.scaled == free.scaled
