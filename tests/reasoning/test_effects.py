"""Effects in log-odds, the reach of a claim, and whether an order holds up."""

from __future__ import annotations

import json
import math

import pytest
from reasoning.maps import graph_of, now
from reasoning.reference import random_graph, solve

from kb.errors import MisuseError
from kb.method import Method
from kb.reasoning.bare import read_graph
from kb.reasoning.effects import Effects, find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.robustness import effects_in, other_ways, stability


def logit(strength: float) -> float:
    return math.log(strength / (1 - strength))


def test_effects_by_hand() -> None:
    scores = {"p": 0.9, "q": 0.2, "c": 0.3, "d": 0.6}
    found = find_effects(now(scores, "c => p\n c -> q 0.5\n d => q"), ["p", "q"])
    c, d = found.claims
    # one full reason is worth 1 in log-odds, half a reason 2/3, wherever the position stands
    assert (c.claim, c.rank) == ("c", 1)
    assert c.effects == pytest.approx((1.0, -2 / 3))
    assert d.effects == pytest.approx((0.0, damped_gap(0.15)))
    assert (c.reach, c.most) == (pytest.approx(1.0), 0)
    assert (d.reach, d.most) == (pytest.approx(damped_gap(0.15)), 1)
    assert found.of("d") is d
    assert found.of("p") is None  # positions do not compete


def damped_gap(con: float) -> float:
    """What a full reason for is worth beside one against, which changes nothing of it."""
    g = lambda x: 2 * x / (1 + x)  # noqa: E731
    return (g(1.0) - g(con)) - (0 - g(con))


@pytest.mark.parametrize("cyclic", [False, True])
def test_effects_are_those_of_an_evaluation(cyclic: bool) -> None:
    for seed in range(12):
        graph = random_graph(seed, cyclic=cyclic, answers=seed % 2 == 0)
        network = compile_graph(read_graph(json.dumps(graph)), towards=["c0", "c1"])
        found = find_effects(evaluate(network), ["c0", "c1"])
        assert found.exact == found.considered == len(found.claims)
        for each in found.claims:
            yes, no = (solve(graph, do={each.claim: x}) for x in (1.0, 0.0))
            exact = [logit(yes[p]) - logit(no[p]) for p in ("c0", "c1")]
            assert each.effects == pytest.approx(exact, abs=1e-11)
            assert each.reach == max(map(abs, each.effects))
        reaches = [each.reach for each in found.claims]
        assert reaches == sorted(reaches, reverse=True)


def test_where_nothing_is_left_to_move_there_is_no_effect() -> None:
    found = find_effects(now({"p": 1.0, "c": 0.5}, "c -> p"), ["p"])
    assert found.claims[0].effects == (0.0,)


def test_of_many_the_best_are_computed_and_all_questions() -> None:
    many = {f"c{i:02}": 0.5 for i in range(30)}
    lines = "\n".join(f"c{i:02} => x {0.01 * (i + 1)}" for i in range(30)) + "\n q? => x 0.02"
    valuation = now({"x": 0.5, "q": 0.5, **many}, lines)
    few, whole = (
        find_effects(valuation, ["x"], exact=5, also=["c00"]),
        find_effects(valuation, ["x"]),
    )
    assert (few.exact, few.considered, whole.exact) == (7, 31, 31)
    assert {each.claim for each in few.claims} >= {"q", "c00"}
    assert [e.claim for e in few.claims[:5]] == [e.claim for e in whole.claims[:5]]
    among = find_effects(valuation, ["x"], among=["q", "c29"], top=1)
    assert [each.claim for each in among.claims] == ["c29"]


def test_without_a_position_there_is_nothing_to_have_an_effect_on() -> None:
    with pytest.raises(MisuseError, match="no position"):
        find_effects(now({"c": 0.5}, ""), [])


def test_there_are_nine_other_ways_to_weigh() -> None:
    names = [way.name for way in other_ways()]
    assert names == [
        "beta 0.5",
        "beta 2",
        "rho 0",
        "rho 3",
        "inferred 0",
        "inferred 1",
        "qe",
        "dfquad",
        "euler",
    ]
    assert all(way.method.rho == 5.0 for way in other_ways(Method(rho=5.0)) if way.name == "qe")


def ranked(lines: str, among: list[str], inferred: list[str]) -> list[Effects]:
    graph = graph_of({"x": 0.5} | dict.fromkeys(among, 0.5), lines)
    return [effects_in(way, graph, inferred, ["x"], among=among) for way in other_ways()]


def test_an_order_that_holds_up_and_one_that_depends_on_the_weights() -> None:
    among = ["a", "b", "c", "d", "e"]
    clear = "a => x\n b => x 0.8\n c => x 0.6\n d => x 0.1\n e => x 0.01"
    found = {s.claim: s for s in stability(ranked(clear, among, []), among)}
    assert [found[c].first for c in among] == [9, 9, 9, 0, 0]
    assert all(found[c].holds_up for c in among)
    assert found["a"].ranks == (1,) * 9

    close = "a => x\n b => x 0.8\n c => x 0.3\n d => x 0.2\n e => x 0.01"
    found = {s.claim: s for s in stability(ranked(close, among, ["r3"]), among)}
    assert not found["c"].holds_up  # nobody makes its argument: with no weight it is behind d
    assert not found["d"].holds_up
    assert found["d"].ranks[4] == 3
    assert found["c"].ranks[4] == 0


def test_what_bears_on_nothing_has_no_rank() -> None:
    (found,) = stability(ranked("a => x", ["a", "b"], []), ["b"])
    assert found.ranks == (0,) * 9
    assert found.first == 0
