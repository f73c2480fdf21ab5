"""The pages that all debates share, put together from their extracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from markupsafe import Markup

from kb.model import Base, Kind, Person, Source, Term
from kb.publish.build.stamps import stamp_of
from kb.publish.feeds.data import encoded, facts
from kb.publish.feeds.feed import feed
from kb.publish.pages.home import HomePage
from kb.publish.pages.lists import items_page, kinds_menu, kinds_of, search_page
from kb.publish.pages.method import method_page
from kb.publish.pages.not_found import NotFoundPage
from kb.publish.pages.open_ends import OpenPage
from kb.publish.pages.pair import PairPage, PairsPage, met_by, pair_page, pairs_page
from kb.publish.pages.person import Part, PersonPage, person_page
from kb.publish.pages.registers import ListPage, people_page, sources_page, terms_page
from kb.publish.pages.source import passages_of, source_page
from kb.publish.pages.term import term_page
from kb.publish.parts import words
from kb.publish.parts.contribution import Extract, Met, PairShare, SenseShare, safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import Planned, Press
from kb.publish.text import names

Make = Callable[[], bytes]
Named = Person | Term | Source


@dataclass(frozen=True)
class Job:
    """A file that many debates share: made again only when its stamp is another."""

    path: str
    stamp: str
    make: Make


class Whole:
    """Everything about all debates that the shared pages need, by what they are about."""

    def __init__(
        self,
        press: Callable[[], Press],
        registers: Base,
        extracts: Sequence[Extract],
        marks: Sequence[str],
        method: str,
    ) -> None:
        """`press` is asked for only where something has to be made; `marks` are the hashes of the
        extracts."""
        self._press = press
        self._base = registers
        self._extracts = extracts
        self._marks = marks
        self._method = method

    def jobs(self) -> Iterator[Job]:
        """Every shared page with its data, the home page first."""
        everything = self._everything
        for planned in self._overviews():
            yield self._job(planned, [everything])
        yield Job(names.FEED, everything, partial(feed, self._base, self._extracts))
        yield Job(names.data_file(names.HOME), everything, self._home_data)
        yield from self._overviews_data()
        yield from self._lists()
        yield from self._people()
        yield from self._pairs()
        yield from self._terms()
        yield from self._sources()

    def _overviews(self) -> Iterator[Planned]:
        yield Planned(names.HOME, "home.html", self._home)
        yield Planned(names.NOT_FOUND, "404.html", _not_found)
        yield Planned(names.PEOPLE, "list.html", partial(people_page, parts=self._parts))
        yield Planned(names.SOURCES, "list.html", self._sources_page)
        yield Planned(names.TERMS, "list.html", self._terms_page)
        yield Planned(names.METHOD, "method.html", partial(method_page, text=self._method))
        yield Planned(names.OPEN, "open.html", self._open)
        yield Planned(names.PAIRS, "pairs.html", self._pairs_page)
        kinds = kinds_of(self._extracts)
        yield Planned(
            names.SEARCH, "search.html", partial(search_page, extracts=self._extracts, kinds=kinds)
        )
        for kind in kinds:
            view = partial(items_page, kind=kind, extracts=self._extracts, kinds=kinds)
            yield Planned(names.list_file(kind), "items.html", view)

    def _job(self, planned: Planned, made_of: Iterable[str]) -> Job:
        return Job(planned.path, stamp_of(made_of), lambda: self._press().print(planned))

    @cached_property
    def _everything(self) -> str:
        return stamp_of(self._marks)

    def _home(self, desk: Desk) -> HomePage:
        items = sum(extract.items for extract in self._extracts)
        arguments = sum(extract.arguments for extract in self._extracts)
        return HomePage(
            head=Head(
                title=self._base.heading,
                page="home",
                id=self._base.id,
                data=names.data_file(names.HOME),
            ),
            debates=tuple(safe(extract.brief) for extract in self._extracts),
            questions=tuple(
                Link(e.question, f"#{names.debate_anchor(e.debate)}") for e in self._extracts
            ),
            kinds=kinds_menu(desk, kinds_of(self._extracts)),
            counts=(
                words.count(len(self._extracts), "debate"),
                words.count(items, "item"),
                words.count(arguments, "argument"),
                words.count(len(self._base.people), "person", "people"),
            ),
        )

    def _open(self, desk: Desk) -> OpenPage:
        found = [e.open_ends for e in self._extracts if e.open_ends.count]
        head = Head(title="What is unanswered", page="open", data=names.data_file(names.OPEN))
        return OpenPage(head, tuple(safe(e.html) for e in found))

    def _home_data(self) -> bytes:
        return encoded(
            {
                "page": names.HOME,
                "base": {"id": self._base.id, "heading": self._base.heading},
                "debates": [
                    {
                        "page": e.path,
                        "data": names.data_file(e.path),
                        "id": e.debate,
                        "heading": e.heading,
                        "question": e.question,
                        "items": e.items,
                        "arguments": e.arguments,
                    }
                    for e in self._extracts
                ],
            }
        )

    def _overviews_data(self) -> Iterator[Job]:
        """The pages that look across all debates, as data."""
        base = self._base
        said: dict[str, tuple[str, Callable[[], object]]] = {
            names.PEOPLE: ("people", lambda: _listed(base.people, names.person_file)),
            names.TERMS: ("terms", lambda: _listed(base.terms, names.term_file)),
            names.SOURCES: ("sources", lambda: _listed(base.sources, names.source_file)),
            names.METHOD: ("prose", lambda: self._method),
            names.OPEN: ("open", self._open_data),
            names.SEARCH: ("items", lambda: [d._asdict() for e in self._extracts for d in e.docs]),
            names.PAIRS: ("pairs", self._pairs_data),
        }
        for path, (kind, say) in said.items():
            yield self._data(path, kind, say, [self._everything])

    def _open_data(self) -> dict[str, object]:
        return {e.debate: e.open_ends.model_dump(exclude={"html"}) for e in self._extracts}

    def _pairs_data(self) -> list[dict[str, object]]:
        return [
            {
                "page": names.pair_file(*pair),
                "people": pair,
                "debates": [s.met.debate for s in all_],
            }
            for pair, all_ in self._meetings.items()
        ]

    def _lists(self) -> Iterator[Job]:
        """The lists by kind, as data."""
        for kind in kinds_of(self._extracts):
            said = partial(self._list, kind)
            yield self._data(names.list_file(kind), "list", said, [self._everything])

    def _list(self, kind: Kind) -> dict[str, object]:
        items = [
            {"page": doc.path, "text": doc.text, "debate": doc.note}
            for extract in self._extracts
            for doc in extract.docs
            if doc.kind == kind
        ]
        return {"kind": kind, "items": items}

    # -- people ------------------------------------------------------------------------------------

    @cached_property
    def _shares(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for extract in self._extracts:
            for person, share in extract.people.items():
                found[person].append(share.html)
        return found

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[Part]]:
        found: defaultdict[str, list[Part]] = defaultdict(list)
        for extract in self._extracts:
            for person, share in extract.people.items():
                found[person].append(Part(extract.heading, share.stances))
        return found

    def _person(self, desk: Desk, person: Person) -> PersonPage:
        meets = met_by(desk, person.id, self._met_by.get(person.id, ()))
        return person_page(
            desk, person, [safe(part) for part in self._shares.get(person.id, ())], meets
        )

    def _people(self) -> Iterator[Job]:
        for person in self._base.people:
            path, html = names.person_file(person.id), self._shares.get(person.id, [])
            view = partial(self._person, person=person)
            met = map(repr, self._met_by.get(person.id, ()))
            yield self._job(Planned(path, "person.html", view), [*html, "", *met])
            parts = self._parts.get(person.id, ())
            yield self._data(path, "person", partial(_person_data, person, parts), map(repr, parts))

    # -- two people --------------------------------------------------------------------------------

    @cached_property
    def _meetings(self) -> Mapping[tuple[str, str], list[PairShare]]:
        """The parts of each two people who meet, debate by debate."""
        found: defaultdict[tuple[str, str], list[PairShare]] = defaultdict(list)
        for extract in self._extracts:
            for share in extract.pairs:
                found[share.met.a, share.met.b].append(share)
        return found

    @cached_property
    def _met_by(self) -> Mapping[str, list[list[Met]]]:
        found: defaultdict[str, list[list[Met]]] = defaultdict(list)
        for pair, shares in self._meetings.items():
            for person in pair:
                found[person].append([share.met for share in shares])
        return found

    def _pairs_page(self, desk: Desk) -> PairsPage:
        pairs = [[share.met for share in shares] for shares in self._meetings.values()]
        return pairs_page(desk, pairs, sum(e.pairs_left_out for e in self._extracts))

    def _pairs(self) -> Iterator[Job]:
        for (a, b), shares in self._meetings.items():
            path = names.pair_file(a, b)
            view = partial(self._pair, shares=shares)
            made_of = [*(share.html for share in shares), *(repr(share.met) for share in shares)]
            yield self._job(Planned(path, "pair.html", view), made_of)
            yield self._data(path, "pair", partial(_pair_data, (a, b), shares), made_of)

    def _pair(self, desk: Desk, shares: Sequence[PairShare]) -> PairPage:
        return pair_page(desk, [s.met for s in shares], [safe(s.html) for s in shares])

    # -- terms -------------------------------------------------------------------------------------

    @cached_property
    def _senses(self) -> Mapping[str, list[SenseShare]]:
        found: defaultdict[str, list[SenseShare]] = defaultdict(list)
        for extract in self._extracts:
            for term, senses in extract.senses.items():
                found[term] += senses
        return found

    def _terms_page(self, desk: Desk) -> ListPage:
        return terms_page(desk, {t: [s.text for s in found] for t, found in self._senses.items()})

    def _terms(self) -> Iterator[Job]:
        for term in self._base.terms:
            path, senses = names.term_file(term.id), self._senses.get(term.id, [])
            view = partial(term_page, term=term, senses=[safe(sense.html) for sense in senses])
            yield self._job(Planned(path, "term.html", view), (sense.html for sense in senses))
            yield self._data(path, "term", partial(facts, term), [])

    # -- sources -----------------------------------------------------------------------------------

    @cached_property
    def _cited(self) -> Mapping[str, dict[str, list[Markup]]]:
        """For each source what cites each passage."""
        found: defaultdict[str, dict[str, list[Markup]]] = defaultdict(dict)
        for extract in self._extracts:
            for passage, lines in extract.citations.items():
                source = passage.rpartition("#")[0]
                found[source].setdefault(passage, []).extend(map(safe, lines))
        return found

    def _sources_page(self, desk: Desk) -> ListPage:
        sizes = {
            s.id: len(passages_of(desk.index, s.id, self._cited.get(s.id, ())))
            for s in self._base.sources
        }
        return sources_page(desk, sizes)

    def _sources(self) -> Iterator[Job]:
        for source in self._base.sources:
            path, cited = names.source_file(source.id), self._cited.get(source.id, {})
            debates = [e for e in self._extracts if e.source == source.id]
            about = tuple(Link(e.heading, "../" + e.path) for e in debates)
            view = partial(source_page, source=source, cited=cited, about=about)
            lines = (f"{passage}\0{line}" for passage, all_ in cited.items() for line in all_)
            paths = (f"{e.path}\0{e.heading}" for e in debates)
            yield self._job(Planned(path, "source.html", view), chain(lines, ["\0\0"], paths))
            yield self._data(path, "source", partial(facts, source), [])

    def _data(self, path: str, kind: str, say: Callable[[], object], made_of: Iterable[str]) -> Job:
        """What a page says, as data; what the lists of people and so on say is in every stamp."""
        return Job(
            names.data_file(path),
            stamp_of(made_of),
            lambda: encoded({"page": path, kind: say()}),
        )


def _person_data(person: Person, parts: Sequence[Part]) -> dict[str, object]:
    said = [{"debate": part.heading, "stances": part.count} for part in parts]
    return {**facts(person), "parts": said}


def _pair_data(people: tuple[str, str], shares: Sequence[PairShare]) -> dict[str, object]:
    return {"people": people, "debates": [share.met._asdict() for share in shares]}


def _listed(things: Iterable[Named], file: Callable[[str], str]) -> list[dict[str, object]]:
    return [{"page": file(thing.id), **facts(thing)} for thing in things]


def _not_found(desk: Desk) -> NotFoundPage:
    return NotFoundPage(Head(title="Page not found", page="not-found"))
