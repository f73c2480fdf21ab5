"""What an answer would do: nothing while the question is open, everything once it is answered."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from reasoning.maps import now, strengths
from reasoning.reference import random_graph

from kb.reasoning import flips
from kb.reasoning.adjoint import influence
from kb.reasoning.bare import read_graph
from kb.reasoning.doublecrux import find_double_cruxes
from kb.reasoning.effects import find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.flips import smallest_flip_set
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import NAMES, LogOdds, semantics_called
from kb.reasoning.views import calibrate

SCORES = {"x": 0.5, "q": 0.5, "p": 0.5}
LINES = "p => x\n q? => x\n not q? -> x"


@pytest.mark.parametrize("name", NAMES)
def test_an_open_question_changes_nothing_on_any_map(name: str) -> None:
    for seed in range(40):
        graph = random_graph(seed, cyclic=seed % 2 == 0)
        asked = with_question(graph)
        alone, together = solved(graph, name), solved(asked, name)
        assert together.pop("open") == 0.5
        assert together == pytest.approx(alone, abs=1e-14)


def with_question(graph: dict[str, Any]) -> dict[str, Any]:
    """The graph with a question whose yes does something to every claim, and its no."""
    more = [
        {
            "id": f"{claim['id']} {kind}",
            "kind": kind,
            "premises": [{"id": "open", "answer": True, "negated": kind == "rebuts"}],
            "target": claim["id"],
        }
        for claim in graph["claims"]
        for kind in ("supports", "rebuts")
    ]
    return {
        "claims": [*graph["claims"], {"id": "open"}],
        "arguments": [*graph["arguments"], *more],
    }


def solved(graph: dict[str, Any], name: str, do: dict[str, float] | None = None) -> Any:
    network = compile_graph(read_graph(json.dumps(graph)), semantics_called(name))
    return evaluate(network, do).strengths()


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_does_what_a_plain_reason_would(name: str) -> None:
    for seed in range(30):
        graph = with_question(random_graph(seed))
        plain = copy.deepcopy(graph)
        for argument in plain["arguments"]:
            for premise in argument["premises"]:
                premise.pop("answer", None)
        for answer in (0.0, 1.0):
            do = {"open": answer}
            assert solved(graph, name, do) == pytest.approx(solved(plain, name, do), abs=1e-14)


def test_a_question_that_leans_counts_by_its_lean() -> None:
    how = LogOdds(1.0, 0.0)
    yes = strengths({**SCORES, "q": 0.8}, "q? => x\n not q? -> x", how)["x"]
    assert yes == pytest.approx(strengths({"x": 0.5, "f": 0.6}, "f => x", how)["x"])
    no = strengths({**SCORES, "q": 0.3}, "q? => x\n not q? -> x", how)["x"]
    assert no == pytest.approx(strengths({"x": 0.5, "f": 0.4}, "f -> x", how)["x"])


def test_an_open_question_has_no_slope_and_one_that_leans_has() -> None:
    assert influence(now(SCORES, LINES), "x").sigma[1] == 0
    assert influence(now({**SCORES, "q": 0.51}, LINES), "x").sigma[1] > 0.2


def test_open_questions_are_computed_exactly_however_many_claims_are_in_front() -> None:
    many = {f"c{i}": 0.5 for i in range(30)}
    lines = "\n".join(f"c{i} => x" for i in range(30)) + "\n q? -> x\n deep => q"
    found = find_effects(now({"x": 0.5, "q": 0.5, "deep": 0.5, **many}, lines), ["x"], exact=1)
    assert found.of("q") is not None
    alone = find_effects(
        now({"x": 0.5, "q": 0.5, "deep": 0.4}, "q? => x\n deep => q"), ["x"], exact=1
    )
    assert alone.claims[0].claim == "q"
    assert alone.claims[0].reach == pytest.approx(1.0)


def test_a_claim_that_bears_through_an_open_answer_alone_is_not_screened_out() -> None:
    # `deep` decides q, which is open and whose answer weighs most; the others hardly weigh
    many = {f"c{i}": 0.5 for i in range(30)}
    lines = "\n".join(f"c{i} => x 0.01" for i in range(30)) + "\n q? => x\n deep, far => q"
    scores = {"x": 0.5, "q": 0.38, "deep": 0.5, "far": 1.0, **many}
    found = find_effects(now(scores, lines), ["x"], exact=2)
    assert found.exact < found.considered
    assert {each.claim for each in found.claims[:2]} == {"q", "deep"}


def test_the_greedy_search_for_flips_tries_open_questions_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(flips, "SMALL_MAP", 0)
    monkeypatch.setattr(flips, "is_tree", lambda *_: False)
    monkeypatch.setattr(flips, "TRIED", 1)
    scores = {"x": 0.5, "a": 0.4, "b": 0.4, "q": 0.5}
    valuation = now(scores, "a => x 0.1\n b => x 0.1\n q? -> x\n a, b => x 0.1")
    found = smallest_flip_set(valuation, "x", {"a", "b", "q"})
    assert found is not None
    assert [(r.claim, r.to) for r in found.reversals] == [("q", 1.0)]


def test_the_exact_search_on_a_tree_knows_answers() -> None:
    valuation = now({"x": 0.6, "q": 0.5, "m": 0.5, "c": 0.2}, "m => x 0.2\n q? -> x\n c => m")
    found = smallest_flip_set(valuation, "x", {"q", "c"})
    assert found is not None
    assert (found.method, [r.claim for r in found.reversals]) == ("tree", ["q"])
    after = evaluate(valuation.network, {"q": 1.0}).strength("x")
    assert found.after == pytest.approx(after, abs=1e-14)


def test_an_answer_on_which_two_differ_is_a_double_crux() -> None:
    network = now(SCORES, LINES).network
    a, b = ({"x": x, "q": q} for x, q in ((0.8, 0.9), (0.2, 0.1)))
    views = [evaluate(calibrate(network, view)) for view in (a, b)]
    (crux,) = find_double_cruxes(*views, "x").cruxes
    assert crux.claim == "q"
    assert crux.share > 0.3
