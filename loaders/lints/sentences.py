"""A statement of several sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from loaders.lints.seen import Seen

# what somebody else says is one thing in a statement, however many sentences it has
ASIDE = re.compile(
    r"“[^”]*”|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|«[^»]*»|„[^“]*“|‘[^’]*’(?!\w)|`[^`]*`|\([^()]*\)"
)
BETWEEN = re.compile(r"(?<=[^\W\d])(?:[.?](?=\s+[^\W\d_])|[。？！](?=\S))")
SHORT = frozenset(
    {
        "al", "approx", "art", "ca", "cf", "ch", "co", "corp", "dept", "dr", "ed", "eds", "eq",
        "est", "etc", "ex", "fig", "inc", "jr", "ltd", "messrs", "mr", "mrs", "ms", "mt", "nb",
        "no", "nos", "nr", "op", "pp", "prof", "resp", "rev", "sec", "sr", "st", "viz", "vol",
        "vs",
        "apr", "aug", "capt", "col", "dec", "esp", "feb", "gen", "gov", "hon", "incl", "jan",
        "jul", "jun", "lt", "mar", "max", "min", "nov", "oct", "pres", "rep", "sen", "sep",
        "sept", "sgt", "univ",
        "bzw", "gem", "mio", "sog", "sra",
    }
)  # fmt: skip
LAST = re.compile(r"[\w.]*\Z")
LONGEST = 2_000  # characters that are looked through
ENOUGH = 2  # words that a sentence has at least


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items that say several things at once: nobody can hold the one and reject the other."""
    for claim in seen.body.claims:
        if second := second_sentence(claim.text):
            says = (
                f"the statement of '{claim.slug}' is more than one sentence, from '{second}' on: "
                "make it one, or make a claim of each; what explains it is prose below"
            )
            yield seen.records[claim.id].problem(Code.SEVERAL_SENTENCES, says)


def second_sentence(text: str) -> str:
    """The first words of the second sentence of a statement, if it surely has one."""
    text = text[:LONGEST]
    if not BETWEEN.search(text):  # as in most
        return ""
    bare = ASIDE.sub(lambda aside: "x" * len(aside[0]), text)
    for end in BETWEEN.finditer(bare):
        before, after = bare[: end.start()], bare[end.end() :].lstrip()
        if _ends(before, end[0]) and _begins(after):
            start = len(bare) - len(after)
            return " ".join(text[start:].split()[:3])
    return ""


def _ends(before: str, mark: str) -> bool:
    """Whether a mark ends a sentence, and does not shorten a word, as in `e.g.` and `J. Doe`."""
    if mark != ".":
        return True
    last = LAST.search(before)
    word = last[0] if last else ""
    shortened = "." in word or len(word) < 2 or word.casefold() in SHORT
    return not shortened and len(before.split()) >= ENOUGH


def _begins(after: str) -> bool:
    """Whether a sentence begins here: with a capital, if its script has any."""
    first = after[:1]
    return first.upper() == first and (len(after.split()) >= ENOUGH or not first.isascii())
