"""The page of a person: what they think, debate by debate, and whom they meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import Debate, Person, Stance
from kb.publish.parts.arguments import step_ref
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link, MeetsView, StanceView
from kb.publish.parts.page import Head
from kb.publish.parts.sides import standing_href
from kb.publish.text import links, names


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a debate, as lists count it."""

    heading: str
    count: int


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
        standing=standing_href(desk, debate),
    )


def about(desk: Desk, stance: Stance) -> StanceView:
    """A stance together with what it is about, which its words then need not point at."""
    view = desk.stance(stance)
    if stance.target in desk.index.arguments:
        said = view.words.replace("this step", "the step")
        return view._replace(words=said, step=step_ref(desk, stance.target, None))
    said = view.words.replace(" this", "")
    return view._replace(words=said, item=desk.item(stance.target))


@dataclass(frozen=True, slots=True)
class PersonDebate:
    """A person's part in a debate; `standing` leads to where all its people are side by side."""

    debate: Link
    anchor: str
    stances: tuple[StanceView, ...]
    reported: tuple[StanceView, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    head: Head
    name: Markup
    note: Markup
    address: Link | None
    debates: tuple[Markup, ...]
    sources: tuple[Link, ...]
    meets: tuple[MeetsView, ...] = ()
