"""A person who holds and rejects the same."""

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


def _clash(stances: list[Stance]) -> bool:
    return any(
        set(one.passages) & set(other.passages) or one.passages == other.passages
        for one in stances
        if one.kind in FOR
        for other in stances
        if other.kind in AGAINST
    )
