"""Cycles without the guard: the continuous dynamics d sigma / dt = F(sigma) - sigma to its limit.

Published numbers of cyclic graphs are limits of these dynamics from the base scores on (Potyka, KR
2018). Cycles may have several fixed points, and which one is reached depends on the whole course of
events, so everything moves at once, what lies before the cycles included.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import sub

from kb.reasoning.network import Network
from kb.reasoning.sweep import computed

REST = 1e-13  # the largest |F(sigma) - sigma| that counts as rest
TOLERANCE = 1e-6  # of one step's error, while things move fast
STEPS = 5_000
LONGEST = 2.0  # of a step; the method is stable for plain decay up to 2.5

State = list[float]


def follow(network: Network, x: State, held: Mapping[int, float]) -> bool:
    """Follow the dynamics from x, the base scores, until they rest; x becomes the last state.

    Bogacki and Shampine's pair of orders 3 and 2 (1989), with adaptive steps: the error allowed
    shrinks with the rate, so that steps stay stable near the limit. Returns whether it came to
    rest.
    """
    for node, value in held.items():
        x[node] = value
    rate = _Rate(network, held)
    step, first = 0.1, rate(x)
    for _ in range(STEPS):
        speed = max(map(abs, first), default=0.0)
        if speed <= REST:
            return True
        second = rate(_moved(x, (step / 2, first)))
        third = rate(_moved(x, (step * 3 / 4, second)))
        after = _moved(x, (step * 2 / 9, first), (step / 3, second), (step * 4 / 9, third))
        fourth = rate(after)
        differing = zip(first, second, third, fourth, strict=True)
        error = step / 72 * max(abs(-5 * a + 6 * b + 8 * c - 9 * d) for a, b, c, d in differing)
        allowed = min(TOLERANCE, 0.01 * speed)
        if error <= allowed:
            x[:], first = after, fourth
        growth = 0.9 * (allowed / error) ** (1 / 3) if error > 0 else 5.0
        step = min(LONGEST, step * min(5.0, max(0.2, growth)))
    return False


def _moved(state: State, *ways: tuple[float, State]) -> State:
    for length, way in ways:
        state = [at + length * rate for at, rate in zip(state, way, strict=True)]
    return state


class _Rate:
    """F(sigma) - sigma; undercutters follow at once, the deepest first."""

    def __init__(self, network: Network, held: Mapping[int, float]) -> None:
        self._network = network
        n, of, circuit = network.plan.claims, network.graph.depths, network.plan.circuit
        nodes = [i for i, lines in enumerate(circuit.lines) if lines and i not in held]
        cutting = (i for i in nodes if circuit.node[i] >= n)
        self._at_once = sorted(cutting, key=lambda i: -of[circuit.node[i] - n])
        self._moving = [i for i in nodes if circuit.node[i] < n]

    def __call__(self, at: State) -> State:
        for node in self._at_once:
            at[node] = computed(self._network, node, at)
        after = at.copy()
        for node in self._moving:
            after[node] = computed(self._network, node, at)
        return list(map(sub, after, at))
