"""An item that supports its own rival."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen
from loaders.lints.wording import slug


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Arguments whose premise and conclusion, as the map says elsewhere, cannot both be right."""
    rivals = {(r.source, r.target) for r in seen.body.relations if r.kind == "rivals"}
    for argument in seen.body.arguments:
        if argument.kind != "supports" or argument.id not in seen.records:
            continue
        for premise in argument.premises:
            ends = min(premise.claim, argument.target), max(premise.claim, argument.target)
            if not premise.negated and ends in rivals:
                says = (
                    f"'{slug(premise.claim)}' supports '{slug(argument.target)}', and is a rival "
                    "of it: both cannot be right; keep one"
                )
                yield seen.records[argument.id].problem(Code.RIVAL_SUPPORTED, says)
