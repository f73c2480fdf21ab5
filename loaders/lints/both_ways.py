"""A person who holds and rejects the same, or holds two things that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.diagnostics import Code, Diagnostic
from kb.model import Stance
from loaders.lints.seen import Seen
from loaders.lints.wording import slug

FOR = {"holds", "answers_yes", "concedes"}
AGAINST = {"rejects", "answers_no"}


def find(seen: Seen) -> Iterator[Diagnostic]:
    """People who say both."""
    yield from _both_ways(seen)
    yield from _two_rivals(seen)


def _both_ways(seen: Seen) -> Iterator[Diagnostic]:
    """People who hold and reject one thing, on the same day and at a passage that both cite. Who
    changed their mind did so on another day, or elsewhere."""
    said: dict[tuple[str, str, str | None, str | None], list[Stance]] = defaultdict(list)
    for stance in seen.body.stances:
        if stance.kind in FOR or stance.kind in AGAINST:
            said[stance.person, stance.target, stance.date, stance.of].append(stance)
    for (person, target, *_), stances in said.items():
        if len(stances) > 1 and target in seen.records and _clash(stances):
            what = slug(target) or "this argument"
            says = (
                f"'{person}' both holds and rejects '{what}', at the same passage and on the same "
                "day: keep one, or give each its date or passage"
            )
            yield seen.records[target].problem(Code.BOTH_WAYS, says)


def _two_rivals(seen: Seen) -> Iterator[Diagnostic]:
    """People who hold two rivals; of two that are held on two days the later one counts."""
    holders: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for stance in seen.body.stances:
        if stance.kind == "holds":
            holders[stance.target][stance.person].add(stance.date)
    for relation in seen.body.relations:
        one, other = relation.source, relation.target
        if relation.kind != "rivals" or one not in seen.records or other not in seen.records:
            continue
        for person in sorted(holders[one].keys() & holders[other].keys()):
            if _of_two_days(holders[one][person], holders[other][person]):
                continue
            first, second = sorted((one, other), key=lambda ident: seen.records[ident][1:])
            says = (
                f"'{person}' holds both '{slug(first)}' and '{slug(second)}', which are rivals: "
                "keep one, or give each its date"
            )
            yield seen.records[second].problem(Code.BOTH_WAYS, says)


def _of_two_days(ones: set[str | None], others: set[str | None]) -> bool:
    return None not in ones | others and ones.isdisjoint(others)


def _clash(stances: list[Stance]) -> bool:
    return any(
        set(one.passages) & set(other.passages) or one.passages == other.passages
        for one in stances
        if one.kind in FOR
        for other in stances
        if other.kind in AGAINST
    )
