"""Quotes compared, word for word, with the local copies of their sources.

Compared is what is rendered, without the choices of typography; `[...]` stands for words left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kb.diagnostics import Code, Diagnostic, in_file_order
from kb.model import Base, Claim, Quote
from loaders.grammar.references import passage_order
from loaders.markup.wording import folded, pieces, rendered, stands_in

SHOWN = 3  # passages that a message names
DOTS = re.compile(r"[(]?\s*(?:…|\.(?:\s?\.)+)\s*[)]?")
INSERTED = re.compile(r"\[([^\[\].…]*)\]")
Copies = Mapping[str, Sequence[str]]


def verify_quotes(base: Base, copies: Copies) -> list[Diagnostic]:
    """The quotes whose words do not stand in the passage that they name."""
    return in_file_order(
        problem
        for claim in base.claims
        for quote in claim.quotes
        for problem in _differs(claim, quote, copies)
    )


def _differs(claim: Claim, quote: Quote, copies: Copies) -> Iterator[Diagnostic]:
    source, number = passage_order(quote.passage)
    if source not in copies:
        return
    passages = copies[source]
    if number <= len(passages) and _stands(quote.text, passages[number - 1]):
        return
    says = f"these words do not stand in ¶{number} of '{source}'; {_instead(quote, copies)}"
    yield Diagnostic(claim.place.path, quote.line, 1, Code.QUOTE_DIFFERS, says)


def _stands(words: str, passage: str) -> bool:
    """Whether the words, as rendered or as typed, stand in a passage, as rendered or as typed."""
    return any(
        stands_in(pieces(quoted), said)
        for quoted in _readings(words)
        for said in _readings(passage)
    )


@lru_cache(maxsize=10_000)
def _readings(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((folded(rendered(text)), folded(text))))


def _instead(quote: Quote, copies: Copies) -> str:
    """What to do about a quote that differs."""
    source, number = passage_order(quote.passage)
    if not any(map(pieces, _readings(quote.text))):
        return "there are none: a quote has words"
    passages = copies[source]
    almost = _almost(quote.text, passages[number - 1]) if number <= len(passages) else ""
    elsewhere = _holding(quote.text, passages)
    if almost or elsewhere:
        return almost or f"they stand in {_named(elsewhere)} now"
    for first in (number - 1, number):
        if 1 <= first < len(passages) and _stands(quote.text, " ".join(passages[first - 1 :][:2])):
            return f"they run from ¶{first} on into ¶{first + 1}; quote each on its own"
    for other, texts in copies.items():
        if found := _holding(quote.text, texts):
            return f"they stand in {_named(found)} of '{other}'"
    return "quote it word for word, with '[...]' for words left out"


def _holding(words: str, passages: Sequence[str]) -> list[int]:
    return [number for number, text in enumerate(passages, 1) if _stands(words, text)]


def _almost(words: str, passage: str) -> str:
    """What keeps a passage from having these words, where that is one of the usual things."""
    if _stands(DOTS.sub(" [...] ", words), passage):
        return "write '[...]' for words left out"
    if _stands(words.lower(), passage.lower()):
        return "only capitals differ; write them as the source does"
    without = INSERTED.sub(" [...] ", words), INSERTED.sub(r"\1", words)
    if any(_stands(each, passage) for each in without):
        return "leave out what stands in brackets there and is not of the source"
    return ""


def _named(numbers: Sequence[int]) -> str:
    more = " and others" if len(numbers) > SHOWN else ""
    return ", ".join(f"¶{number}" for number in numbers[:SHOWN]) + more
