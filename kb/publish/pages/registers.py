"""The lists of people, sources and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Person, Source, Term
from kb.publish.feeds.data import facts
from kb.publish.pages.source import passages_of
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage, Voice
from kb.publish.text import links, names
from queries.people import APART

LISTED = 6  # debates that the list of people names of each


class Entry(NamedTuple):
    """A line of a list page."""

    link: Link
    note: Markup | str
    facts: tuple[str, ...]


class ListPage(NamedTuple):
    """A list of things; `beside` leads to another view of them, `apart` has others that are no such
    things, under headings of their own."""

    head: Head
    entries: tuple[Entry, ...]
    beside: Link | None = None
    apart: tuple[tuple[str, tuple[Entry, ...]], ...] = ()


def people_page(desk: Desk, voices: Mapping[str, Sequence[Voice]]) -> ListPage:
    """Everybody, with the debates they speak in, those first who say most; `voices` by person.

    Works and characters come after the people.
    """
    said = {p: sum(voice.stances for voice in found) for p, found in voices.items()}
    everybody = sorted(desk.index.base.people, key=lambda person: -said.get(person.id, 0))
    entries: dict[str, list[Entry]] = {kind: [] for kind in ("person", *APART)}
    for person in everybody:
        entries[person.kind].append(_person_entry(desk, person, voices.get(person.id, ())))
    beside = Link("Who meets whom: two at a time", desk.root + names.PAIRS)
    apart = tuple((heading, tuple(entries[k])) for k, heading in APART.items() if entries[k])
    return ListPage(_head("People", names.PEOPLE), tuple(entries["person"]), beside, apart)


def _head(title: str, path: str) -> Head:
    return Head(title=title, page=title.lower(), data=names.data_file(path))


def _person_entry(desk: Desk, person: Person, voices: Sequence[Voice]) -> Entry:
    count = sum(voice.stances for voice in voices)
    stances = words.count(count, "stance") if count else "takes no stand"
    headings = [voice.heading for voice in voices if voice.stances]
    more = len(headings) - LISTED
    shown = [*headings[:LISTED], f"{more} more"] if more > 0 else headings
    return Entry(desk.person(person.id), "", (stances, *shown))


def sources_page(desk: Desk, passages: Mapping[str, int]) -> ListPage:
    """All sources; `passages` says how many each has."""
    entries = tuple(_source_entry(desk, s, passages[s.id]) for s in desk.index.base.sources)
    return ListPage(_head("Sources", names.SOURCES), entries)


def _source_entry(desk: Desk, source: Source, passages: int) -> Entry:
    said = (
        desk.prose.plain(source.kind or ""),
        words.day(source.date or ""),
        words.count(passages, "passage"),
    )
    by = desk.inline(source.by or "", links.SOURCES_FILE)
    return Entry(desk.source(source.id), by, tuple(filter(None, said)))


def terms_page(desk: Desk, senses: Mapping[str, Sequence[str]]) -> ListPage:
    """All terms, each with its senses in plain words."""
    entries = tuple(_term_entry(desk, t, senses.get(t.id, ())) for t in desk.index.base.terms)
    return ListPage(_head("Terms", names.TERMS), entries)


def _term_entry(desk: Desk, term: Term, senses: Sequence[str]) -> Entry:
    link = Link(desk.prose.label(term.heading), desk.root + names.term_file(term.id))
    first = senses[0] if senses else ""
    return Entry(link, first, (words.count(len(senses), "sense"),) if len(senses) != 1 else ())


Named = Person | Term | Source


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """Who and what there is: people, sources, terms."""
    base = shared.base
    said = [f"{person}: {found}" for person, found in shared.voices.items()]
    people = partial(people_page, voices=shared.voices)
    yield _list(names.PEOPLE, people, said, "people", base.people, names.person_file)
    cited = {source.id: list(shared.passages(source.id)) for source in base.sources}
    sources = partial(_sources_page, cited=cited)
    yield _list(names.SOURCES, sources, [f"{cited}"], "sources", base.sources, names.source_file)
    senses = {t: [sense.text for sense in found] for t, found in shared.senses.items()}
    terms = partial(terms_page, senses=senses)
    yield _list(names.TERMS, terms, [f"{senses}"], "terms", base.terms, names.term_file)


def _list(
    path: str,
    view: Callable[[Desk], ListPage],
    made_of: Iterable[str],
    what: str,
    things: Iterable[Named],
    file: Callable[[str], str],
) -> SharedPage:
    def data() -> dict[str, object]:
        return {what: [{"page": file(thing.id), **facts(thing)} for thing in things]}

    return SharedPage(PlannedPage(path, "list.html", view), made_of, data)


def _sources_page(desk: Desk, cited: Mapping[str, Iterable[str]]) -> ListPage:
    found = {source: passages_of(desk.index, source, known) for source, known in cited.items()}
    return sources_page(desk, {source: len(passages) for source, passages in found.items()})
