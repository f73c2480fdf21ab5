"""A reason that repeats its conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen
from loaders.lints.wording import slug, words


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Supports one of whose premises says what the conclusion says, but for how it is written."""
    said = {claim.id: words(claim.text) for claim in seen.body.claims}
    for argument in seen.body.arguments:
        conclusion = said.get(argument.target)
        if argument.kind != "supports" or not conclusion:
            continue
        for premise in argument.premises:
            if not premise.negated and said.get(premise.claim) == conclusion:
                says = (
                    f"'{slug(premise.claim)}' only repeats '{slug(argument.target)}', which it "
                    "is to support: put the two together, or say what the reason is"
                )
                yield seen.records[argument.id].problem(Code.REPEATS_CONCLUSION, says)
