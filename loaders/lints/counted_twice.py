"""A reason that is counted twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument, Claim
from loaders.facts.arguments import describe
from loaders.facts.parsed import Body
from loaders.lints.seen import Seen
from loaders.lints.wording import words

ALIKE = 0.6  # of all words of two reasons: what both must have, to be taken for one


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Arguments with one aim, from exactly the same passages, in much the same words.

    The passages alone tell nothing: a paragraph often gives two reasons. What the answer to a crux
    does is no reason of its own.
    """
    cited = _cited(seen.body)
    said = {claim.id: claim.text for claim in seen.body.claims}
    groups: dict[tuple[str, str, frozenset[str]], list[Argument]] = defaultdict(list)
    for argument in seen.body.arguments if cited else ():
        passages = cited[argument.id].union(*(cited[p.claim] for p in argument.premises))
        is_here = all(premise.claim in said for premise in argument.premises)
        if (
            passages
            and is_here
            and argument.kind != "undercuts"
            and argument.id not in seen.answers
        ):
            groups[argument.kind, argument.target, frozenset(passages)].append(argument)
    for group in groups.values():
        for first, second, *more in _alike(group, said):
            place = seen.records[first.id]
            others = f", and so have {len(more)} more" if more else ""
            says = (
                f"{describe(second)} has the passages of {describe(first)} "
                f"({place.path}:{place.line}) and most of its words{others}: is a reason counted "
                "twice?"
            )
            yield seen.records[second.id].problem(Code.SAME_REASON_TWICE, says)


def _alike(group: Sequence[Argument], said: Mapping[str, str]) -> Iterator[tuple[Argument, ...]]:
    """The arguments of a group that are one reason, two or more each time."""
    found: list[list[Argument]] = []
    for argument in group:
        for alike in found:
            if any(_is_one_reason(other, argument, said) for other in alike):
                alike.append(argument)
                break
        else:
            found.append([argument])
    return (tuple(alike) for alike in found if len(alike) > 1)


def _cited(body: Body) -> dict[str, set[str]]:
    """The passages that are cited for claims and arguments, themselves and in stances on them."""
    cited: dict[str, set[str]] = defaultdict(set)
    facts: tuple[Claim | Argument, ...] = (*body.claims, *body.arguments)
    for fact in facts:
        if fact.passages:
            cited[fact.id].update(fact.passages)
    for stance in body.stances:
        if stance.passages:
            cited[stance.target].update(stance.passages)
    return cited


def _is_one_reason(first: Argument, second: Argument, said: Mapping[str, str]) -> bool:
    """Whether two arguments have most of their words in common, but no premise."""
    ones, others = ({(p.claim, p.negated) for p in a.premises} for a in (first, second))
    if ones & others:  # KB405 speaks of these
        return False
    one: set[str] = set().union(*(words(said[claim]) for claim, _ in ones))
    other: set[str] = set().union(*(words(said[claim]) for claim, _ in others))
    return len(one & other) >= ALIKE * len(one | other)
