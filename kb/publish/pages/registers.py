"""The lists of people, sources and terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import Person, Source, Term
from kb.publish.pages.person import Part
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.text import links, names

LISTED = 6  # debates that the list of people names of each


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list page."""

    link: Link
    note: Markup | str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of things; `beside` leads to another view of them."""

    head: Head
    entries: tuple[Entry, ...]
    beside: Link | None = None
