"""What is said before and after an item, in the order in which a debate was had."""

from __future__ import annotations

from functools import lru_cache

from kb.exchange.order import NOWHERE, Order, Place
from kb.model import Claim
from kb.publish.exchange.record import record
from kb.publish.index import Index

START: Place = (0, 0, 0, 0)


def beside(index: Index, claim: Claim) -> tuple[str | None, str | None]:
    """The items that come before and after one in its debate."""
    items, places = _in_order(index, claim.debate)
    at = places[claim.id]
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


@lru_cache(maxsize=1)  # asked for by each item of a debate
def _in_order(index: Index, debate: str) -> tuple[list[str], dict[str, int]]:
    """By the passage in which each item is first said; without one it comes with the one before."""
    order, last = Order(record(index, index.debates[debate])), START
    placed = []
    for claim in index.items_of.get(debate, ()):
        stances = index.stances_on.get(claim.id, ())
        here = order.place([*claim.passages, *(p for s in stances for p in s.passages)])
        last = here if here != NOWHERE else last
        placed.append((last, claim.id))
    items = [item for _, item in sorted(placed, key=lambda place: place[0])]
    return items, {item: at for at, item in enumerate(items)}
