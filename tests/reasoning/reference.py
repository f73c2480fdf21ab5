"""A second evaluator, written for clarity alone, to hold the engine against.

It takes the bare JSON form of a graph, works node by node on Python numbers, real or complex (so
that it can be differentiated by the complex step), and iterates over the whole graph until nothing
changes.
"""

from __future__ import annotations

import cmath
import random
from typing import Any

BOUND = {"log-odds": 0.25, "qe": 0.65, "dfquad": 1.0, "euler": 0.25}
Bare = dict[str, Any]
STEP = 1e-30  # of the complex step: no subtraction, so no rounding (Squire and Trapp 1998)


def damped(forces: list[complex], rho: float) -> Any:
    total = sum(forces)
    return (1 + rho) * total / (1 + rho * total)


def strength(
    name: str, tau: complex, pro: list[complex], con: list[complex], beta: float, rho: float
) -> Any:
    if not pro and not con:
        return tau
    if name == "dfquad":
        spared = missed = 1
        for f in con:
            spared = spared * (1 - f)
        for f in pro:
            missed = missed * (1 - f)
        energy = spared - missed
        return tau + (1 - tau) * energy if energy.real > 0 else tau + tau * energy
    energy = sum(pro) - sum(con)
    if name == "log-odds":
        grown = cmath.exp(beta * (damped(pro, rho) - damped(con, rho)))
        return tau * grown / (1 - tau + tau * grown)
    if name == "euler":
        return 1 - (1 - tau * tau) / (1 + tau * cmath.exp(energy))
    way = energy * energy / (1 + energy * energy)
    return tau + (1 - tau) * way if energy.real > 0 else tau - tau * way


def literals(argument: Bare) -> list[tuple[str, bool, bool]]:
    """The premises: which claim, whether negated, whether an answer."""
    return [
        (p, False, False)
        if isinstance(p, str)
        else (p["id"], p.get("negated", False), p.get("answer", False))
        for p in argument["premises"]
    ]


def value(x: Any, negated: bool, answer: bool) -> Any:
    """What a premise counts as: its strength, the contrary of that, or by how much it leans."""
    straight = 1 - x if negated else x
    if not answer:
        return straight
    return 2 * straight - 1 if complex(2 * straight - 1).real > 0 else 0.0


def components(graph: Bare) -> dict[str, str]:
    """The strong component of each claim, by plain reachability."""
    by_id = {a["id"]: a for a in graph["arguments"]}
    reads: dict[str, set[str]] = {c["id"]: set() for c in graph["claims"]}
    for a in graph["arguments"]:
        reads[ends_on(by_id, a)["target"]].update(name for name, *_ in literals(a))
    reached = {}
    for start in reads:
        seen, frontier = set(), [start]
        while frontier:
            for near in reads[frontier.pop()] - seen:
                seen.add(near)
                frontier.append(near)
        reached[start] = seen
    return {c: min([c, *(d for d in reached[c] if c in reached[d])]) for c in reads}


def ends_on(by_id: dict[str, Bare], argument: Bare) -> Bare:
    while argument["kind"] == "undercuts":
        argument = by_id[argument["target"]]
    return argument


def scales(
    graph: Bare, name: str, beta: float, rho: float
) -> tuple[dict[str, Any], dict[str, int]]:
    """The guard: a factor for each claim, and for each argument its premises in the component, of
    which answers count twice."""
    by_id = {a["id"]: a for a in graph["arguments"]}
    component = components(graph)
    inside = {a["id"]: 0 for a in graph["arguments"]}
    for a in graph["arguments"]:
        root = ends_on(by_id, a)
        inside[root["id"]] += sum(
            1 + answer for c, _, answer in literals(a) if component[c] == component[root["target"]]
        )
    load: dict[str, Any] = {c["id"]: 0.0 for c in graph["claims"]}
    for a in graph["arguments"]:
        if a["kind"] != "undercuts":
            load[a["target"]] += a["weight"] * inside[a["id"]]
    steep = BOUND[name] * (beta * (1 + rho) if name == "log-odds" else 1)
    factor = {c: 0.9 / (steep * n) if steep * n.real > 0.9 else 1.0 for c, n in load.items()}
    return factor, inside


def solve(
    graph: Bare,
    name: str = "log-odds",
    beta: float = 1.0,
    do: dict[str, float] | None = None,
    *,
    rho: float = 1.0,
    guard: bool = True,
) -> dict[str, Any]:
    """The strengths of all claims; scores and weights may be complex."""
    do = do or {}
    factor, inside = scales(graph, name, beta, rho)
    against: dict[str, list[Bare]] = {a["id"]: [] for a in graph["arguments"]}
    onto: dict[str, list[Bare]] = {c["id"]: [] for c in graph["claims"]}
    for a in graph["arguments"]:
        (against if a["kind"] == "undercuts" else onto)[a["target"]].append(a)
    x: dict[str, Any] = {c["id"]: do.get(c["id"], c["score"]) for c in graph["claims"]}

    def force(a: Bare) -> Any:
        found = a["weight"]
        if guard and a["kind"] != "undercuts" and inside[a["id"]]:
            found = found * factor[a["target"]]
        for c, negated, answer in literals(a):
            found = found * value(x[c], negated, answer)
        for u in against[a["id"]]:
            found = found * (1 - force(u))
        return found

    for _ in range(3000):
        change = 0.0
        for c in graph["claims"]:
            if c["id"] in do:
                continue
            pro = [force(a) for a in onto[c["id"]] if a["kind"] == "supports"]
            con = [force(a) for a in onto[c["id"]] if a["kind"] == "rebuts"]
            after = strength(name, c["score"], pro, con, beta, rho)
            moved = complex(after - x[c["id"]])
            change = max(change, abs(moved.real), abs(moved.imag) / STEP)
            x[c["id"]] = after
        if change <= 1e-15:
            break
    return {c: v if complex(v).imag else complex(v).real for c, v in x.items()}


def random_graph(
    seed: int,
    *,
    size: int = 12,
    cyclic: bool = False,
    linked: bool = True,
    undercut: bool = True,
    extreme: bool = False,
    answers: bool = False,
) -> Bare:
    """A graph in bare form; claim i is argued for by later ones only, unless cyclic. With
    `answers` half of the premises are, and many claims are open."""
    pick, answer = random.Random(seed), random.Random(seed)
    score = (lambda: pick.choice([0.0, 1.0, pick.random()])) if extreme else pick.random
    claims = [{"id": f"c{i}", "score": score()} for i in range(size)]
    if answers:
        claims = [{**c, "score": answer.choice([0.5, c["score"]])} for c in claims]
    arguments: list[Bare] = []
    rank: dict[str, int] = {}
    for number in range(2 * size):
        against = undercut and arguments and pick.random() < 0.25
        target = pick.choice(arguments)["id"] if against else f"c{pick.randrange(size - 1)}"
        rank[f"a{number}"] = rank[target] if against else int(target[1:])
        low = 0 if cyclic else rank[f"a{number}"] + 1
        premises = [
            {"id": f"c{pick.randrange(low, size)}", "negated": pick.random() < 0.3}
            for _ in range(pick.choice([1, 1, 2, 3]) if linked else 1)
        ]
        if answers:
            premises = [{**p, "answer": answer.random() < 0.5} for p in premises]
        kind = "undercuts" if against else pick.choice(["supports", "rebuts"])
        weight = pick.choice([1.0, pick.random()])
        arguments.append(
            {
                "id": f"a{number}",
                "kind": kind,
                "premises": premises,
                "target": target,
                "weight": weight,
            }
        )
    return {"claims": claims, "arguments": arguments}
