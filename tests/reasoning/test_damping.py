"""Reasons that depend on each other: what a side's sum is worth, and what stays as it was."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reasoning.maps import strengths
from reasoning.reference import random_graph

from kb.errors import MisuseError
from kb.reasoning.bare import read_graph
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import NAMES, LogOdds, semantics_called

UNIT = st.floats(0, 1)
FORCES = st.lists(UNIT, max_size=6)
RHO = st.sampled_from([0.0, 0.5, 1.0, 3.0, 1000.0])


def worth(pro: list[float], con: list[float], how: LogOdds, tau: float = 0.5) -> float:
    """The strength of a claim that so many forces support and rebut."""
    scores = {"x": tau} | {f"p{i}": f for i, f in enumerate(pro)}
    scores |= {f"c{i}": f for i, f in enumerate(con)}
    lines = [f"p{i} => x" for i in range(len(pro))] + [f"c{i} -> x" for i in range(len(con))]
    return strengths(scores, "\n".join(lines), how)["x"]


def logit(strength: float) -> float:
    return math.log(strength / (1 - strength))


def test_by_hand() -> None:
    # rho 1: g(x) = 2x / (1 + x), so that g(1) = 1, g(2) = 4/3, g(0.5) = 2/3
    assert logit(worth([1.0], [], LogOdds())) == pytest.approx(1.0)
    assert logit(worth([1.0, 1.0], [], LogOdds())) == pytest.approx(4 / 3)
    assert logit(worth([1.0, 1.0], [0.5], LogOdds())) == pytest.approx(4 / 3 - 2 / 3)
    assert logit(worth([1.0, 1.0], [0.5], LogOdds(3.0))) == pytest.approx(3 * (4 / 3 - 2 / 3))
    # rho 3: g(x) = 4x / (1 + 3x)
    assert logit(worth([0.5], [], LogOdds(1.0, 3.0), tau=0.2)) == pytest.approx(
        logit(0.2) + 2 / 2.5
    )


def test_as_many_full_reasons_as_there_may_be_stay_below_odds_of_e_squared() -> None:
    many = logit(worth([1.0] * 500, [], LogOdds()))
    assert 1.99 < many < 2


@settings(max_examples=60, deadline=None)
@given(FORCES, FORCES, st.sampled_from([0.5, 1.0, 2.0]))
def test_without_dependence_forces_simply_add_up(
    pro: list[float], con: list[float], beta: float
) -> None:
    found = worth(pro, con, LogOdds(beta, 0.0))
    assert logit(found) == pytest.approx(beta * (sum(pro) - sum(con)), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(FORCES, FORCES, RHO)
def test_a_side_for_another_gives_the_contrary(
    pro: list[float], con: list[float], rho: float
) -> None:
    how = LogOdds(1.0, rho)
    assert abs(worth(pro, con, how) - (1 - worth(con, pro, how))) < 2e-15


@settings(max_examples=60, deadline=None)
@given(st.lists(UNIT, min_size=1, max_size=6), FORCES, RHO, UNIT)
def test_more_force_and_another_reason_never_hurt_the_side_they_are_for(
    pro: list[float], con: list[float], rho: float, more: float
) -> None:
    how = LogOdds(1.0, rho)
    before = worth(pro, con, how)
    stronger = [max(pro[0], more), *pro[1:]]
    assert worth(stronger, con, how) >= before - 1e-15
    assert worth([*pro, more], con, how) >= before - 1e-15
    assert worth(pro, [*con, more], how) <= before + 1e-15


@pytest.mark.parametrize("name", NAMES)
def test_a_reason_more_never_hurts_the_side_it_is_for_on_any_map(name: str) -> None:
    for seed in range(40):
        graph = random_graph(seed, answers=seed % 2 == 0)
        bare = {"claims": [*graph["claims"], {"id": "new", "score": 0.7}], "arguments": []}
        for kind, sign in (("supports", 1), ("rebuts", -1)):
            reason = {"id": "more", "kind": kind, "premises": ["new"], "target": "c0"}
            without, with_it = (
                evaluate(
                    compile_graph(
                        read_graph(json.dumps(bare | {"arguments": arguments})),
                        semantics_called(name),
                    )
                ).strength("c0")
                for arguments in (graph["arguments"], [*graph["arguments"], reason])
            )
            assert sign * (with_it - without) >= -1e-15


@pytest.mark.parametrize(
    ("name", "numbers", "says"),
    [
        ("log-odds", (0.0, 1.0), "beta is 0.0; it has to be above 0 and at most 1000"),
        ("log-odds", (1.0, -0.1), "rho is -0.1; it has to be at least 0 and at most 1000"),
        ("log-odds", (1.0, math.nan), "rho is nan; it has to be"),
        ("euler", (None, 1.0), "the semantics euler has no rho"),
        ("dfquad", (2.0, None), "the semantics dfquad has no beta"),
    ],
)
def test_numbers_that_make_no_sense_are_misuse(
    name: str, numbers: tuple[float | None, float | None], says: str
) -> None:
    with pytest.raises(MisuseError, match=says):
        semantics_called(name, *numbers)
