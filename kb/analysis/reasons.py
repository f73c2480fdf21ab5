"""Why an item is as strong as it is: each argument on it, and what it does."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np

from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.weighed import Weighed
from kb.reasoning.adjoint import influence
from kb.reasoning.arrays import Floats
from kb.reasoning.circuit import Circuit
from kb.reasoning.ranking import MARGIN

FURTHER = 5  # claims further down that are named
ROWS = 256  # arguments on a claim that are left out together, each in a row of all of them


class Ground(NamedTuple):
    """A premise of an argument, with its strength (of its denial, where it is negated)."""

    id: str
    text: str
    negated: bool
    strength: float


class Pull(NamedTuple):
    """An argument on an item. `force` is how much of it comes through, from 0 to 1, after
    `undercut`, the share that undercuts take away; `effect` is the item's strength less what it
    would be without the argument, all else as it is."""

    argument: str
    kind: str
    premises: tuple[Ground, ...]
    force: float
    undercut: float
    effect: float


class Root(NamedTuple):
    """A claim further down, and the change of the item's strength by a nudge to its own."""

    id: str
    text: str
    strength: float
    influence: float


class Why(NamedTuple):
    """What holds an item up and what pulls it down, the greatest effect first."""

    id: str
    text: str
    strength: float
    start: float
    up: tuple[Pull, ...]
    down: tuple[Pull, ...]
    further: tuple[Root, ...]
    assumptions: Assumptions

    @property
    def has_reasons(self) -> bool:
        """Whether any reason weighs."""
        return any(pull.force for pull in (*self.up, *self.down))

    @property
    def sections(self) -> tuple[tuple[str, list[Pull]], ...]:
        """What weighs, for and against, and what would only once a question is answered."""
        return (
            ("Holds it up", [pull for pull in self.up if pull.force]),
            ("Pulls it down", [pull for pull in self.down if pull.force]),
            ("Weighs nothing yet", [p for p in (*self.up, *self.down) if not p.force]),
        )


def why(weighed: Weighed, item: str, setting: Setting = USUAL) -> Why:
    """Take apart the strength of an item.

    Raises NotFound for an item that is neither true nor false, KbError where nothing settles.
    """
    claim = weighed.claim(item)
    outlook = look(weighed, setting, [claim])
    node = outlook.network.node(claim)
    pulls = pulls_on(outlook, claim)
    near = {ground.id for pull in pulls for ground in pull.premises}
    return Why(
        claim,
        weighed.claims[claim].text,
        outlook.valuation.strength(claim),
        float(outlook.network.tau[node]),
        tuple(pull for pull in pulls if pull.kind == "supports"),
        tuple(pull for pull in pulls if pull.kind == "rebuts"),
        tuple(_further(outlook, claim, near)),
        outlook.assumptions,
    )


def pulls_on(outlook: Outlook, claim: str) -> list[Pull]:
    """The arguments on a claim, the greatest effect first, ties by id."""
    network, x = outlook.network, outlook.valuation.x
    node, circuit = network.node(claim), network.plan.circuit
    arguments = np.arange(circuit.first_argument[node], circuit.first_argument[node + 1])
    forces = outlook.forces_on(claim)
    effects = x[node] - _without_each(outlook, node, forces, circuit.sign[arguments])
    found = [
        Pull(
            network.graph.arguments[circuit.argument[a]],
            "supports" if circuit.sign[a] > 0 else "rebuts",
            tuple(_grounds(outlook, a)),
            float(forces[i]),
            1.0 - _spared(circuit, x, a, len(network.place)),
            float(effects[i]),
        )
        for i, a in enumerate(arguments)
    ]
    return sorted(found, key=lambda pull: (-abs(pull.effect), pull.argument))


def _spared(circuit: Circuit, x: Floats, argument: int, claims: int) -> float:
    """What undercuts leave of an argument, from 0 to 1."""
    literals = range(circuit.first_literal[argument], circuit.first_literal[argument + 1])
    sources = [circuit.source[i] for i in literals]
    return prod(1.0 - float(x[s]) for s in sources if circuit.node[s] >= claims)


def _without_each(outlook: Outlook, node: int, forces: Floats, signs: Floats) -> Floats:
    """The strength of a node if one of its arguments had no force, all else as it is; for each."""
    network, count = outlook.network, len(forces)
    found = np.full(count, outlook.valuation.x[node])
    here = slice(node, node + 1)
    for start in range(0, 0 if outlook.valuation.held[node] else count, ROWS):
        rows = slice(start, start + ROWS)
        remaining = np.where(np.eye(min(ROWS, count - start), count, start, bool), 0.0, forces)
        energy = network.semantics.energy(remaining, signs, np.array([0]))
        strengths = network.semantics.strength(network.tau[here], network.rest[here], energy)
        found[rows] = strengths[:, 0]
    return found


def _grounds(outlook: Outlook, argument: int) -> list[Ground]:
    network, x = outlook.network, outlook.valuation.x
    circuit, claims = network.plan.circuit.plain, len(network.place)
    found = []
    for literal in range(circuit.first_literal[argument], circuit.first_literal[argument + 1]):
        source = circuit.source[literal]
        if circuit.node[source] >= claims:
            continue
        claim = network.graph.claims[circuit.node[source]]
        value = float(circuit.offset[literal] + circuit.slope[literal] * x[source])
        text = outlook.weighed.claims[claim].text
        found.append(Ground(claim, text, bool(circuit.slope[literal] < 0), value))
    return sorted(found)


def _further(outlook: Outlook, claim: str, near: set[str]) -> list[Root]:
    """The claims with most influence among those that are no direct reasons."""
    slopes = influence(outlook.valuation, claim).sigma
    names = outlook.network.graph.claims
    order = sorted(np.flatnonzero(np.abs(slopes) > MARGIN), key=lambda i: (-abs(slopes[i]), i))
    far = [i for i in order if names[i] not in near and names[i] != claim][:FURTHER]
    return [
        Root(
            names[i],
            outlook.weighed.claims[names[i]].text,
            outlook.valuation.strength(names[i]),
            float(slopes[i]),
        )
        for i in far
    ]
