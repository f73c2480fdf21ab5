"""The statements of Carneades as sentences: terms with a template in its `language`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

DEEPEST = 8
LONGEST = 2_000  # letters of a sentence
TERM = re.compile(r"([\w-]+)\((.*)\)", re.DOTALL)
HOLE = re.compile(r"%[a-z]")
NOT = "¬~"


def sentence(term: str, language: Mapping[str, str], depth: int = 0) -> str:
    """A term in words, as far as the language has words for it."""
    term = term.strip()
    if term[:1] and term[0] in NOT:
        return f"It is not so: {sentence(term[1:], language, depth)}"
    match = TERM.fullmatch(term)
    if not match or depth > DEEPEST:
        return term
    parts = list(arguments(match.group(2)))
    template = language.get(f"{match.group(1)}/{len(parts)}")
    if template is None:
        return term
    words = iter([sentence(part, language, depth + 1) for part in parts])
    made = HOLE.sub(lambda hole: next(words, hole.group()), template)
    return made if len(made) <= LONGEST else term


def arguments(text: str) -> Iterator[str]:
    """What stands between the commas of a term."""
    depth, start = 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()


def negated(term: str) -> str:
    """What a term denies; empty where it denies nothing."""
    term = term.strip()
    return term[1:].strip() if term[:1] and term[0] in NOT else ""
