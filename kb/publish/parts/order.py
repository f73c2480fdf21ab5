"""The order in which a debate was had: items by the passage in which each is first said."""

from __future__ import annotations

from functools import lru_cache

from kb.model import Claim
from kb.publish.index import Index


def beside(index: Index, claim: Claim) -> tuple[str | None, str | None]:
    """The items that come before and after one in its debate."""
    items, places = _in_order(index, claim.debate)
    at = places[claim.id]
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


@lru_cache(maxsize=1)  # asked for by each item of a debate
def _in_order(index: Index, debate: str) -> tuple[list[str], dict[str, int]]:
    source, last = index.debates[debate].source, 0
    placed: list[tuple[int, str]] = []
    for claim in index.items_of.get(debate, ()):
        last = _first(index, claim, source) or last  # without a passage: with the item before it
        placed.append((last, claim.id))
    items = [item for _, item in sorted(placed, key=lambda place: place[0])]
    return items, {item: at for at, item in enumerate(items)}


def _first(index: Index, claim: Claim, source: str | None) -> int:
    """The first passage of a source where an item is said, 0 for none."""
    cited = (p for s in index.stances_on.get(claim.id, ()) for p in s.passages)
    places = (index.first_of(p).rpartition("#") for p in (*claim.passages, *cited))
    numbers = (number for owner, _, number in places if owner == source and number.isdecimal())
    return min(map(int, numbers), default=0)
