"""A debate of very many arguments is computed over arrays, and says what number by number would."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reasoning.engines import NEVER, assert_same, engine
from reasoning.maps import graph_of
from reasoning.reference import random_graph

from kb.reasoning import interventions, network
from kb.reasoning.adjoint import influence, partials_of
from kb.reasoning.arrays import sheet
from kb.reasoning.bare import read_graph
from kb.reasoning.decompose import decompose
from kb.reasoning.effects import find_effects
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.flips import smallest_flip_set
from kb.reasoning.graph import Graph
from kb.reasoning.network import Network, compile_graph
from kb.reasoning.polarity import polarities
from kb.reasoning.ranking import verdict
from kb.reasoning.semantics import NAMES, LogOdds, Semantics, semantics_called
from kb.reasoning.sweep import product
from kb.reasoning.views import calibrate

SEEDS = st.integers(0, 10**9)


def semantics_of(name: str, pick: random.Random) -> Semantics:
    if name != "log-odds":
        return semantics_called(name)
    return LogOdds(pick.choice([0.5, 1.0, 2.0]), pick.choice([0.0, 1.0, 3.0]))


def graph_by(seed: int, pick: random.Random, *, cyclic: bool) -> Graph:
    shape = {key: pick.random() < 0.5 for key in ("linked", "undercut", "answers")}
    size = pick.choice([2, 5, 12, 25])
    bare = random_graph(seed, size=size, cyclic=cyclic, extreme=pick.random() < 0.2, **shape)
    return read_graph(json.dumps(bare))


def shown(compiled: Network, do: dict[str, float], of: str = "c0") -> dict[str, Any]:
    """All that there is to know of a network, by ids; of one claim all derivatives."""
    graph, now = compiled.graph, evaluate(compiled, do)
    here = [graph.claims[i] for i in compiled.claims]
    found: dict[str, Any] = {
        "strengths": now.strengths(),
        "settled": now.settled,
        "scaled": dict(now.scaled),
        "taking part": here,
        "weight": list(compiled.weight),
        "by claim": list(compiled.by_claim(compiled.tau, missing=-1.0)),
        "lines": {claim: lines_of(compiled, now, claim) for claim in here},
        "behind": reached(compiled, compiled.plan.circuit.behind([compiled.node(here[-1])])),
        "ahead": reached(compiled, compiled.plan.circuit.ahead([compiled.node(here[-1])])),
        "leaning": reached(compiled, compiled.plan.circuit.leaning),
        "polarities": [
            reached(compiled, each) for each in polarities(compiled.plan, compiled.node(of))
        ],
    }
    if now.settled:
        slopes = influence(now, of)
        found |= {
            "sigma": list(slopes.sigma),
            "tau": list(slopes.tau),
            "gradients": slopes.gradients(),
            "argument": list(slopes.weight),
            "partials": by_node(compiled, now),
        }
    return found


def lines_of(compiled: Network, now: Valuation, claim: str) -> list[Any]:
    """Each argument on a claim, with what it reads and how much of it comes through."""
    circuit, node = compiled.plan.circuit, compiled.node(claim)
    names = compiled.graph.claims
    literals = [
        [(circuit.node[source], offset, slope) for source, offset, slope in each]
        for _, _, each in circuit.lines[node]
    ]
    forces = [product(each, now.x) for _, _, each in circuit.lines[node]]
    heads = [(argument, sign) for argument, sign, _ in circuit.lines[node]]
    read_by = sorted(circuit.node[reader] for reader in circuit.readers[node])
    read = [circuit.node[source] for source in circuit.sources[node]]
    assert names[circuit.node[node]] == claim
    return [heads, literals, forces, read, read_by]


def reached(compiled: Network, nodes: set[int]) -> list[int]:
    return sorted(compiled.plan.circuit.node[node] for node in nodes)


def by_node(compiled: Network, now: Valuation) -> dict[str, Any]:
    """The slopes of each node's literals, answers as ordinary premises."""
    literal, circuit = partials_of(now, plain=True).literal, compiled.plan.circuit
    return {str(circuit.node[i]): list(literal[i]) for i in range(circuit.size)}


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.booleans(), st.booleans(), st.sampled_from(NAMES))
def test_strengths_and_slopes_are_those_of_plain_numbers(
    seed: int, cyclic: bool, guard: bool, name: str
) -> None:
    pick = random.Random(seed)
    rule = semantics_of(name, pick)
    graph = graph_by(seed, pick, cyclic=cyclic)
    towards = pick.choice([None, ["c0"], ["c1", "c0"]])
    do = {claim: pick.choice([0.0, 1.0, 0.3]) for claim in graph.claims if pick.random() < 0.15}
    found = []
    for large in (False, True):
        graph.plans.clear()
        with engine(large=large):
            compiled = compile_graph(graph, rule, guard=guard, towards=towards)
            assert compiled.large == (large and (guard or not compiled.cyclic))
            found.append(shown(compiled, do))
    assert_same(*found)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.booleans(), st.sampled_from(NAMES))
def test_answers_do_what_they_do_in_plain_numbers(seed: int, cyclic: bool, name: str) -> None:
    pick = random.Random(seed)
    rule = semantics_of(name, pick)
    graph = graph_by(seed, pick, cyclic=cyclic)
    held = {pick.choice(graph.claims): pick.random()}
    rows = [{pick.choice(graph.claims): pick.choice([0.0, 1.0, 0.3]) for _ in "ab"} for _ in "cde"]
    found = []
    for large in (False, True):
        graph.plans.clear()
        with engine(large=large):
            now = evaluate(compile_graph(graph, rule), held)
            place = now.network.node
            replies = interventions.respond(
                now,
                [{place(claim): value for claim, value in row.items()} for row in rows],
                [place("c0"), place("c1")],
            )
            effects = find_effects(now, ["c0", "c1"], exact=3)
            every = find_effects(now, ["c1"])
            found.append(
                {
                    "replies": replies,
                    "effects": {e.claim: e.effects for e in effects.claims},
                    "every": {e.claim: (e.yes, e.no, e.effects) for e in every.claims},
                    "considered": (effects.considered, effects.exact),
                }
            )
    assert_same(*found)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.booleans())
def test_views_flips_and_differences_are_those_of_plain_numbers(seed: int, cyclic: bool) -> None:
    pick = random.Random(seed)
    graph = graph_by(seed, pick, cyclic=cyclic)
    sides = [{pick.choice(graph.claims): pick.uniform(0.1, 0.9) for _ in "ab"} for _ in "cd"]
    found = []
    for large in (False, True):
        graph.plans.clear()
        with engine(large=large):
            compiled = compile_graph(graph, towards=["c0"])
            views = [calibrate(compiled, side) for side in sides]
            flip = smallest_flip_set(evaluate(views[0]), "c0")
            parts = decompose(*views, "c0", tolerance=1e-3)
            found.append(
                {
                    "views": [evaluate(view).strengths() for view in views],
                    "flip": flip and (len(flip.reversals), verdict(flip.after), flip.method),
                    "parts": {part.claim: part.effect for part in parts.parts},
                }
            )
    assert_same(*found)


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.booleans())
def test_what_is_too_narrow_is_computed_in_plain_numbers(seed: int, cyclic: bool) -> None:
    pick = random.Random(seed)
    graph = graph_by(seed, pick, cyclic=cyclic)
    towards = pick.choice([None, ["c0"]])
    found = []
    for large in (False, True):
        graph.plans.clear()
        with engine(large=large, narrow=NEVER):
            found.append(shown(compile_graph(graph, towards=towards), {"c1": 0.3}))
    assert_same(*found)


def test_a_debate_of_ordinary_size_is_not_computed_over_arrays() -> None:
    scores = {f"c{i}": 0.5 for i in range(1000)}
    lines = "\n".join(f"c{i} => c{i // 2}" for i in range(1, 1000))
    assert not compile_graph(graph_of(scores, lines)).large


def test_a_debate_of_very_many_arguments_is_computed_over_arrays() -> None:
    scores = {f"c{i}": 0.5 for i in range(network.LARGE + 1)}
    lines = "\n".join(f"c{i} => c{i // 2}" for i in range(1, network.LARGE + 1))
    compiled = compile_graph(graph_of(scores, lines))
    assert compiled.large
    found = evaluate(compiled)
    assert type(found.strength("c0")) is float
    assert json.dumps(found.strengths())
    assert repr(found.x[0]) == str(float(found.x[0]))


def test_a_long_narrow_debate_is_computed_number_by_number() -> None:
    """There arrays would hold hardly anything each."""
    size = network.LARGE + 1
    scores = {f"c{i}": 0.5 for i in range(size)}
    lines = "\n".join(f"c{i + 1} => c{i}" for i in range(size - 1))
    assert not compile_graph(graph_of(scores, lines)).large


def test_many_undercuts_in_a_great_circle_are_followed_in_each_sweep() -> None:
    lines = ["x => y", "y -> x", *(f"y -x r{i}" for i in range(1, 200))]
    graph = graph_of({"x": 0.7, "y": 0.9999}, "\n".join(lines))
    found = []
    for large in (False, True):
        graph.plans.clear()
        with engine(large=large), pytest.MonkeyPatch.context() as patched:
            patched.setattr(sheet, "SWEEPS", 100)
            found.append(shown(compile_graph(graph), {}, "x"))
    assert_same(*found)


def test_a_great_circle_is_computed_over_arrays() -> None:
    size = network.LARGE_CIRCLE + 1
    scores = {f"c{i}": 0.5 for i in range(size)}
    ring = graph_of(scores, "\n".join(f"c{i} => c{(i + 1) % size}" for i in range(size)))
    assert compile_graph(ring).large
    assert not compile_graph(ring, guard=False).large
