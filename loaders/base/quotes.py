"""Quotes compared, word for word, with the local copies of their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.diagnostics import Code, Diagnostic, in_file_order
from kb.model import Base, Claim, Quote
from loaders.files.lock import normalised
from loaders.grammar.references import passage_order


def verify_quotes(base: Base, copies: Mapping[str, Sequence[str]]) -> list[Diagnostic]:
    """The quotes whose words do not stand in the passage that they name."""
    return in_file_order(
        problem
        for claim in base.claims
        for quote in claim.quotes
        for problem in _differs(claim, quote, copies)
    )


def _differs(claim: Claim, quote: Quote, copies: Mapping[str, Sequence[str]]) -> list[Diagnostic]:
    source, number = passage_order(quote.passage)
    if source not in copies:
        return []
    passages = copies[source]
    words = normalised(quote.text).strip('"“”')
    if number <= len(passages) and words in normalised(passages[number - 1]):
        return []
    says = f"these words do not stand in ¶{number} of '{source}'; quote it word for word"
    return [Diagnostic(claim.place.path, quote.line, 1, Code.QUOTE_DIFFERS, says)]
