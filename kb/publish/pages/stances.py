"""Who stands where in a debate: how people answer each other, where they differ, where they agree.

A script sets any two of them beside each other; those who meet have a page of their own, across
debates (`kb.publish.pages.pair`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from typing import NamedTuple

from kb.model import Debate
from kb.publish.index import Index
from kb.publish.pages.pair import ReplyView, meets_in, replies_of
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import DoubleCruxView, Item, Link, MeetsView
from kb.publish.parts.meeting import SIDE_BY_SIDE, pairs_of
from kb.publish.parts.number_views import letters, meetings
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.sides import StanceRow, has_stances, row_of
from kb.publish.text import names

FEW = 3  # answers of two people that the page has; all of them stand on the page of the two
APART = (
    ("double-cruxes", "Cruxes they answer differently"),
    ("differ", "Where they differ"),
)
TOGETHER = (
    ("agree", "Where several say the same"),
    ("one", "What one of them speaks of"),
    ("apart", "What works and characters say"),
)


class StanceGroup(NamedTuple):
    """The items of a debate on which people differ, on which they agree, ..."""

    anchor: str
    heading: str
    rows: tuple[StanceRow, ...]


class Answering(NamedTuple):
    """Two people who meet, with the first of the arguments by which one answers the other."""

    meets: MeetsView
    replies: tuple[ReplyView, ...]
    more: int


class StancesPage(NamedTuple):
    """Who stands where in a debate."""

    head: Head
    debate: Link
    people: tuple[tuple[str, Link], ...]
    answers: tuple[Answering, ...]
    differ: tuple[StanceGroup, ...]
    others: tuple[StanceGroup, ...]
    meetings: tuple[DoubleCruxView, ...] = ()
    positions: tuple[tuple[str, Item], ...] = ()


def stances_page(desk: Desk, debate: Debate) -> StancesPage:
    items = list(_items(desk.index, debate))
    speakers = dict.fromkeys(
        stance.person
        for same in items
        for each in same
        for stance in desk.index.stances_on.get(each, ())
    )
    persons = {person for person in speakers if desk.index.is_person(person)}
    rows = _rows(desk, items, persons)
    apart = _rows(desk, items, speakers.keys() - persons)
    people = dict.fromkeys(cell.person for row in rows for cell in row.cells)
    return StancesPage(
        head=Head(
            title=f"Who stands where: {desk.prose.plain(debate.question)}",
            page="stances",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
        ),
        debate=desk.debate(debate.id),
        people=tuple((names.segment(p), desk.person(p)) for p in people),
        answers=_answers(desk, debate),
        differ=_groups(APART, rows, apart),
        others=_groups(TOGETHER, rows, apart),
        meetings=meetings(desk, debate.id),
        positions=tuple(
            (letter, desk.item(position, debate.id))
            for position, letter in letters(desk, debate.id).items()
        ),
    )


def _items(index: Index, debate: Debate) -> Iterator[list[str]]:
    """The items on which somebody says something; a crux together with the claim that it asks."""
    here = {claim.id for claim in index.items_of.get(debate.id, ())}
    for claim in index.items_of.get(debate.id, ()):
        cruxes = [crux for crux in index.asking.get(claim.id, ()) if crux in here]
        same = [*cruxes, claim.id]
        stands_elsewhere = index.asked(claim.id) != claim.id and index.asked(claim.id) in here
        if not stands_elsewhere and any(each in index.stances_on for each in same):
            yield same


def _rows(desk: Desk, items: Sequence[list[str]], people: Set[str]) -> list[StanceRow]:
    """What some people think of the items of which they speak."""
    if not people:
        return []
    return [row for same in items if (row := row_of(desk, same, people)).cells]


def _answers(desk: Desk, debate: Debate) -> tuple[Answering, ...]:
    met = pairs_of(desk.index, debate.id).met[:SIDE_BY_SIDE]
    return tuple(
        Answering(meets, replies_of(desk, debate, each, FEW), max(0, len(each.replies) - FEW))
        for meets, each in zip(meets_in(desk, met), met, strict=True)
    )


def _groups(
    headings: Iterable[tuple[str, str]], rows: Iterable[StanceRow], apart: list[StanceRow]
) -> tuple[StanceGroup, ...]:
    found: dict[str, list[StanceRow]] = {"apart": apart}
    for row in rows:
        found.setdefault(_group(row), []).append(row)
    return tuple(
        StanceGroup(anchor, heading, tuple(found[anchor]))
        for anchor, heading in headings
        if found.get(anchor)
    )


def _group(row: StanceRow) -> str:
    if row.split:
        return "double-cruxes" if row.item.kind == "crux" else "differ"
    return "agree" if len(row.cells) > 1 else "one"


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """Who stands where in a debate, where at least two people do."""
    if has_stances(index, debate):
        view = partial(stances_page, debate=debate)
        yield PlannedPage(names.stances_file(debate.id), "stances.html", view)


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield names.stances_file(debate)
