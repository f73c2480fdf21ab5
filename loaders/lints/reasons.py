"""What only looks like something: a reason given twice, or one that repeats its conclusion, and a
question that asks nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument
from loaders.facts.arguments import describe
from loaders.facts.parsed import Body, NodeRecord

ALIKE = 0.6  # of all words of two reasons: what both must have, to be taken for one
ASKING = ("?", "？", "؟", "՞", ";", "\u037e")  # the marks of several scripts; Greek has ";"
WORD = re.compile(r"\w+")


def repeated_conclusions(body: Body, records: Mapping[str, NodeRecord]) -> Iterator[Diagnostic]:
    """Supports one of whose premises says what the conclusion says, but for how it is written."""
    said = {claim.id: words(claim.text) for claim in body.claims}
    for argument in body.arguments:
        conclusion = said.get(argument.target)
        if argument.kind != "supports" or not conclusion:
            continue
        for premise in argument.premises:
            if not premise.negated and said.get(premise.claim) == conclusion:
                says = (
                    f"'{slug(premise.claim)}' only repeats '{slug(argument.target)}', which it "
                    "is to support: put the two together, or say what the reason is"
                )
                yield records[argument.id].problem(Code.REPEATS_CONCLUSION, says)


def unasked(body: Body, records: Mapping[str, NodeRecord]) -> Iterator[Diagnostic]:
    """Cruxes and questions whose statement is no question, so that nobody can answer it."""
    for claim in body.claims:
        if claim.kind in ("crux", "question") and not claim.text.rstrip("\"'”’»)*_ ").endswith(
            ASKING
        ):
            says = (
                f"'{claim.slug}' is a {claim.kind}, but its statement asks nothing: "
                "write it as a question, or leave out the kind"
            )
            yield records[claim.id].problem(Code.ASKS_NOTHING, says)


def reasons_twice(
    body: Body, records: Mapping[str, NodeRecord], answers: Collection[str]
) -> Iterator[Diagnostic]:
    """Arguments with one aim, from exactly the same passages, in much the same words.

    The passages alone tell nothing: a paragraph often gives two reasons. What the answer to a crux
    does is no reason of its own.
    """
    cited, said = _cited(body), {claim.id: set(words(claim.text)) for claim in body.claims}
    groups: dict[tuple[str, str, frozenset[str]], list[Argument]] = defaultdict(list)
    for argument in body.arguments:
        passages = cited[argument.id].union(*(cited[p.claim] for p in argument.premises))
        is_here = all(premise.claim in said for premise in argument.premises)
        if passages and is_here and argument.kind != "undercuts" and argument.id not in answers:
            groups[argument.kind, argument.target, frozenset(passages)].append(argument)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if _is_one_reason(first, second, said):
                place = records[first.id]
                says = (
                    f"{describe(second)} has the passages of {describe(first)} "
                    f"({place.path}:{place.line}) and most of its words: is a reason counted twice?"
                )
                yield records[second.id].problem(Code.SAME_REASON_TWICE, says)


def _cited(body: Body) -> dict[str, set[str]]:
    """The passages that are cited for each claim and argument, itself and in stances on it."""
    cited: dict[str, set[str]] = defaultdict(set)
    for claim in body.claims:
        cited[claim.id].update(claim.passages)
    for argument in body.arguments:
        cited[argument.id].update(argument.passages)
    for stance in body.stances:
        cited[stance.target].update(stance.passages)
    return cited


def _is_one_reason(first: Argument, second: Argument, said: Mapping[str, set[str]]) -> bool:
    """Whether two arguments have most of their words in common, but no premise."""
    ones, others = ({(p.claim, p.negated) for p in a.premises} for a in (first, second))
    if ones & others:  # KB405 speaks of these
        return False
    one: set[str] = set().union(*(said[claim] for claim, _ in ones))
    other: set[str] = set().union(*(said[claim] for claim, _ in others))
    return len(one & other) >= ALIKE * len(one | other)


def words(text: str) -> tuple[str, ...]:
    """A statement without case, punctuation, markup and white space."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def slug(ident: str) -> str:
    """An item as its own debate calls it."""
    return ident.partition("/")[2]
