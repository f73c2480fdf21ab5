"""A base with its reverse directions: what is said about each thing, looked up instead of sought.

Built once, in one pass over each list, so that a page costs what stands on it and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from kb.model import Argument, Base, Claim, Quote, Relation, Stance
from kb.publish.ties import grouped, root_of
from queries.saying import by_item

T = TypeVar("T")
Citing = Claim | Argument | Stance | Relation | Quote


class Citation(NamedTuple):
    """One thing that cites a passage; `claim` is the item it belongs to, for a quotation."""

    by: Citing
    claim: str = ""


class Index:
    """The base, with everything that leads back."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.debates = {d.id: d for d in base.debates}
        self.claims = {c.id: c for c in base.claims}
        self.arguments = {a.id: a for a in base.arguments}
        self.people = {p.id: p for p in base.people}
        self.sources = {s.id: s for s in base.sources}
        self.terms = {t.id: t for t in base.terms}
        self.items_of = grouped((c.debate, c) for c in base.claims)
        self.arguments_on = grouped((a.target, a) for a in base.arguments)
        self.uses_of = grouped(
            (p.claim, (a, p.negated)) for a in base.arguments for p in a.premises
        )
        self.stances_on = grouped((s.target, s) for s in base.stances)
        self.relations_from = grouped((r.source, r) for r in base.relations)
        self.relations_to = grouped((r.target, r) for r in base.relations)
        self.passages_of = grouped((p.source, p) for p in base.passages)
        self.repeats = {p.id: p.repeats for p in base.passages if p.repeats}
        self.starts = {p.id for p in base.passages if p.starts is not None}
        self.arranged = {p.source for p in base.passages if p.repeats or p.id in self.starts}
        self.repeats_of = grouped((p.repeats, p) for p in base.passages if p.repeats)
        self.targets_of = grouped(_targets(base))
        asks = [r for r in base.relations if r.kind == "asks"]
        self._asks = {r.source: r.target for r in asks}
        self.asking = grouped((r.target, r.source) for r in asks)
        excluding = ((r.source, r.target) for r in base.relations if r.kind == "rivals")
        self.rivals = by_item(excluding, self.asked)
        self.answered: dict[str, bool] = {}  # attacks of which it was found out already
        self._roots: dict[str, str | None] = {}

    @cached_property
    def citations_of(self) -> dict[str, dict[str, list[Citation]]]:
        """For each debate what cites each passage, in the order of the files."""
        found: defaultdict[str, dict[str, list[Citation]]] = defaultdict(dict)
        for passage, citation in _citations(self.base):
            debate = self._debate_of_citation(citation)
            found[debate].setdefault(passage, []).append(citation)
        return found

    def _debate_of_citation(self, citation: Citation) -> str:
        by = citation.by
        if isinstance(by, Claim | Argument):
            return by.debate
        if isinstance(by, Quote):
            return self.claims[citation.claim].debate
        target = by.target if isinstance(by, Stance) else by.source
        known = self.claims.get(target) or self.arguments.get(target)
        return known.debate if known else ""

    def root_claim(self, argument: str) -> str | None:
        """The claim whose page shows an argument (see `root_of`)."""
        return root_of(argument, self.arguments, self._roots)

    def is_person(self, person: str) -> bool:
        """Whether a person speaks, and no work or character."""
        return person not in self.people or self.people[person].kind == "person"

    def is_crux(self, claim: str) -> bool:
        return claim in self.claims and self.claims[claim].kind == "crux"

    def asked(self, claim: str) -> str:
        """The claim whose truth a crux asks; any other item is itself."""
        return self._asks.get(claim, claim)

    def debate_of(self, target: str) -> str:
        """The debate in which a claim or an argument stands."""
        thing = self.claims.get(target) or self.arguments[target]
        return thing.debate

    def first_of(self, passage: str) -> str:
        """The passage that this one repeats, or itself."""
        return self.repeats.get(passage, passage)


def _targets(base: Base) -> Iterator[tuple[str, str]]:
    """What people may take a stand on, by debate: its items, then its arguments."""
    yield from ((claim.debate, claim.id) for claim in base.claims)
    yield from ((argument.debate, argument.id) for argument in base.arguments)


def _citations(base: Base) -> Iterator[tuple[str, Citation]]:
    for claim in base.claims:
        for passage in claim.passages:
            yield passage, Citation(claim)
        for quote in claim.quotes:
            yield quote.passage, Citation(quote, claim.id)
    things: tuple[Argument | Stance | Relation, ...]
    things = (*base.arguments, *base.stances, *base.relations)
    for thing in things:
        for passage in thing.passages:
            yield passage, Citation(thing)
