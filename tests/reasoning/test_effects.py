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
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.graph import GraphError
from kb.reasoning.network import compile_graph
from kb.reasoning.ranking import verdict
from kb.reasoning.robustness import effects_in, other_ways, stability
from kb.reasoning.semantics import LogOdds


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


def test_questions_that_make_no_sense_are_refused() -> None:
    here = now({"x": 0.5, "c": 0.5}, "c => x")
    with pytest.raises(MisuseError, match="no position"):
        find_effects(here, [])
    unknown = r"no claim of the graph is called 'xx' \(did you mean 'x'\?\)"
    with pytest.raises(GraphError, match=unknown):
        find_effects(here, ["xx"])


def test_what_is_set_stays_set_under_every_answer() -> None:
    graph = random_graph(4, cyclic=True)
    network = compile_graph(read_graph(json.dumps(graph)), towards=["c0"])
    for each in find_effects(evaluate(network, {"c5": 0.9}), ["c0"]).claims:
        if each.claim != "c5":
            yes = solve(graph, do={"c5": 0.9, each.claim: 1.0})["c0"]
            assert each.yes == pytest.approx((yes,), abs=1e-13)


def chained(seed: int, size: int) -> Valuation:
    """A random graph in which everything bears on c0."""
    graph = random_graph(seed, size=size)
    for i in range(1, size):
        into = f"c{i * 7 % 11 % i}"
        graph["arguments"].append(
            {"id": f"b{i}", "kind": "supports", "premises": [f"c{i}"], "target": into}
        )
    return evaluate(compile_graph(read_graph(json.dumps(graph)), towards=["c0"]))


def test_screening_keeps_the_best_of_many() -> None:
    for seed in range(5):
        valuation = chained(seed, size=60)
        everything = find_effects(valuation, ["c0"], exact=1000)
        few = find_effects(valuation, ["c0"], exact=12)
        assert (few.exact, few.considered, everything.exact) == (12, 59, 59)
        assert few.claims[0].claim == everything.claims[0].claim
        exact = {each.claim: each.effects for each in everything.claims}
        assert all(e.effects == pytest.approx(exact[e.claim], abs=1e-13) for e in few.claims)


def test_among_the_declared_all_are_exact() -> None:
    valuation = chained(2, size=40)
    declared = {"c7", "c12", "c39", "c1"}
    whole = find_effects(valuation, ["c0"])
    few = find_effects(valuation, ["c0"], exact=1, among=declared)
    assert {each.claim for each in few.claims} == declared
    for each in few.claims:
        same = whole.of(each.claim)
        assert same is not None
        assert each.effects == pytest.approx(same.effects, abs=1e-13)


def test_ties_are_called_ties_and_go_by_id() -> None:
    found = find_effects(
        now({"x": 0.5, "b": 0.6, "a": 0.6, "c": 0.5}, "b => x\n a => x\n c => x 0.5"), ["x"]
    )
    assert [(c.claim, c.rank, c.tied) for c in found.claims] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
    ]


def test_the_verdict_leaves_a_hair_around_one_half_undecided() -> None:
    assert verdict(0.5 + 2e-9) == "yes"
    assert verdict(0.5 - 2e-9) == "no"
    assert verdict(0.5 + 5e-10) == verdict(0.5) == "undecided"


def test_without_the_guard_answers_come_from_the_dynamics_too() -> None:
    scores, lines = {"x": 0.5, "y": 0.5, "c": 0.8}, "x -> y\n y -> x\n c => x"
    network = now(scores, lines, LogOdds(3.0), guard=False).network
    found = find_effects(evaluate(network), ["x"])
    c, y = found.of("c"), found.of("y")
    assert c is not None
    assert y is not None
    assert c.yes == pytest.approx((evaluate(network, {"c": 1}).strength("x"),), abs=1e-10)
    assert y.no == pytest.approx((evaluate(network, {"y": 0}).strength("x"),), abs=1e-10)


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
    assert found["a"].ranks == (1,) * 9

    close = "a => x\n b => x 0.8\n c => x 0.3\n d => x 0.2\n e => x 0.01"
    found = {s.claim: s for s in stability(ranked(close, among, ["r3"]), among)}
    assert 0 < found["c"].first < 9  # nobody makes its argument: with no weight it is behind d
    assert 0 < found["d"].first < 9
    assert found["d"].ranks[4] == 3
    assert found["c"].ranks[4] == 0


def test_what_bears_on_nothing_has_no_rank() -> None:
    (found,) = stability(ranked("a => x", ["a", "b"], []), ["b"])
    assert found.ranks == (0,) * 9
    assert found.first == 0
