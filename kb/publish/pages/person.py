"""The page of a person: what they think, debate by debate, and whom they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from markupsafe import Markup

from kb.addresses import outside
from kb.model import Claim, Debate, Person, Stance
from kb.naming import opening
from kb.publish.feeds.data import facts
from kb.publish.pages.pair import met_by
from kb.publish.parts import words
from kb.publish.parts.arguments import argument_ref
from kb.publish.parts.contribution import safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link, MeetsView, StanceView
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import PersonShare, Shared, SharedPage, Voice
from kb.publish.parts.sides import stances_href
from kb.publish.text import links, names
from queries.saying import side

MAIN = 5  # lines that say what somebody mainly holds
OF_A_DEBATE = 3  # of them, of one debate
AGAINST = 3  # people whom a page names as those somebody differs from most
FIRST = ("position", "crux")  # the kinds of items that matter most, in this order


class PersonDebate(NamedTuple):
    """A person's part in a debate; `stances_page` leads to where all its people stand."""

    debate: Link
    stances: tuple[StanceView, ...]
    reported: tuple[StanceView, ...]
    stances_page: str


class Dated(NamedTuple):
    """Something that somebody said on a day, in a line."""

    date: str
    iso: str
    line: Markup


class DebateFold(NamedTuple):
    """What somebody says in a debate, as HTML that its own build made."""

    heading: str
    anchor: str
    said: str
    html: Markup


class PersonPage(NamedTuple):
    """A person: in five lines what they mainly hold and against whom, then debate by debate."""

    head: Head
    name: Markup
    kind: str
    note: Markup
    address: Link | None
    main: tuple[Markup, ...]
    against: tuple[MeetsView, ...]
    dated: tuple[Dated, ...]
    debates: tuple[DebateFold, ...]
    sources: tuple[Link, ...]
    meets: tuple[MeetsView, ...] = ()


def person_page(
    desk: Desk, person: Person, parts: Sequence[PersonShare], meets: Sequence[MeetsView]
) -> PersonPage:
    """A person, with the part each debate has of them, and whom they meet."""
    heading = desk.prose.plain(person.heading)
    return PersonPage(
        head=Head(
            title=heading,
            page="person",
            id=person.id,
            data=names.data_file(names.person_file(person.id)),
        ),
        name=Markup(opening(desk.prose.label(person.heading))),  # noqa: S704 - a label is safe
        kind="" if person.kind == "person" else person.kind,
        note=desk.block(person.note, links.PEOPLE_FILE),
        address=address_link(person.address),
        main=tuple(map(safe, _main(parts))),
        against=tuple(other for other in meets if other.differ)[:AGAINST],
        dated=tuple(_dated(parts)),
        debates=tuple(map(_part, parts)),
        sources=tuple(map(desk.source, desk.sources_by(names.person_file(person.id)))),
        meets=tuple(meets),
    )


def _main(parts: Sequence[PersonShare]) -> list[str]:
    """What somebody mainly says: of each debate the first line, then of each the second ..."""
    turns = zip_longest(*(part.share.main for part in parts))
    return [line for turn in turns for line in turn if line][:MAIN]


def _dated(parts: Sequence[PersonShare]) -> Iterator[Dated]:
    """What somebody said on which day, the earliest first."""
    for date, line in sorted(said for part in parts for said in part.share.dated):
        yield Dated(words.day(date), date, safe(line))


def _part(part: PersonShare) -> DebateFold:
    count = words.count(part.share.stances, "stance") if part.share.stances else ""
    anchor = names.debate_anchor(part.debate)
    return DebateFold(part.heading, anchor, count, safe(part.share.html))


def main_stances(desk: Desk, stances: Sequence[Stance]) -> list[Stance]:
    """What somebody mainly says in a debate: of positions and cruxes first, of these what they hold
    before what they deny, then of what there are most reasons for."""
    claims = desk.index.claims
    on_items = [s for s in stances if s.target in claims and words.STANCES[s.kind].tone != "other"]
    return sorted(on_items, key=lambda s: _weight(desk, s, claims[s.target]))[:OF_A_DEBATE]


def _weight(desk: Desk, stance: Stance, claim: Claim) -> tuple[int, bool, int]:
    place = FIRST.index(claim.kind) if claim.kind in FIRST else len(FIRST)
    is_denied = claim.kind == "position" and side(stance.kind) < 0
    return place, is_denied, -len(desk.index.arguments_on.get(claim.id, ()))


def address_link(address: str | None) -> Link | None:
    """An address as a link where that is safe, else as plain text."""
    return Link(address, outside(address)) if address else None


def person_debate(
    desk: Desk, debate: Debate, own: Iterable[Stance], reported: Iterable[Stance]
) -> PersonDebate:
    """What a person thinks in a debate, and what others report of it."""
    return PersonDebate(
        debate=desk.debate(debate.id),
        stances=tuple(about(desk, stance) for stance in own),
        reported=tuple(about(desk, stance) for stance in reported),
        stances_page=stances_href(desk, debate),
    )


def about(desk: Desk, stance: Stance) -> StanceView:
    """A stance together with what it is about, which its words then need not point at."""
    view = desk.stance(stance)
    if stance.target in desk.index.arguments:
        said = view.words.replace("this argument", "the argument")
        return view._replace(words=said, argument=argument_ref(desk, stance.target, None))
    said = view.words.replace(" this", "")
    return view._replace(words=said, item=desk.item(stance.target))


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page of each person."""
    for person in shared.base.people:
        path, parts = names.person_file(person.id), shared.people.get(person.id, [])
        met = (one.said for shares in shared.met_by.get(person.id, ()) for one in shares)
        view = partial(_shared_page, person=person, shared=shared)
        voices = shared.voices.get(person.id, ())
        yield SharedPage(
            PlannedPage(path, "person.html", view),
            [*(part.stamp for part in parts), "", *met],
            partial(_data, person, voices),
            map(repr, voices),
        )


def _shared_page(desk: Desk, person: Person, shared: Shared) -> PersonPage:
    found = shared.met_by.get(person.id, ())
    meets = met_by(desk, person.id, [[share.met for share in shares] for shares in found])
    return person_page(desk, person, shared.shares(person.id), meets)


def _data(person: Person, voices: Sequence[Voice]) -> dict[str, object]:
    said = [{"debate": voice.heading, "stances": voice.stances} for voice in voices]
    return {"person": {**facts(person), "parts": said}}
