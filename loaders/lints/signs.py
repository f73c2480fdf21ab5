"""Items that lack something: a relation, a reason, a consequence, or somebody who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kb.diagnostics import Code
from kb.model import Argument, Premise
from loaders.facts.parsed import Body
from loaders.grammar.drafts import ArgumentDraft

ASSERTED = ("claim", "position", "evidence", "proposal", "prediction", "analogy")
TIED = ("claim", "evidence", "proposal", "prediction", "analogy", "question")

Suspects = Iterator[tuple[str, ...]]


@dataclass
class Signs:
    """What one debate shows of items, its own and others: which are related to something, which
    somebody or something vouches for, which are supported, and which bear on something."""

    related: set[str] = field(default_factory=set)
    vouched: set[str] = field(default_factory=set)
    supported: set[str] = field(default_factory=set)
    bearing: set[str] = field(default_factory=set)

    def by_code(self) -> dict[Code, set[str]]:
        """The sign that clears an item of each suspicion."""
        return {
            Code.RELATED_TO_NOTHING: self.related,
            Code.POSITION_UNSUPPORTED: self.supported,
            Code.CRUX_TURNS_NOTHING: self.bearing,
            Code.NOBODY_SAYS_SO: self.vouched,
        }


def signs_of(body: Body, pending: Iterable[ArgumentDraft]) -> Signs:
    """The signs that a debate gives; `pending` are its undercuts of arguments of other debates."""
    signs = Signs()
    stanced = {stance.target for stance in body.stances}
    signs.vouched |= stanced
    for claim in body.claims:
        if claim.passages or claim.quotes or claim.credence is not None:
            signs.vouched.add(claim.id)
    for argument in body.arguments:
        _read_argument(signs, argument, argument.id in stanced)
    for draft in pending:
        _read_draft(signs, draft)
    for relation in body.relations:
        signs.related |= {relation.source, relation.target}
        if relation.passages:
            signs.vouched |= {relation.source, relation.target}
        if relation.inferred:
            signs.vouched.add(relation.source)
    return signs


def _read_argument(signs: Signs, argument: Argument, stanced: bool) -> None:
    _read_premises(signs, argument.premises, stanced or bool(argument.passages), argument.inferred)
    if argument.kind == "undercuts":
        return
    signs.related.add(argument.target)
    if argument.kind == "supports":
        signs.supported.add(argument.target)
    if stanced or argument.passages:
        signs.vouched.add(argument.target)


def _read_premises(signs: Signs, premises: Iterable[Premise], shown: bool, inferred: bool) -> None:
    """An inferred argument vouches for its premises: it says openly that they are the mapper's."""
    idents = {premise.claim for premise in premises}
    signs.related |= idents
    signs.bearing |= idents
    if shown or inferred:
        signs.vouched |= idents


def _read_draft(signs: Signs, draft: ArgumentDraft) -> None:
    _read_premises(signs, draft.premises, bool(draft.stances or draft.passages), draft.inferred)
    for below in draft.undercut_by:
        _read_draft(signs, below)


# -- one function a lint: the ids any of which, with the sign, clears the first of them ------------


def islands(body: Body) -> Suspects:
    """Items that should be tied to others. A position answers the question of the debate, a crux
    has a rule of its own, and a definition is tied to its term."""
    return ((claim.id,) for claim in body.claims if claim.kind in TIED)


def positions(body: Body) -> Suspects:
    """Positions should be supported, or refine something that is: that has reasons to share."""
    refined: dict[str, list[str]] = {}
    for relation in body.relations:
        if relation.kind == "refines":
            refined.setdefault(relation.source, []).append(relation.target)
    for claim in body.claims:
        if claim.kind == "position":
            yield (claim.id, *refined.get(claim.id, ()))


def cruxes(body: Body) -> Suspects:
    """A crux, or the claim that it asks, should bear on something. A position does by itself, and
    a claim of another debate is that debate's business."""
    asked = {r.source: r.target for r in body.relations if r.kind == "asks"}
    bears = {claim.id: claim.kind == "position" for claim in body.claims}
    for claim in body.claims:
        subject = asked.get(claim.id, claim.id)
        if claim.kind == "crux" and not bears.get(subject, True):
            yield (claim.id, subject)


def unsaid(body: Body) -> Suspects:
    """What is asserted should be somebody's, or be found somewhere.

    In a debate that names nobody and cites nothing the mapper is speaking, and need not say so.
    A question, a crux or a definition may be the mapper's own anywhere.
    """
    facts = (body.claims, body.arguments, body.relations)
    if body.stances or any(fact.passages for some in facts for fact in some):
        yield from ((claim.id,) for claim in body.claims if claim.kind in ASSERTED)
