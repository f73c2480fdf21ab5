"""The page of a person: what they think, debate by debate, and whom they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from kb.model import Debate, Person, Stance
from kb.publish.feeds.data import facts
from kb.publish.pages.pair import met_by
from kb.publish.parts.arguments import argument_ref
from kb.publish.parts.contribution import safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link, MeetsView, StanceView
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage, Voice
from kb.publish.parts.sides import stances_href
from kb.publish.text import links, names


@dataclass(frozen=True, slots=True)
class PersonDebate:
    """A person's part in a debate; `stances_page` leads to where all its people stand."""

    debate: Link
    anchor: str
    stances: tuple[StanceView, ...]
    reported: tuple[StanceView, ...]
    stances_page: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    head: Head
    name: Markup
    kind: str
    note: Markup
    address: Link | None
    debates: tuple[Markup, ...]
    sources: tuple[Link, ...]
    meets: tuple[MeetsView, ...] = ()


def person_page(
    desk: Desk, person: Person, shares: Sequence[Markup], meets: Sequence[MeetsView]
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
        name=desk.prose.label(person.heading),
        kind="" if person.kind == "person" else person.kind,
        note=desk.block(person.note, links.PEOPLE_FILE),
        address=address_link(person.address),
        debates=tuple(shares),
        sources=tuple(map(desk.source, desk.sources_by(names.person_file(person.id)))),
        meets=tuple(meets),
    )


def address_link(address: str | None) -> Link | None:
    """An address as a link where that is safe, else as plain text."""
    return Link(address, links.outside(address)) if address else None


def person_debate(
    desk: Desk, debate: Debate, own: Iterable[Stance], reported: Iterable[Stance]
) -> PersonDebate:
    """What a person thinks in a debate, and what others report of it."""
    return PersonDebate(
        debate=desk.debate(debate.id),
        anchor=names.debate_anchor(debate.id),
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
        path, html = names.person_file(person.id), shared.people.get(person.id, [])
        met = map(repr, shared.met_by.get(person.id, ()))
        view = partial(_shared_page, person=person, shared=shared)
        voices = shared.voices.get(person.id, ())
        yield SharedPage(
            PlannedPage(path, "person.html", view),
            [*html, "", *met],
            partial(_data, person, voices),
            map(repr, voices),
        )


def _shared_page(desk: Desk, person: Person, shared: Shared) -> PersonPage:
    meets = met_by(desk, person.id, shared.met_by.get(person.id, ()))
    return person_page(desk, person, [safe(h) for h in shared.people.get(person.id, ())], meets)


def _data(person: Person, voices: Sequence[Voice]) -> dict[str, object]:
    said = [{"debate": voice.heading, "stances": voice.count} for voice in voices]
    return {"person": {**facts(person), "parts": said}}
