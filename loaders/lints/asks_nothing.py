"""A crux or question that asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen

ASKING = ("?", "？", "؟", "՞", ";", "\u037e")  # the marks of several scripts; Greek has ";"


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Cruxes and questions whose statement is no question, so that nobody can answer it."""
    for claim in seen.body.claims:
        if claim.kind in ("crux", "question") and not claim.text.rstrip("\"'”’»)*_ ").endswith(
            ASKING
        ):
            says = (
                f"'{claim.slug}' is a {claim.kind}, but its statement asks nothing: "
                "write it as a question, or leave out the kind"
            )
            yield seen.records[claim.id].problem(Code.ASKS_NOTHING, says)
