"""What people think of one item, side by side, and where a debate has all of that."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from kb.model import Debate
from kb.publish.index import Index
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, StanceView
from kb.publish.text import names

SIDES = {"for": "for", "against": "against", "open": "open"}


@dataclass(frozen=True, slots=True)
class StanceCell:
    """What one person thinks of one item; several stances are several."""

    person: str
    stances: tuple[StanceView, ...]
    side: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """An item with what each person thinks of it; `split` where some are for it, some against."""

    item: Item
    cells: tuple[StanceCell, ...]
    split: bool


def has_stances(index: Index, debate: Debate) -> bool:
    """Whether at least two people take a stand on the items of a debate."""
    claims = index.items_of.get(debate.id, ())
    everybody = (s.person for c in claims for s in index.stances_on.get(c.id, ()))
    speakers = (person for person in everybody if index.is_person(person))
    first = next(speakers, None)
    return any(person != first for person in speakers)


def stances_href(desk: Desk, debate: Debate) -> str:
    """Where the page lies; nothing where there is none."""
    return desk.root + names.stances_file(debate.id) if has_stances(desk.index, debate) else ""


def row_of(desk: Desk, targets: Sequence[str], people: Container[str] | None = None) -> StanceRow:
    """What everybody, or each of some people, thinks of the first of some items that are one."""
    by_person: dict[str, list[StanceView]] = {}
    for stance in (s for target in targets for s in desk.index.stances_on.get(target, ())):
        if people is None or stance.person in people:
            by_person.setdefault(stance.person, []).append(desk.stance(stance))
    cells = tuple(StanceCell(p, tuple(views), _side(views)) for p, views in by_person.items())
    sides = {cell.side for cell in cells}
    item = desk.item(targets[0], desk.index.debate_of(targets[0]))
    return StanceRow(item, cells, {"for", "against"} <= sides)


def _side(stances: Iterable[StanceView]) -> str:
    """The side of somebody who says several things of an item: the first that is one."""
    return next((SIDES[s.tone] for s in stances if s.tone in SIDES), "none")
