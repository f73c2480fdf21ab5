"""Cycles without the guard: the continuous dynamics d sigma / dt = F(sigma) - sigma to its limit.

Published numbers of cyclic graphs are limits of these dynamics from the base scores on (Potyka, KR
2018). Cycles may have several fixed points, and which one is reached depends on the whole course of
events, so everything moves at once, what lies before the cycles included.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kb.reasoning.arrays import Floats, Ints, stable_order
from kb.reasoning.circuit import select
from kb.reasoning.network import Network
from kb.reasoning.plan import lay_out
from kb.reasoning.sweep import Clamps, sweep

REST = 1e-13  # the largest |F(sigma) - sigma| that counts as rest
TOLERANCE = 1e-6  # of one step's error, while things move fast
STEPS = 5_000
LONGEST = 2.0  # of a step; the method is stable for plain decay up to 2.5


def follow(network: Network, x: Floats, clamps: Clamps) -> bool:
    """Follow the dynamics from x, the base scores, until they rest; x becomes the last state.

    Bogacki and Shampine's pair of orders 3 and 2 (1989), with adaptive steps: the error allowed
    shrinks with the rate, so that steps stay stable near the limit. Returns whether it came to
    rest.
    """
    network, order = _at_once(network)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    clamps = Clamps(place[clamps.nodes], clamps.values, clamps.rows)
    state = np.ascontiguousarray(x[..., order])
    clamps.apply(state, 0, len(order))
    settled = _integrate(network, state, clamps)
    x[..., order] = state
    return settled


def _integrate(network: Network, state: Floats, clamps: Clamps) -> bool:
    stage = network.plan.stages[0]
    moving = slice(stage.steps[-1].low, network.plan.circuit.size)  # the claims with arguments

    def rate(at: Floats) -> Floats:
        after = at.copy()
        sweep(network, stage, after, clamps)
        at[..., : moving.start] = after[..., : moving.start]  # undercutters follow at once
        return after - at

    step, first = 0.1, rate(state)
    for _ in range(STEPS):
        speed = float(np.abs(first).max())
        if speed <= REST:
            return True
        second = rate(state + step / 2 * first)
        third = rate(state + step * 3 / 4 * second)
        after = state + step / 9 * (2 * first + 3 * second + 4 * third)
        fourth = rate(after)
        error = step / 72 * np.abs(-5 * first + 6 * second + 8 * third - 9 * fourth).max()
        allowed = min(TOLERANCE, 0.01 * speed)
        if error <= allowed:
            state[...], first = after, fourth
        growth = 0.9 * (allowed / error) ** (1 / 3) if error > 0 else 5.0
        step = min(LONGEST, step * min(5.0, max(0.2, growth)))
    return False


def _at_once(network: Network) -> tuple[Network, Ints]:
    """The network with all claims that have arguments in one step, and the order of its nodes."""
    plan = network.plan
    leaf = np.diff(plan.circuit.first_argument) == 0
    depth = _depths(plan.circuit.node, network)
    turn = np.where(leaf, 0, int(depth.max(initial=0)) - depth)
    key = np.where(leaf, 0, turn + 1)
    order = stable_order(key, int(key.max()) + 1)
    circuit = select(plan.circuit, order)
    stage = np.where(leaf, 0, 1)[order]
    flat = lay_out(circuit, plan.claims, plan.component[order], stage, turn[order])
    tau, rest = network.tau[order], network.rest[order]
    return replace(network, plan=flat, tau=tau, rest=rest), order


def _depths(node: Ints, network: Network) -> Ints:
    """How many undercuts it is from each node to an argument on a claim; 0 for claims."""
    graph = network.graph
    _, depths = graph.chains
    known = np.concatenate([np.zeros(len(graph.claims), np.intp), depths[graph.sign == 0]])
    return known[node]
