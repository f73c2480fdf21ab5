"""A question or definition that is argued for or against."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen
from loaders.lints.wording import slug

INSTEAD = {
    "question": "what answers it has 'Answers', what has to do with it 'Concerns'",
    "definition": "argue about a claim that says how the word should be used",
}


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Arguments about what has no two sides, which weigh nothing."""
    kinds = {claim.id: claim.kind for claim in seen.body.claims}
    for argument in seen.body.arguments:
        kind = kinds.get(argument.target, "")
        if kind in INSTEAD and argument.id in seen.records:
            says = (
                f"'{slug(argument.target)}' is a {kind}, which nothing {argument.kind}: "
                f"{INSTEAD[kind]}"
            )
            yield seen.records[argument.id].problem(Code.ARGUES_ABOUT_NO_CLAIM, says)
