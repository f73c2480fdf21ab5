"""A crux or question, or the question of a debate, that asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen

QUESTION_MARKS = ("?", "？", "؟", "՞", "\u037e")  # of several scripts
ASKING = (*QUESTION_MARKS, ";")  # which Greek is written with, and other scripts end no sentence


def find(seen: Seen) -> Iterator[Diagnostic]:
    """What should be a question and is none, so that nobody can answer it."""
    debate = seen.body.debate
    if debate.question and not _asks(debate.question):
        says = "the question of the debate asks nothing: write it as a question"
        yield seen.records[debate.id].problem(Code.ASKS_NOTHING, says)
    for claim in seen.body.claims:
        if claim.kind in ("crux", "question") and not _asks(claim.text):
            says = (
                f"'{claim.slug}' is a {claim.kind}, but its statement asks nothing: "
                "write it as a question, or leave out the kind"
            )
            yield seen.records[claim.id].problem(Code.ASKS_NOTHING, says)


def _asks(text: str) -> bool:
    return text.rstrip("\"'”’»)*_ ").endswith(ASKING)
