"""How fast cruxes are computed, against naive re-evaluation and against QBAF-Py where installed.

    python benchmarks/reasoning.py [--sizes 1000 10000 100000 1000000] [--svg chart.svg]

Graphs are random: three arguments a claim, one premise each, from claims further down; all ids
shuffled. Every size runs in a process of its own, so that its peak memory is its own. *Naive* is
what gradients cost by re-evaluation, one for each claim; it is measured on a sample and scaled up.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from kb.reasoning.adjoint import influence
from kb.reasoning.effects import find_effects
from kb.reasoning.evaluate import evaluate
from kb.reasoning.graph import Graph
from kb.reasoning.network import compile_graph

ARGUMENTS = 3  # a claim
SAMPLE = 100  # re-evaluations that are timed
SECONDS = 20  # that QBAF-Py may take at one size before the next is left out

ROWS = {
    "compile": "compile",
    "strengths": "strengths",
    "influence": "influence of all claims",
    "both": "strengths + influence",
    "naive": "the same, naive (scaled up)",
    "ratio": "  times as slow",
    "cruxes": "top 10 cruxes, both answers",
    "cycles_compile": "compile, 1 % back edges",
    "cycles": "strengths + influence, 1 % back",
    "cycle": "  claims in its largest cycle",
    "qbaf_build": "QBAF-Py: build",
    "qbaf": "QBAF-Py: strengths (DF-QuAD)",
    "memory": "peak memory, MB",
}


def random_graph(size: int, back: float = 0.0, seed: int = 0) -> tuple[Graph, str]:
    """A graph and its conclusion, on which nothing depends but what is back."""
    pick = np.random.default_rng(seed)
    target = np.repeat(np.arange(size - 1), ARGUMENTS)
    count = len(target)
    source = target + 1 + (pick.random(count) * (size - 1 - target)).astype(np.intp)
    turned = pick.random(count) < back
    source[turned] = (pick.random(int(turned.sum())) * (target[turned] + 1)).astype(np.intp)
    rename, order = pick.permutation(size), pick.permutation(count)
    names = tuple(map(str, range(size)))
    graph = Graph(
        claims=names,
        index={name: i for i, name in enumerate(names)},
        tau=pick.random(size).tolist(),
        arguments=tuple(map(str, range(count))),
        sign=pick.choice([1.0, -1.0], count).tolist(),
        weight=pick.random(count).tolist(),
        target=rename[target][order].tolist(),
        first=list(range(count + 1)),
        premise=rename[source][order].tolist(),
        negated=[False] * count,
        answer=[False] * count,
    )
    return graph, str(rename[0])


def seconds(work: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """The best time of several, and what came of it."""
    best, result = float("inf"), None
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def measure(size: int) -> dict[str, float]:
    """All rows at one size but QBAF-Py's."""
    found = measure_acyclic(size) | measure_cyclic(size)
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def measure_acyclic(size: int) -> dict[str, float]:
    """Where nothing depends on itself."""
    repeats = 1 if size >= 1_000_000 else 5
    graph, conclusion = random_graph(size)
    found: dict[str, float] = {}
    found["compile"], network = seconds(lambda: compile_graph(graph))
    found["strengths"], now = seconds(lambda: evaluate(network), repeats)
    found["influence"], _ = seconds(lambda: influence(now, conclusion).tau, repeats)
    found["both"] = found["strengths"] + found["influence"]
    count = min(SAMPLE, max(1, 1_000_000 // size))
    claims = graph.claims[:count]
    sample, _ = seconds(lambda: [evaluate(network, {claim: 1.0}) for claim in claims])
    found["naive"] = sample / count * size
    found["ratio"] = found["naive"] / found["both"]
    towards = evaluate(compile_graph(graph, towards=[conclusion]))
    found["cruxes"], _ = seconds(lambda: find_effects(towards, [conclusion], top=10), repeats)
    return found


def measure_cyclic(size: int) -> dict[str, float]:
    """With one argument in a hundred turned back."""
    found: dict[str, float] = {}
    graph, conclusion = random_graph(size, back=0.01)
    found["cycles_compile"], network = seconds(lambda: compile_graph(graph))
    found["cycles"], _ = seconds(lambda: influence(evaluate(network), conclusion).tau)
    found["cycle"] = float(max(Counter(network.plan.component).values()))
    return found


def measure_qbaf(size: int) -> dict[str, float]:
    """QBAF-Py on the same acyclic graph; it has no weights of arguments and no gradients."""
    try:
        from qbaf import QBAFramework
    except ImportError:
        return {}
    graph, _ = random_graph(size)
    names, pairs = list(graph.claims), {1.0: set(), -1.0: set()}
    for sign, source, target in zip(graph.sign, graph.premise, graph.target, strict=True):
        pairs[sign].add((names[source], names[target]))
    supports, attacks = sorted(pairs[1.0] - pairs[-1.0]), sorted(pairs[-1.0])
    build, framework = seconds(
        lambda: QBAFramework(names, list(graph.tau), attacks, supports, semantics="DFQuAD_model")
    )
    return {"qbaf_build": build, "qbaf": seconds(lambda: framework.final_strengths)[0]}


def table(results: dict[int, dict[str, float]]) -> str:
    """The results as Markdown."""
    sizes = list(results)
    lines = ["| claims | " + " | ".join(f"{size:,}" for size in sizes) + " |"]
    lines.append("| --- |" + " ---: |" * len(sizes))
    for row, name in ROWS.items():
        values = [results[size].get(row) for size in sizes]
        if any(value is not None for value in values):
            lines.append(f"| {name} | " + " | ".join(shown(row, v) for v in values) + " |")
    return "\n".join(lines)


def shown(row: str, value: float | None) -> str:
    """A value with its unit."""
    if value is None:
        return ""
    if row in ("ratio", "cycle", "memory"):
        return f"{value:,.0f}"
    if value < 1:
        return f"{1000 * value:.3g} ms"
    return f"{value:,.0f} s" if value > 100 else f"{value:.3g} s"


LINES = (
    ("both", "#0b62a4"),
    ("cruxes", "#2a8f3c"),
    ("cycles", "#8a4fbf"),
    ("naive", "#c0392b"),
    ("qbaf", "#b9770e"),
)


def chart(results: dict[int, dict[str, float]]) -> str:
    """Time against size, both by powers of ten, as SVG."""
    sizes = list(results)
    left, top, width, height = 70, 20, 420, 460
    times = [results[s][row] for s in sizes for row, _ in LINES if results[s].get(row)]
    decades = int(np.floor(np.log10(min(times)))), int(np.ceil(np.log10(max(times))))
    spans = np.log10(sizes[-1] / sizes[0]) or 1.0

    def x(size: int) -> float:
        return left + width * float(np.log10(size / sizes[0])) / float(spans)

    def y(value: float) -> float:
        return top + height * (decades[1] - float(np.log10(value))) / (decades[1] - decades[0])

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {top + height + 50}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Seconds by number of claims</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for decade in range(decades[0], decades[1] + 1):
        at = y(10.0**decade)
        parts.append(f'<path d="M{left} {at:.1f}h{width}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**decade:g} s</text>'
        )
    for size in sizes:
        parts.append(
            f'<text x="{x(size):.1f}" y="{top + height + 20}" text-anchor="middle">{size:,}</text>'
        )
    for row, colour in LINES:
        points = [(x(s), y(results[s][row])) for s in sizes if results[s].get(row)]
        if points:
            path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            )
            parts += [
                f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points
            ]
            a, b = points[-1]
            parts.append(
                f'<text x="{a + 8:.1f}" y="{b + 4:.1f}" fill="{colour}">{ROWS[row]}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


def in_own_process(what: str, size: int) -> dict[str, float]:
    """Measure in a fresh process, which ends with its memory."""
    command = [sys.executable, __file__, what, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure every size, print the table, draw the chart."""
    if sys.argv[1:2] in (["--measure"], ["--qbaf"]):
        work = measure if sys.argv[1] == "--measure" else measure_qbaf
        print(json.dumps(work(int(sys.argv[2]))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--svg", type=Path, metavar="FILE")
    given = parser.parse_args()
    results: dict[int, dict[str, float]] = {}
    patient = True
    for size in sorted(given.sizes):
        results[size] = in_own_process("--measure", size)
        if patient:
            results[size] |= (peer := in_own_process("--qbaf", size))
            patient = bool(peer) and 10 * sum(peer.values()) < SECONDS
        print(f"{size:,} claims: {results[size]['both']:.4f} s", file=sys.stderr)
    print(table(results))
    if given.svg:
        given.svg.write_text(chart(results), encoding="utf-8")


if __name__ == "__main__":
    main()
