"""One statement under two ids."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.facts.parsed import Body
from loaders.lints.seen import Seen
from loaders.lints.wording import gist, slug, words

ENOUGH = 5  # words that two statements turn on, for small ones beside them to make no difference


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items that say the same, but for how it is written, or but for small words and endings. One
    that is to support the other is another rule's; what is nearly the same and related is apart."""
    supported, related = _told(seen.body)
    first: dict[tuple[bool, tuple[str, ...]], str] = {}
    nearly: dict[tuple[bool, tuple[str, ...]], str] = {}
    for claim in seen.body.claims:
        said, turns_on = words(claim.text), gist(claim.text)
        asks = claim.kind in ("crux", "question")
        other = first.setdefault((asks, said), claim.id) if said else claim.id
        like = nearly.setdefault((asks, turns_on), claim.id) if said else claim.id
        if other != claim.id and frozenset((other, claim.id)) not in supported:
            yield _problem(seen, claim.id, other, "what")
            continue
        is_near = other == claim.id != like and len(turns_on) >= ENOUGH
        if is_near and frozenset((like, claim.id)) not in related:
            yield _problem(seen, claim.id, like, "nearly what")


def _told(body: Body) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Two items of which one is to support the other, and two that are related in any way."""
    supported, related = set(), {frozenset((r.source, r.target)) for r in body.relations}
    for argument in body.arguments:
        ends = {frozenset((premise.claim, argument.target)) for premise in argument.premises}
        related |= ends
        supported |= ends if argument.kind == "supports" else set()
    return supported, related


def _problem(seen: Seen, ident: str, other: str, how: str) -> Diagnostic:
    place = seen.records[other]
    says = (
        f"'{slug(ident)}' says {how} '{slug(other)}' says ({place.path}:{place.line}): make them "
        "one item, or say how they differ"
    )
    return seen.records[ident].problem(Code.SAID_TWICE, says)
