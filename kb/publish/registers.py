"""The pages of people and terms, and the lists of people, sources and terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kb.model import Claim, Person, Source, Stance, Term
from kb.publish import links, names, words
from kb.publish.fragments import Link, StanceView
from kb.publish.parts import Desk
from kb.publish.steps import step_ref
from kb.publish.views import Entry, Head, ListPage, PersonDebate, PersonPage, Sense, TermPage


def person_page(desk: Desk, person: Person) -> PersonPage:
    heading = desk.prose.plain(person.heading)
    return PersonPage(
        head=Head(title=heading, page="person", id=person.id),
        name=desk.prose.label(person.heading),
        note=desk.block(person.note, links.PEOPLE_FILE),
        address=address_link(person.address),
        debates=_stances_by_debate(desk, person),
        sources=tuple(map(desk.source, desk.sources_by(names.person_file(person.id)))),
    )


def address_link(address: str | None) -> Link | None:
    """An address as a link where that is safe, else as plain text."""
    return Link(address, links.outside(address)) if address else None


def _stances_by_debate(desk: Desk, person: Person) -> tuple[PersonDebate, ...]:
    own = _by_debate(desk, desk.index.stances_by.get(person.id, ()))
    reported = _by_debate(desk, desk.index.reports_of.get(person.id, ()))
    return tuple(
        PersonDebate(
            debate=desk.debate(debate.id),
            stances=own.get(debate.id, ()),
            reported=reported.get(debate.id, ()),
        )
        for debate in desk.index.base.debates
        if debate.id in own or debate.id in reported
    )


def _by_debate(desk: Desk, stances: Iterable[Stance]) -> dict[str, tuple[StanceView, ...]]:
    groups: dict[str, list[StanceView]] = {}
    for stance in stances:
        groups.setdefault(desk.index.debate_of(stance.target), []).append(about(desk, stance))
    return {debate: tuple(views) for debate, views in groups.items()}


def about(desk: Desk, stance: Stance) -> StanceView:
    """A stance together with what it is about, which its words then need not point at."""
    view = desk.stance(stance)
    if stance.target in desk.index.arguments:
        said = view.words.replace("this step", "the step")
        return replace(view, words=said, step=step_ref(desk, stance.target, None))
    said = view.words.replace(" this", "")
    return replace(view, words=said, item=desk.item(stance.target))


def term_page(desk: Desk, term: Term) -> TermPage:
    return TermPage(
        head=Head(title=desk.prose.plain(term.heading), page="term", id=term.id),
        name=desk.prose.label(term.heading),
        senses=tuple(_sense(desk, c) for c in desk.index.senses_of.get(term.id, ())),
    )


def _sense(desk: Desk, definition: Claim) -> Sense:
    to = desk.index.relations_to.get(definition.id, ())
    return Sense(
        item=desk.item(definition.id),
        stances=desk.stances(definition.id),
        body=desk.block(definition.body, definition.place.path),
        users=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "uses"),
        apart=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "distinguishes"),
        cited=desk.cited(definition.passages, definition.debate),
    )


def people_page(desk: Desk) -> ListPage:
    return ListPage(
        Head(title="People", page="people"),
        tuple(_person_entry(desk, person) for person in desk.index.base.people),
    )


def _person_entry(desk: Desk, person: Person) -> Entry:
    stances = desk.index.stances_by.get(person.id, ())
    debates = dict.fromkeys(desk.index.debate_of(s.target) for s in stances)
    headings = tuple(desk.index.debates[d].heading for d in debates)
    return Entry(desk.person(person.id), "", (words.count(len(stances), "stance"), *headings))


def sources_page(desk: Desk) -> ListPage:
    return ListPage(
        Head(title="Sources", page="sources"),
        tuple(_source_entry(desk, source) for source in desk.index.base.sources),
    )


def _source_entry(desk: Desk, source: Source) -> Entry:
    passages = desk.index.passage_numbers(source.id)
    facts = (
        source.kind or "",
        words.day(source.date or ""),
        words.count(len(passages), "passage"),
    )
    by = desk.inline(source.by or "", links.SOURCES_FILE)
    return Entry(desk.source(source.id), by, tuple(filter(None, facts)))


def terms_page(desk: Desk) -> ListPage:
    return ListPage(
        Head(title="Terms", page="terms"),
        tuple(_term_entry(desk, term) for term in desk.index.base.terms),
    )


def _term_entry(desk: Desk, term: Term) -> Entry:
    senses = desk.index.senses_of.get(term.id, ())
    link = Link(desk.prose.label(term.heading), desk.root + names.term_file(term.id))
    return Entry(link, "", (words.count(len(senses), "sense"),))
