"""What reasoning needs of a base that is in memory: the same as of one in a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.model import Base, Claim
from queries.network import (
    Network,
    OnArgument,
    Rivals,
    WeighedArgument,
    WeighedClaim,
    WeighedPremise,
    WeighedStance,
    with_makers,
)


def network_of(base: Base) -> Network:
    """All debates of a base as reasoning needs them: what bears on no number is left out."""
    return Network(
        [debate.id for debate in base.debates],
        list(_claims(base)),
        _arguments(base),
        _stances(base),
        sorted(Rivals(r.source, r.target) for r in base.relations if r.kind == "rivals"),
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
            text="",
            credence=claim.credence,
            debate=claim.debate,
            asks=asked,
            asked_in=debates.get(asked or ""),
            answers=answering[claim.id],
            ordinal=claim.place.ordinal,
            path="",
            line=0,
        )


def _arguments(base: Base) -> list[WeighedArgument]:
    kinds = {person.id: person.kind for person in base.people}
    stances = (
        OnArgument(s.target, s.person, kinds[s.person], s.kind, s.date, s.passages, s.id)
        for s in base.stances
    )
    return with_makers(_bare_arguments(base), stances)


def _bare_arguments(base: Base) -> Iterable[WeighedArgument]:
    claims = {claim.id: claim for claim in base.claims}
    for argument in sorted(base.arguments, key=lambda argument: argument.id):
        if any(p.claim not in claims for p in argument.premises):
            continue  # of a debate that is here for a link to it, and bears on nothing
        premises = [_premise(claims[p.claim], p.negated) for p in argument.premises]
        yield WeighedArgument(
            id=argument.id,
            kind=argument.kind,
            target=argument.target,
            premises=premises,
            answer=argument.answer,
            inferred=argument.inferred,
        )


def _premise(claim: Claim, negated: bool) -> WeighedPremise:
    return WeighedPremise(id=claim.id, kind=claim.kind, negated=negated, debate=claim.debate)


def _stances(base: Base) -> list[WeighedStance]:
    claims = {claim.id: (claim.debate, claim.place.ordinal, claim.id) for claim in base.claims}
    who = {person.id: (person.id, person.heading, person.kind) for person in base.people}
    found = [
        WeighedStance(
            s.target,
            *who[s.person],
            s.kind,
            s.credence,
            s.inferred,
            s.date,
            s.passages,
            s.id,
            s.note,
        )
        for s in base.stances
        if s.target in claims
    ]
    return sorted(found, key=lambda s: claims[s.claim])
