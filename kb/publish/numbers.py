"""What the pages of a debate show of what follows from it: strengths, cruxes, what items turn on.

The numbers are those of the command line. They are worked out of a base that holds the debate and
all that bears on it, and are small, so that another process can be given them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from kb.analysis.bare import bare_graph
from kb.analysis.outlook import Outlook, look
from kb.analysis.parting import Parting
from kb.analysis.reasoner import Reasoner
from kb.analysis.reasons import pulls_on
from kb.analysis.turning import Turn
from kb.analysis.weighed import Weighed, weigh
from kb.model import Base, Claim
from kb.reasoning.arrays import Floats
from kb.reasoning.interventions import respond
from kb.reasoning.ranking import MARGIN
from queries.network import (
    Network,
    WeighedClaim,
    WeighedPremise,
    WeighedStance,
    WeighedStep,
)

FEW = 3  # claims that an item is said to turn on
CAMPS = 6  # positions of a debate whose camps are compared, each with each
VOICES = 6  # people who speak of positions and are compared, each with each
APART = 0.05  # two views of a conclusion that differ by less are as good as one
MANY = 1_000  # claims that bear on a debate, above which only its own are tried


class Said(BaseModel):
    """What all numbers have in common: they never change, and are read strictly."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TurnsOn(Said):
    """A claim on which an item turns: the strength of the item under either answer."""

    claim: str
    yes: float
    no: float


class CruxNumbers(Said):
    """A crux of a debate; see `kb.analysis.turning.Turn`. `item` is the crux that declares it."""

    rank: int | None
    tied: bool
    claim: str
    item: str
    kind: str
    strength: float
    yes: tuple[float, ...]
    no: tuple[float, ...]
    verdict_yes: str
    verdict_no: str
    pivotal: bool


class Meeting(Said):
    """Where two camps, or two people, part on a conclusion, and the claims that would bring both
    nearer: each with the share of the gap that it closes from either side."""

    a: str
    b: str
    conclusion: str
    strength_a: float
    strength_b: float
    claims: tuple[tuple[str, float, float], ...]


class Numbers(Said):
    """The numbers of one debate.

    `strengths` are by item, `effects` by argument on an item (what it adds to the strength of what
    it leads to), `turns` by item. `positions` are the conclusions in the order of the cruxes'
    strengths; empty where a debate has none. `meetings` are those of the camps of two positions,
    `partings` those of two people. `graph` is the bare graph of all that bears on the
    debate, `assumed` says in one line what the numbers rest on.
    """

    strengths: dict[str, float] = {}
    effects: dict[str, float] = {}
    turns: dict[str, tuple[TurnsOn, ...]] = {}
    positions: tuple[str, ...] = ()
    leading: str | None = None
    cruxes: tuple[CruxNumbers, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    partings: tuple[Meeting, ...] = ()
    graph: dict[str, Any] = {}
    assumed: str = ""


def numbers_of(weighed: Weighed, debate: str) -> Numbers:
    """The numbers of a debate, of a base that holds all that bears on it."""
    outlook, reasoner = look(weighed), Reasoner(weighed, (debate,))
    items = [c.id for c in weighed.claims.values() if c.debate == debate]
    if not items:
        return Numbers()
    claims = dict.fromkeys(weighed.claim(item) for item in items)
    pulls = {pull.argument: pull.effect for c in claims for pull in pulls_on(outlook, c)}
    ranking = reasoner.cruxes(debate) if reasoner.has_positions(debate) else None
    return Numbers(
        strengths={item: outlook.strength(item) for item in items},
        effects=pulls,
        turns=_turns(outlook, items),
        positions=tuple(p.id for p in ranking.positions) if ranking else (),
        leading=ranking.leading if ranking else None,
        cruxes=tuple(_crux(turn) for turn in ranking.cruxes) if ranking else (),
        meetings=tuple(_meetings(reasoner, debate)) if ranking else (),
        partings=tuple(_partings(reasoner, debate)) if ranking else (),
        graph=bare_graph(weighed, claims),
        assumed=(ranking or outlook).assumptions.line,
    )


def _meetings(reasoner: Reasoner, debate: str) -> Iterator[Meeting]:
    """Where each two positions that somebody holds part, and what both sides would move for."""
    held = [p for p in reasoner.positions(debate) if reasoner.is_held(p)]
    for a, b in combinations(held[:CAMPS], 2):
        for parting in reasoner.double_cruxes(a, b, debate, FEW).partings:
            yield from _meeting(a, b, parting)


def _partings(reasoner: Reasoner, debate: str) -> Iterator[Meeting]:
    """Where two people part on a position of which both speak, and what they would move for."""
    positions = {reasoner.weighed.claim(p) for p in reasoner.positions(debate)}
    speakers = [p for p, said in reasoner.everybody.items() if positions & said.credences.keys()]
    for a, b in combinations(speakers[:VOICES], 2):
        for parting in reasoner.double_cruxes(a, b, debate, FEW).partings:
            if parting.says_a and parting.says_b:
                yield from _meeting(a, b, parting)


def _meeting(a: str, b: str, parting: Parting) -> Iterator[Meeting]:
    """What two sides would move for, if there is anything and they are far enough apart."""
    claims = tuple(
        (shared.id, shared.share_a, shared.share_b)
        for shared in parting.cruxes
        if shared.kind in ("strict", "double")
    )
    if claims and abs(parting.a - parting.b) >= APART:
        yield Meeting(
            a=a,
            b=b,
            conclusion=parting.conclusion,
            strength_a=parting.a,
            strength_b=parting.b,
            claims=claims,
        )


def _crux(turn: Turn) -> CruxNumbers:
    return CruxNumbers(
        rank=turn.rank,
        tied=turn.tied,
        claim=turn.claim,
        item=turn.crux or turn.claim,
        kind=turn.kind,
        strength=turn.strength,
        yes=turn.when_yes,
        no=turn.when_no,
        verdict_yes=turn.verdict_yes,
        verdict_no=turn.verdict_no,
        pivotal=turn.pivotal,
    )


def _turns(outlook: Outlook, items: Sequence[str]) -> dict[str, tuple[TurnsOn, ...]]:
    """The few claims on which each item turns most, by their swing, exactly.

    Both answers to a claim are tried once, for all items together. Where very much bears on a
    debate, only its own claims are tried.
    """
    network, weighed = outlook.network, outlook.weighed
    claims = list(dict.fromkeys(weighed.claim(item) for item in items))
    tried = list(network.graph.claims) if len(network.graph.claims) <= MANY else claims
    nodes = np.array([network.node(claim) for claim in tried])
    of = np.array([network.node(claim) for claim in claims])
    count = len(tried)
    replies = respond(
        outlook.valuation,
        np.arange(2 * count),
        np.tile(nodes, 2),
        np.repeat([1.0, 0.0], count),
        of,
    )
    yes, no = replies[:count], replies[count:]
    found = {claim: _best(claim, tried, yes[:, i], no[:, i]) for i, claim in enumerate(claims)}
    return {item: turns for item in items if (turns := found[weighed.claim(item)])}


def _best(claim: str, tried: Sequence[str], yes: Floats, no: Floats) -> tuple[TurnsOn, ...]:
    swings = np.abs(yes - no)
    telling = [i for i in np.flatnonzero(swings > MARGIN).tolist() if tried[i] != claim]
    telling.sort(key=lambda i: (-swings[i], tried[i]))
    return tuple(TurnsOn(claim=tried[i], yes=float(yes[i]), no=float(no[i])) for i in telling[:FEW])


def weighed_base(base: Base) -> Weighed:
    """All debates of a base, ready for reasoning."""
    return weigh(
        Network(
            [debate.id for debate in base.debates],
            list(_claims(base)),
            list(_steps(base)),
            _stances(base),
        )
    )


def _claims(base: Base) -> Iterable[WeighedClaim]:
    debates = {claim.id: claim.debate for claim in base.claims}
    asks = {r.source: r.target for r in base.relations if r.kind == "asks"}
    answering = Counter(r.source for r in base.relations if r.kind == "answers")
    for claim in sorted(base.claims, key=lambda claim: claim.id):
        asked = asks.get(claim.id)
        yield WeighedClaim(
            id=claim.id,
            kind=claim.kind,
            text=claim.text,
            credence=claim.credence,
            debate=claim.debate,
            asks=asked,
            asked_in=debates.get(asked or ""),
            answers=answering[claim.id],
            ordinal=claim.place.ordinal,
            path=claim.place.path,
            line=claim.place.line,
        )


def _steps(base: Base) -> Iterable[WeighedStep]:
    claims = {claim.id: claim for claim in base.claims}
    for argument in sorted(base.arguments, key=lambda argument: argument.id):
        if any(p.claim not in claims for p in argument.premises):
            continue  # of a debate that is here for a link to it, and bears on nothing
        premises = [_premise(claims[p.claim], p.negated) for p in argument.premises]
        yield WeighedStep(argument.id, argument.kind, argument.target, premises)


def _premise(claim: Claim, negated: bool) -> WeighedPremise:
    return WeighedPremise(id=claim.id, kind=claim.kind, negated=negated, debate=claim.debate)


def _stances(base: Base) -> list[WeighedStance]:
    claims = {claim.id for claim in base.claims}
    names = {person.id: person.heading for person in base.people}
    found = [
        WeighedStance(s.target, s.person, names[s.person], s.kind, s.credence, s.date, s.id)
        for s in base.stances
        if s.target in claims
    ]
    return sorted(found, key=lambda s: (s.claim, s.person, s.date or "", s.kind, s.id))
