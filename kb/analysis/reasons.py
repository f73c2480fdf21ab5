"""Why an item is as strong as it is: each argument on it, and what it does."""

from collections.abc import Sequence
from itertools import islice
from math import prod
from typing import NamedTuple

from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.weighed import Weighed
from kb.reasoning.adjoint import influence
from kb.reasoning.circuit import Line
from kb.reasoning.ranking import MARGIN

FURTHER = 5  # claims further down that are named
DIGITS = 12  # of effects: what differs only further on is a tie


class Ground(NamedTuple):
    """A premise of an argument, with its strength (of its denial, where it is negated), and whether
    it has `reasons`."""

    id: str
    text: str
    negated: bool
    strength: float
    reasons: bool


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
    reasons: bool
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
        outlook.network.tau[node],
        tuple(pull for pull in pulls if pull.kind == "supports"),
        tuple(pull for pull in pulls if pull.kind == "rebuts"),
        tuple(_further(outlook, claim, near)),
        outlook.assumptions,
    )


def pulls_on(outlook: Outlook, claim: str) -> list[Pull]:
    """The arguments on a claim, the greatest effect first, ties by id."""
    network = outlook.network
    node, forces = network.node(claim), outlook.forces_on(claim)
    circuit = network.plan.circuit
    lines = zip(circuit.lines[node], circuit.plain.lines[node], strict=True)
    found = [
        Pull(
            network.graph.arguments[line[0]],
            "supports" if line[1] > 0 else "rebuts",
            tuple(_grounds(outlook, plain)),
            force,
            1.0 - _spared(outlook, line),
            effect,
        )
        for (line, plain), force, effect in zip(
            lines, forces, _effects(outlook, node, forces), strict=True
        )
    ]
    return sorted(found, key=lambda pull: _place(pull.argument, pull.effect))


def effects_on(outlook: Outlook, claim: str) -> list[tuple[str, float]]:
    """The arguments on a claim that weigh anything, each with its effect; as `pulls_on` has them,
    without what they are made of."""
    network = outlook.network
    node, forces = network.node(claim), outlook.forces_on(claim)
    called = [network.graph.arguments[line[0]] for line in network.plan.circuit.lines[node]]
    effects = zip(called, _effects(outlook, node, forces), strict=True)
    weighing = [found for found, force in zip(effects, forces, strict=True) if force]
    return sorted(weighing, key=lambda found: _place(*found))


def _place(argument: str, effect: float) -> tuple[float, str]:
    """The greatest effect first, ties by id."""
    return -round(abs(effect), DIGITS), argument


def _spared(outlook: Outlook, line: Line) -> float:
    """What undercuts leave of an argument, from 0 to 1."""
    plan, x = outlook.network.plan, outlook.valuation.x
    return prod(1.0 - x[s] for s, _, _ in line[2] if plan.circuit.node[s] >= plan.claims)


def _effects(outlook: Outlook, node: int, forces: Sequence[float]) -> list[float]:
    """The strength of a node less what it would be if one of its arguments had no force, all else
    as it is; for each."""
    network, semantics = outlook.network, outlook.network.semantics
    if node in outlook.valuation.held:
        return [0.0] * len(forces)
    now = outlook.valuation.x[node]
    sides = [sign > 0 for _, sign, _ in network.plan.circuit.lines[node]]
    tau, rest = network.tau[node], network.rest[node]
    pro, con = (
        [f if side == which else 0.0 for f, side in zip(forces, sides, strict=True)]
        for which in (True, False)
    )
    return [
        now - semantics.strength(tau, rest, semantics.energy(_without(pro, i), _without(con, i)))
        for i in range(len(forces))
    ]


def _without(forces: Sequence[float], place: int) -> list[float]:
    return [*forces[:place], *forces[place + 1 :]]


def _grounds(outlook: Outlook, line: Line) -> list[Ground]:
    """The premises of an argument, answers read as ordinary ones."""
    network, x = outlook.network, outlook.valuation.x
    circuit, names = network.plan.circuit, network.graph.claims
    found = []
    for source, offset, slope in line[2]:
        if circuit.node[source] < network.plan.claims:
            claim = names[circuit.node[source]]
            text = outlook.weighed.claims[claim].text
            strength, reasons = offset + slope * x[source], outlook.has_reasons(claim)
            found.append(Ground(claim, text, slope < 0, strength, reasons))
    return sorted(found)


def _further(outlook: Outlook, claim: str, near: set[str]) -> list[Root]:
    """The claims with most influence among those that are no direct reasons."""
    slopes = influence(outlook.valuation, claim).sigma
    names = outlook.network.graph.claims
    order = sorted(range(len(slopes)), key=lambda i: (-abs(slopes[i]), i))
    far = (i for i in order if names[i] not in near and names[i] != claim)
    return [
        Root(
            names[i],
            outlook.weighed.claims[names[i]].text,
            outlook.valuation.strength(names[i]),
            outlook.has_reasons(names[i]),
            slopes[i],
        )
        for i in islice(far, FURTHER)
        if abs(slopes[i]) > MARGIN
    ]
