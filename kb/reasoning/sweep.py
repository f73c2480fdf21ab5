"""One sweep over a stage: literals to forces, forces to energies, energies to strengths.

Everything works on one evaluation, x of (N,), or on several rows at once, (rows, N).
"""

from __future__ import annotations

import numpy as np

from kb.reasoning.arrays import Floats, Ints
from kb.reasoning.network import Network
from kb.reasoning.plan import Stage, Step


class Clamps:
    """Interventions do(sigma = value): nodes, their values and, where x has rows, in which row."""

    def __init__(self, nodes: Ints, values: Floats, rows: Ints | None = None) -> None:
        order = np.argsort(nodes, kind="stable")
        self.nodes, self.values = nodes[order], values[order]
        self.rows = np.zeros(len(nodes), np.intp) if rows is None else rows[order]

    def apply(self, x: Floats, low: int, high: int) -> None:
        """Overwrite what is clamped among the nodes low : high of x, which is contiguous."""
        if not len(self.nodes):
            return
        start, end = np.searchsorted(self.nodes, (low, high))
        if start < end:
            rows = x.reshape(-1, x.shape[-1])
            rows[self.rows[start:end], self.nodes[start:end]] = self.values[start:end]


def sweep(network: Network, stage: Stage, x: Floats, clamps: Clamps) -> None:
    """Compute the nodes of a stage once, step by step, in place."""
    for step in stage.steps:
        _advance(network, step, x)
        clamps.apply(x, step.low, step.high)


def energies(network: Network, x: Floats) -> Floats:
    """The energy on every node at the strengths x, without changing them; 0 on leaves: (N,)."""
    circuit, leaves = network.plan.circuit, network.plan.leaves
    found = np.zeros(circuit.size)
    if leaves < circuit.size:
        values = circuit.read(slice(None), x[circuit.source])
        force = np.multiply.reduceat(values, circuit.first_literal[:-1]) * circuit.weight
        starts = circuit.first_argument[leaves:-1]
        found[leaves:] = network.semantics.energy(force, circuit.sign, starts)
    return found


def _advance(network: Network, step: Step, x: Floats) -> None:
    circuit = network.plan.circuit
    low, middle, high = step.low, step.middle, step.high
    begin, split, end = step.arguments
    literals = slice(*step.literals)
    force = x.take(circuit.source[literals], axis=-1)
    if step.mixed:
        force = circuit.read(literals, force)
    if step.linked:
        starts = circuit.first_literal[begin:end] - literals.start
        force = np.multiply.reduceat(force, starts, axis=-1)
    force *= circuit.weight[begin:end]
    if low < middle:
        energy = network.semantics.energy(
            force[..., : split - begin],
            circuit.sign[begin:split],
            circuit.first_argument[low:middle] - begin,
        )
        tau, rest = network.tau[low:middle], network.rest[low:middle]
        x[..., low:middle] = network.semantics.strength(tau, rest, energy)
    if middle < high:
        x[..., middle:high] = force[..., split - begin :]
