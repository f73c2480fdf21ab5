"""The terms that a debate uses, each with the definition that counts there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kb.model import Claim
from kb.publish.index import Index
from kb.publish.parts.desk import Desk
from kb.publish.text import names
from kb.publish.text.glossary import Entry, Glossary

NO_SENSES: Mapping[str, str] = {}


@lru_cache(maxsize=1)  # asked for by each item of a debate
def definitions(index: Index, debate: str) -> dict[str, Claim]:
    """The first definition of each term that can be seen from a debate; its own come first."""
    found: dict[str, Claim] = {}
    everything = sorted(index.base.claims, key=lambda claim: claim.debate != debate)
    for claim in everything:
        if claim.term in index.terms:
            found.setdefault(claim.term, claim)
    return found


def glossary(desk: Desk, claim: Claim) -> Glossary:
    """The terms as the page of an item links them: to the sense that it uses, if it says which."""
    index = desk.index
    ties = index.relations_from.get(claim.id, ())
    used = (index.claims[tie.target] for tie in ties if tie.kind == "uses")
    senses = {sense.term: names.claim_file(sense.id) for sense in used if sense.term}
    return glossary_of(desk, claim.debate, senses, claim.term)


def glossary_of(
    desk: Desk, debate: str, senses: Mapping[str, str] = NO_SENSES, own: str | None = None
) -> Glossary:
    """The terms of a debate, each with its page, or that of one of its `senses`; without the page's
    `own`."""
    return Glossary(
        Entry(desk.index.terms[term].heading, desk.href(senses.get(term, names.term_file(term))))
        for term in definitions(desk.index, debate)
        if term != own
    )
