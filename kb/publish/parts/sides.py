"""What people think of one item, side by side, and where a debate has all of that."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple, cast

from kb.model import Debate, StanceKind
from kb.publish.index import Index
from kb.publish.parts import words
from kb.publish.parts.counting import said_in
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, StanceView
from kb.publish.text import names
from queries.meeting import Counted, Saying
from queries.saying import side

SIDES = {"for": "for", "against": "against", "open": "open"}


class StanceCell(NamedTuple):
    """What one person thinks of one item; several stances are several."""

    person: str
    stances: tuple[StanceView, ...]
    side: str


class StanceRow(NamedTuple):
    """An item with what each person thinks of it, and the rivals that somebody holds; `split`
    where some are for it, some against it or for a rival. `id` is the claim that a crux asks."""

    id: str
    item: Item
    cells: tuple[StanceCell, ...]
    rivals: tuple[tuple[str, Item], ...]
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
    thing, here = desk.index.asked(targets[0]), desk.index.debate_of(targets[0])
    said = said_in(desk.index, here)
    cells = tuple(
        StanceCell(person, tuple(views), _side(said.get(thing, {}).get(person)))
        for person, views in by_person.items()
    )
    held = [r for r in sorted(desk.index.rivals.get(thing, ())) if _is_held(said, r, people)]
    sides = {cell.side for cell in cells} | ({"against"} if held else set())
    return StanceRow(
        id=thing,
        item=desk.item(targets[0], here),
        cells=cells,
        rivals=tuple((rival, desk.item(rival, here)) for rival in held),
        split={"for", "against"} <= sides,
    )


def _side(said: Saying | None) -> str:
    """The side of somebody, by what counts of what they say; none, where nothing does."""
    return SIDES[words.STANCES[cast("StanceKind", said.kind)].tone] if said else "none"


def _is_held(said: Counted, item: str, people: Container[str] | None) -> bool:
    on = said.get(item, {})
    return any(side(s.kind) > 0 for p, s in on.items() if people is None or p in people)
