"""A claim that asks."""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.asks_nothing import QUESTION_MARKS
from loaders.lints.seen import Seen

MAY_ASK = ("crux", "question")


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items of other kinds whose statement is a question, which nobody can hold or reject; a
    question that only stands in quotation marks is no question of theirs."""
    for claim in seen.body.claims:
        if claim.kind not in MAY_ASK and claim.text.rstrip("*_ ").endswith(QUESTION_MARKS):
            says = (
                f"the statement of '{claim.slug}' is a question, and its kind is '{claim.kind}': "
                "write what it says, or make it a 'question' or a 'crux'"
            )
            yield seen.records[claim.id].problem(Code.CLAIM_ASKS, says)
