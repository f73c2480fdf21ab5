"""What every evaluation keeps to, whatever the graph."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reasoning.reference import random_graph

from kb.reasoning import interventions
from kb.reasoning.bare import read_graph
from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.polarity import polarities
from kb.reasoning.semantics import NAMES, semantics_called
from kb.reasoning.walks import reach, strong_components

UNIT = st.floats(0, 1)
SEEDS = st.integers(0, 10**9)


def solved(graph, name: str = "log-odds", do=None) -> dict[str, float]:  # type: ignore[no-untyped-def]
    network = compile_graph(read_graph(json.dumps(graph)), semantics_called(name))
    return evaluate(network, do).strengths()


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(NAMES), st.booleans())
def test_strengths_stay_between_0_and_1(seed: int, name: str, cyclic: bool) -> None:
    found = solved(random_graph(seed, cyclic=cyclic, extreme=True), name)
    assert all(0 <= s <= 1 for s in found.values())


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(NAMES), UNIT, UNIT)
def test_more_of_a_claim_never_works_against_its_polarity(
    seed: int, name: str, one: float, two: float
) -> None:
    bare = read_graph(json.dumps(random_graph(seed, size=8)))
    network = compile_graph(bare, semantics_called(name))
    raises, lowers = polarities(network.plan, network.node("c0"))
    low, high = sorted((one, two))
    for claim in bare.claims[1:]:
        node = network.node(claim)
        less = evaluate(network, {claim: low}).strength("c0")
        more = evaluate(network, {claim: high}).strength("c0")
        assert node in raises or more <= less + 1e-12
        assert node in lowers or more >= less - 1e-12


@settings(max_examples=60, deadline=None)
@given(st.lists(UNIT, min_size=1, max_size=6), UNIT, st.sampled_from(NAMES))
def test_as_much_for_as_against_leaves_the_base_score(
    forces: list[float], tau: float, name: str
) -> None:
    claims = [{"id": "x", "score": tau}] + [
        {"id": f"c{i}", "score": f} for i, f in enumerate(forces)
    ]
    arguments = [
        {"kind": kind, "premises": [f"c{i}"], "target": "x"}
        for i in range(len(forces))
        for kind in ("supports", "rebuts")
    ]
    assert solved({"claims": claims, "arguments": arguments}, name)["x"] == pytest.approx(
        tau, abs=1e-12
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(UNIT, st.booleans()), max_size=6),
    st.integers(0, 1024).map(lambda k: k / 1024),  # so that 1 - tau is exact
    st.sampled_from(["log-odds", "qe", "dfquad"]),
)
def test_support_and_attack_are_mirror_images(
    reasons: list[tuple[float, bool]], tau: float, name: str
) -> None:
    def strength(score: float, mirrored: bool) -> float:
        claims = [{"id": "x", "score": score}]
        claims += [{"id": f"c{i}", "score": f} for i, (f, _) in enumerate(reasons)]
        arguments = [
            {
                "kind": "supports" if pro != mirrored else "rebuts",
                "premises": [f"c{i}"],
                "target": "x",
            }
            for i, (_, pro) in enumerate(reasons)
        ]
        return solved({"claims": claims, "arguments": arguments}, name)["x"]

    gap = strength(tau, False) - (1 - strength(1 - tau, True))
    assert abs(gap) < 2e-15


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.booleans(), st.sampled_from(NAMES))
def test_the_order_in_which_things_are_given_does_not_matter(
    seed: int, cyclic: bool, name: str
) -> None:
    graph = random_graph(seed, cyclic=cyclic)
    pick = random.Random(seed)
    shuffled = {k: pick.sample(v, len(v)) for k, v in graph.items()}
    assert solved(shuffled, name) == pytest.approx(solved(graph, name), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_component_is_what_reaches_each_other_and_comes_after_what_it_reaches(seed: int) -> None:
    pick = random.Random(seed)
    size = pick.randint(1, 40)
    near = [pick.choices(range(size), k=pick.randint(0, 3)) for _ in range(size)]
    found = strong_components(near, range(size))
    reached = [reach([node], near) for node in range(size)]
    assert sorted(node for each in found for node in each) == list(range(size))
    for i, each in enumerate(found):
        together = {node for node in reached[each[0]] if each[0] in reached[node]}
        assert set(each) == together
        assert reached[each[0]] <= {node for before in found[: i + 1] for node in before}


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.booleans(), st.sampled_from(NAMES))
def test_many_answers_at_once_are_computed_as_few_are(seed: int, cyclic: bool, name: str) -> None:
    pick = random.Random(seed)
    graph = read_graph(json.dumps(random_graph(seed, cyclic=cyclic, extreme=pick.random() < 0.2)))
    network = compile_graph(graph, semantics_called(name))
    do = {c: pick.random() for c in graph.claims if pick.random() < 0.2}
    rows = [
        {pick.randrange(network.plan.claims): pick.choice([0.0, 1.0, 0.3]) for _ in range(2)}
        for _ in range(5)
    ]
    rows = [{network.node(graph.claims[c]): v for c, v in row.items()} for row in rows]
    of = pick.choices(range(network.plan.circuit.size), k=3)
    with pytest.MonkeyPatch.context() as patched:
        both = []
        for large in (10**9, 0):
            patched.setattr(interventions, "LARGE", large)
            now = evaluate(network, do)
            both.append((now.x, interventions.respond(now, rows, of)))
    (one, replies), (other, others) = both
    assert one == pytest.approx(other, abs=1e-12)
    for mine, theirs in zip(replies, others, strict=True):
        assert mine == pytest.approx(theirs, abs=1e-12)
