"""The pages of people and terms, and the lists of people, sources and terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import Claim, Debate, Person, Source, Stance, Term
from kb.publish import links, names, words
from kb.publish.fragments import Link, StanceView
from kb.publish.parts import Desk
from kb.publish.register_views import (
    Entry,
    ListPage,
    MeetsView,
    PersonDebate,
    PersonPage,
    Sense,
    TermPage,
)
from kb.publish.sides import standing_href
from kb.publish.steps import step_ref
from kb.publish.views import Head

LISTED = 6  # debates that the list of people names of each


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


def term_page(desk: Desk, term: Term, senses: Sequence[Markup]) -> TermPage:
    """A term, with the senses that debates give it side by side."""
    return TermPage(
        head=Head(
            title=desk.prose.plain(term.heading),
            page="term",
            id=term.id,
            data=names.data_file(names.term_file(term.id)),
        ),
        name=desk.prose.label(term.heading),
        senses=tuple(senses),
    )


def sense(desk: Desk, definition: Claim) -> Sense:
    """One definition, who gives it, and who uses it."""
    to = desk.index.relations_to.get(definition.id, ())
    return Sense(
        item=desk.item(definition.id),
        debate=desk.debate(definition.debate),
        stances=desk.stances(definition.id),
        body=desk.block(definition.body, definition.place.path),
        users=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "uses"),
        apart=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "distinguishes"),
        cited=desk.cited(definition.passages, definition.debate),
    )


def people_page(desk: Desk, parts: Mapping[str, Sequence[Part]]) -> ListPage:
    """Everybody, with the debates they speak in, those first who say most; `parts` by person."""
    said = {p: sum(part.count for part in found) for p, found in parts.items()}
    everybody = sorted(desk.index.base.people, key=lambda person: -said.get(person.id, 0))
    entries = tuple(_person_entry(desk, p, parts.get(p.id, ())) for p in everybody)
    beside = Link("Who meets whom: two at a time", desk.root + names.PAIRS)
    return ListPage(_head("People", names.PEOPLE), entries, beside)


def _head(title: str, path: str) -> Head:
    return Head(title=title, page=title.lower(), data=names.data_file(path))


def _person_entry(desk: Desk, person: Person, parts: Sequence[Part]) -> Entry:
    count = sum(part.count for part in parts)
    stances = words.count(count, "stance") if count else "takes no stand"
    headings = [part.heading for part in parts if part.count]
    more = len(headings) - LISTED
    shown = [*headings[:LISTED], f"{more} more"] if more > 0 else headings
    return Entry(desk.person(person.id), "", (stances, *shown))


def sources_page(desk: Desk, passages: Mapping[str, int]) -> ListPage:
    """All sources; `passages` says how many each has."""
    entries = tuple(_source_entry(desk, s, passages[s.id]) for s in desk.index.base.sources)
    return ListPage(_head("Sources", names.SOURCES), entries)


def _source_entry(desk: Desk, source: Source, passages: int) -> Entry:
    facts = (
        source.kind or "",
        words.day(source.date or ""),
        words.count(passages, "passage"),
    )
    by = desk.inline(source.by or "", links.SOURCES_FILE)
    return Entry(desk.source(source.id), by, tuple(filter(None, facts)))


def terms_page(desk: Desk, senses: Mapping[str, Sequence[str]]) -> ListPage:
    """All terms, each with its senses in plain words."""
    entries = tuple(_term_entry(desk, t, senses.get(t.id, ())) for t in desk.index.base.terms)
    return ListPage(_head("Terms", names.TERMS), entries)


def _term_entry(desk: Desk, term: Term, senses: Sequence[str]) -> Entry:
    link = Link(desk.prose.label(term.heading), desk.root + names.term_file(term.id))
    first = senses[0] if senses else ""
    return Entry(link, first, (words.count(len(senses), "sense"),) if len(senses) != 1 else ())
