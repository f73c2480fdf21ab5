"""Smallest flip sets, against trying every set."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
from reasoning.maps import INDEPENDENT, now
from reasoning.reference import random_graph

from kb.reasoning import flips
from kb.reasoning.bare import read_graph
from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.flips import smallest_flip_set
from kb.reasoning.graph import leaves
from kb.reasoning.network import compile_graph
from kb.reasoning.ranking import verdict


def by_trying(valuation: Valuation, eligible: list[str], largest: int) -> int | None:
    """The size of the smallest set of reversals that changes the verdict on c0."""
    strengths, before = valuation.strengths(), verdict(valuation.strength("c0"))
    for size in range(1, largest + 1):
        for chosen in itertools.combinations(eligible, size):
            do = {c: float(strengths[c] < 0.5) for c in chosen}
            if verdict(evaluate(valuation.network, do).strength("c0")) != before:
                return size
    return None


def tree(seed: int, size: int = 9) -> dict[str, Any]:
    """Every claim is a premise once, of an argument on an earlier claim or against an argument."""
    pick = random.Random(seed)
    claims = [{"id": f"c{i}", "score": pick.random()} for i in range(size)]
    arguments: list[dict[str, Any]] = []
    i = 1
    while i < size:
        linked = min(pick.choice([1, 1, 2]), size - i)
        premises = [{"id": f"c{i + k}", "negated": pick.random() < 0.3} for k in range(linked)]
        undercut = arguments and pick.random() < 0.25
        target = pick.choice(arguments)["id"] if undercut else f"c{pick.randrange(i)}"
        kind = "undercuts" if undercut else pick.choice(["supports", "rebuts"])
        arguments.append({"id": f"a{i}", "kind": kind, "premises": premises, "target": target})
        i += linked
    return {"claims": claims, "arguments": arguments}


def valued(graph: dict[str, Any]) -> Valuation:
    return evaluate(compile_graph(read_graph(json.dumps(graph)), towards=["c0"]))


@pytest.mark.parametrize("method", ["tree", "exhaustive", "greedy"])
def test_no_smaller_set_flips(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if method == "greedy":
        monkeypatch.setattr(flips, "SMALL_MAP", 0)
        monkeypatch.setattr(flips, "is_tree", lambda *_: False)
    sizes = []
    for seed in range(200 if method == "tree" else 80):
        graph = (
            tree(seed)
            if method != "exhaustive"
            else random_graph(seed, size=8, cyclic=seed % 3 == 0)
        )
        valuation = valued(graph)
        eligible = [c for c in valuation.strengths() if c != "c0"]
        best = by_trying(valuation, eligible, 4)
        found = smallest_flip_set(valuation, "c0", eligible)
        if best is None:
            assert found is None or len(found.reversals) > 4
            continue
        assert found is not None
        assert found.method == method or (method, found.method) == ("exhaustive", "tree")
        assert found.exact == (method != "greedy")
        assert len(found.reversals) == best, seed
        do = {r.claim: r.to for r in found.reversals}
        assert evaluate(valuation.network, do).strength("c0") == pytest.approx(
            found.after, abs=1e-13
        )
        assert verdict(found.after) != found.verdict
        sizes.append(best)
    assert len(sizes) > 15
    assert max(sizes) > 1


def test_two_linked_premises_that_help_only_together_are_found() -> None:
    lines = "a, b => x\n a => x 0"
    found = smallest_flip_set(now({"x": 0.2, "a": 0.0, "b": 0.0}, lines, INDEPENDENT), "x")
    assert found is not None
    assert [(r.claim, r.to) for r in found.reversals] == [("a", 1.0), ("b", 1.0)]


def test_what_later_reversals_make_needless_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # m helps most by itself and is taken first; a and b, which need each other, do without it
    monkeypatch.setattr(flips, "SMALL_MAP", 0)
    monkeypatch.setattr(flips, "is_tree", lambda *_: False)
    scores = {"x": 0.3, "m": 0.0, "a": 0.1, "b": 0.1}
    found = smallest_flip_set(now(scores, "m => x 0.3\n a, b => x"), "x")
    assert found is not None
    assert [r.claim for r in found.reversals] == ["a", "b"]
    assert (found.method, found.exact) == ("greedy", False)


def test_eligible_claims_are_the_leaves_unless_others_are_named() -> None:
    valuation = now({"x": 0.3, "m": 0.1, "leaf": 0.1}, "m => x\n leaf => m")
    assert leaves(valuation.network.graph) == {"leaf"}
    named = smallest_flip_set(valuation, "x", {"m"})
    assert named is not None
    assert [r.claim for r in named.reversals] == ["m"]
    assert all(
        r.claim == "leaf" for r in getattr(smallest_flip_set(valuation, "x"), "reversals", ())
    )


def test_where_nothing_flips_there_is_no_set() -> None:
    assert smallest_flip_set(now({"x": 1.0, "c": 0.5}, "c -> x"), "x") is None
    assert smallest_flip_set(now({"x": 0.7}, ""), "x") is None


def test_an_undecided_conclusion_can_be_pushed_both_ways() -> None:
    found = smallest_flip_set(now({"x": 0.5, "c": 0.5, "d": 0.5}, "c => x\n d -> x"), "x")
    assert found is not None
    assert (found.verdict, len(found.reversals)) == ("undecided", 1)


def test_a_long_chain_is_a_tree_too() -> None:
    size = 3000
    lines = "\n".join(f"c{i + 1} => c{i}" for i in range(size - 1))
    valuation = now({f"c{i}": 0.3 for i in range(size)}, lines)
    found = smallest_flip_set(valuation, "c0", {f"c{i}" for i in range(1, size)})
    assert found is not None
    assert (found.method, [r.claim for r in found.reversals]) == ("tree", ["c1"])
