"""One statement under two ids."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen
from loaders.lints.wording import slug, words


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items that say the same, but for how it is written. One that is to support the other is
    another rule's."""
    told = {
        frozenset((premise.claim, argument.target))
        for argument in seen.body.arguments
        if argument.kind == "supports"
        for premise in argument.premises
    }
    first: dict[tuple[bool, tuple[str, ...]], str] = {}
    for claim in seen.body.claims:
        said = words(claim.text)
        asks = claim.kind in ("crux", "question")
        other = first.setdefault((asks, said), claim.id) if said else claim.id
        if other != claim.id and frozenset((other, claim.id)) not in told:
            place = seen.records[other]
            says = (
                f"'{slug(claim.id)}' says what '{slug(other)}' says ({place.path}:{place.line}): "
                "make them one item, or say how they differ"
            )
            yield seen.records[claim.id].problem(Code.SAID_TWICE, says)
