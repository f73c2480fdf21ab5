"""Small maps in the words of the tests: `a -> b` rebuts, `a => b` supports."""

from __future__ import annotations

from collections.abc import Mapping

from kb.reasoning.evaluate import Valuation, evaluate
from kb.reasoning.graph import Argument, Graph, Premise, build
from kb.reasoning.network import compile_graph
from kb.reasoning.semantics import LOG_ODDS, LogOdds, Semantics

INDEPENDENT = LogOdds(2.0, rho=0.0)  # reasons that simply add up, twice
KINDS = {"->": "rebuts", "=>": "supports", "-x": "undercuts"}


def graph_of(scores: Mapping[str, float], lines: str) -> Graph:
    """Arguments a line each, named r1, r2, ...: `a, not b => c 0.5` (0.5 the weight), `a -x r1`;
    `a? => c`, `not a? -> c` are what the answers to a would do."""
    arguments = []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        arrow = next(a for a in KINDS if a in line)
        left, right = line.split(arrow)
        target, *weight = right.split()
        premises = [_premise(word.strip()) for word in left.split(",")]
        arguments.append(
            Argument(f"r{number}", KINDS[arrow], premises, target, *map(float, weight))
        )
    return build(scores.items(), arguments)


def _premise(word: str) -> Premise:
    name = word.removeprefix("not ")
    return Premise(name.rstrip("?"), name != word, name.endswith("?"))


def strengths(
    scores: Mapping[str, float],
    lines: str,
    semantics: Semantics = LOG_ODDS,
    *,
    guard: bool = True,
    do: Mapping[str, float] | None = None,
) -> dict[str, float]:
    return now(scores, lines, semantics, guard=guard, do=do).strengths()


def now(
    scores: Mapping[str, float],
    lines: str,
    semantics: Semantics = LOG_ODDS,
    *,
    guard: bool = True,
    do: Mapping[str, float] | None = None,
) -> Valuation:
    return evaluate(compile_graph(graph_of(scores, lines), semantics, guard=guard), do)
