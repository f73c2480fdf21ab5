"""Who stands where in a debate: people side by side, where they differ first.

One page for each debate holds every comparison of two of its people, where a page for each pair
would be as many as the square; a script sets two of them beside each other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from kb.model import Debate
from kb.publish import names
from kb.publish.figures import letters, meetings
from kb.publish.fragments import StanceView
from kb.publish.index import Index
from kb.publish.overviews import StandingCell, StandingGroup, StandingPage, StandingRow
from kb.publish.parts import Desk
from kb.publish.views import Head

SIDES = {"for": "for", "against": "against", "open": "open"}
GROUPS = (
    ("double-cruxes", "Cruxes they answer differently"),
    ("differ", "Where they differ"),
    ("agree", "Where several say the same"),
    ("one", "What one of them speaks of"),
)


def has_standing(index: Index, debate: Debate) -> bool:
    """Whether at least two people take a stand on the items of a debate."""
    claims = index.items_of.get(debate.id, ())
    return len({s.person for c in claims for s in index.stances_on.get(c.id, ())}) > 1


def standing_href(desk: Desk, debate: Debate) -> str:
    """Where the page lies; nothing where there is none."""
    return desk.root + names.stances_file(debate.id) if has_standing(desk.index, debate) else ""


def standing_page(desk: Desk, debate: Debate) -> StandingPage:
    claims = desk.index.items_of.get(debate.id, ())
    rows = [row_of(desk, [c.id]) for c in claims if c.id in desk.index.stances_on]
    people = dict.fromkeys(cell.person for row in rows for cell in row.cells)
    return StandingPage(
        head=Head(
            title=f"Who stands where: {desk.prose.plain(debate.question)}",
            page="standing",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
        ),
        debate=desk.debate(debate.id),
        people=tuple((names.segment(p), desk.person(p)) for p in people),
        groups=_groups(rows),
        meetings=meetings(desk, debate.id),
        positions=tuple(
            (letter, desk.item(position, debate.id))
            for position, letter in letters(desk, debate.id).items()
        ),
    )


def row_of(desk: Desk, targets: Sequence[str], people: Container[str] | None = None) -> StandingRow:
    """What everybody, or each of some people, thinks of the first of some items that are one."""
    by_person: dict[str, list[StanceView]] = {}
    for stance in (s for target in targets for s in desk.index.stances_on.get(target, ())):
        if people is None or stance.person in people:
            by_person.setdefault(stance.person, []).append(desk.stance(stance))
    cells = tuple(StandingCell(p, tuple(views), _side(views)) for p, views in by_person.items())
    sides = {cell.side for cell in cells}
    item = desk.item(targets[0], desk.index.debate_of(targets[0]))
    return StandingRow(item, cells, {"for", "against"} <= sides)


def _side(stances: Iterable[StanceView]) -> str:
    """The side of somebody who says several things of an item: the first that is one."""
    return next((SIDES[s.tone] for s in stances if s.tone in SIDES), "none")


def _groups(rows: Iterable[StandingRow]) -> tuple[StandingGroup, ...]:
    found: dict[str, list[StandingRow]] = {anchor: [] for anchor, _ in GROUPS}
    for row in rows:
        found[_group(row)].append(row)
    return tuple(
        StandingGroup(anchor, heading, tuple(found[anchor]))
        for anchor, heading in GROUPS
        if found[anchor]
    )


def _group(row: StandingRow) -> str:
    if row.split:
        return "double-cruxes" if row.item.kind == "crux" else "differ"
    return "agree" if len(row.cells) > 1 else "one"
