"""Numbers that others have published, for every semantics."""

from __future__ import annotations

import math

import pytest
from reasoning.maps import now, strengths

from kb.reasoning.semantics import DFQuAD, Euler, LogOdds, QuadraticEnergy


def test_log_odds_of_one_argument() -> None:
    # Potyka (AAAI 2021), MLP-based semantics: the logistic function of the energy, here +-0.5.
    half = {"a": 0.5, "b": 0.5}
    assert strengths(half, "b => a", LogOdds(1.0, 0.0))["a"] == pytest.approx(
        0.6224593312, abs=1e-10
    )
    assert strengths(half, "b -> a", LogOdds(1.0, 0.0))["a"] == pytest.approx(
        0.3775406688, abs=1e-10
    )


def test_df_quad_of_the_e_democracy_example() -> None:
    # Rago, Toni, Aurisicchio and Baroni (KR 2016), as in the notebook of Uncertainpy (Potyka).
    scores = {
        "A1": 0.5,
        "A2": 0.5,
        "P1": 0.7,
        "P2": 0.5,
        "P3": 0.9,
        "C1": 0.2,
        "C2": 0.2,
        "C3": 0.6,
        "C4": 0.5,
    }
    lines = """
        C1 -> A2
        C2 -> P2
        C3 -> P2
        C4 -> P2
        P1 => A1
        P2 => A1
        P3 => A2
    """
    found = strengths(scores, lines, DFQuAD())
    expected = {**scores, "A1": 0.862, "A2": 0.85, "P2": 0.08}
    assert found == pytest.approx(expected, abs=1e-12)


def test_df_quad_adds_up_each_side_as_probabilities_do() -> None:
    # Rago et al. (2016): the strength of a sequence is v1 + v2 - v1 v2; one at a time in any order.
    scores = {"a": 0.5, "b": 0.6, "c": 0.5}
    both = strengths(scores, "b => a\n c => a", DFQuAD())["a"]
    assert both == pytest.approx(0.5 + 0.5 * (0.6 + 0.5 - 0.6 * 0.5), abs=1e-15)
    # and where both sides are as strong, the base score stands
    assert strengths({**scores, "b": 0.5}, "b => a\n c -> a", DFQuAD())["a"] == 0.5


def test_quadratic_energy_of_one_argument() -> None:
    # Potyka (KR 2018): h(1/2) = 1/5, of the way to 1 or to 0.
    half = {"a": 0.5, "b": 0.5}
    assert strengths(half, "b => a", QuadraticEnergy())["a"] == pytest.approx(0.6, abs=1e-15)
    assert strengths(half, "b -> a", QuadraticEnergy())["a"] == pytest.approx(0.4, abs=1e-15)


def test_quadratic_energy_of_the_stock_example_with_its_cycle() -> None:
    # Potyka (KR 2018); strengths as printed by Uncertainpy's notebook, whose RK4 stops when the
    # largest derivative is below 1e-3. The file of edges was not to be had: these are the ones that
    # the printed strengths satisfy, claim by claim.
    scores = {"Buy": 0.5, "Sell": 0.5, "1": 0.8, "2": 0.7, "3": 0.3, "4": 0.9, "5": 0.9}
    lines = """
        Buy -> Sell
        Sell -> Buy
        1 => Sell
        2 => Buy
        5 => Buy
        2 -> 1
        4 -> 1
        3 -> 2
        5 => 2
        4 -> 3
    """
    found = now(scores, lines, QuadraticEnergy(), guard=False)
    assert found.settled
    published = {
        "Buy": 0.82082,
        "Sell": 0.36345,
        "1": 0.20495,
        "2": 0.80501,
        "3": 0.16578,
        "4": 0.9,
        "5": 0.9,
    }
    assert found.strengths() == pytest.approx(published, abs=2e-3)


def test_continuous_dynamics_settle_where_stepwise_updates_diverge() -> None:
    # The cycle of Mossakowski and Neuhaus (2018), in Uncertainpy as CycleK with k = 10: A supports
    # all B, which support all C, which attack A. Repeated updating swings for ever.
    scores = {"A": 1.0} | {f"{x}{i}": 0.0 for x in "BC" for i in range(10)}
    lines = "\n".join(
        [f"A => B{i}" for i in range(10)]
        + [f"B{i} => C{j}" for i in range(10) for j in range(10)]
        + [f"C{j} -> A" for j in range(10)]
    )
    found = now(scores, lines, QuadraticEnergy(), guard=False)
    assert found.settled
    x = found.strengths()
    h = lambda e: e * e / (1 + e * e)  # noqa: E731
    assert x["A"] == pytest.approx(1 - h(10 * x["C3"]), abs=1e-12)
    assert x["B4"] == pytest.approx(h(x["A"]), abs=1e-12)
    assert x["C3"] == pytest.approx(h(10 * x["B4"]), abs=1e-12)


def test_euler_is_its_definition_and_moves_less_than_it_is_pushed() -> None:
    # Amgoud and Ben-Naim (ECSQARU 2017), definition of Ebs: 1 - (1 - w^2) / (1 + w e^E).
    scores = {"a": 0.4, "b": 0.6, "c": 0.9, "d": 0.5}
    found = strengths(scores, "b => a\n c -> a\n d => a", Euler())["a"]
    assert found == pytest.approx(1 - (1 - 0.16) / (1 + 0.4 * math.exp(0.6 - 0.9 + 0.5)), abs=1e-15)
    # Neutrality and maximality hold: nothing for or against, or an argument of no strength.
    assert strengths({"a": 0.3, "b": 0.0}, "b -> a", Euler())["a"] == 0.3
    # It is asymmetric: attack weakens less than support strengthens (Potyka 2018 on duality).
    up = strengths({"a": 0.5, "b": 0.8}, "b => a", Euler())["a"] - 0.5
    down = 0.5 - strengths({"a": 0.5, "b": 0.8}, "b -> a", Euler())["a"]
    assert abs(up - down) > 0.01
