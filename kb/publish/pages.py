"""Every page of the site: where it lies, how its view is made, and its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kb.model import Base
from kb.publish import names
from kb.publish.debates import debate_page, home_page
from kb.publish.fragments import Link
from kb.publish.index import Index
from kb.publish.items import item_page
from kb.publish.links import Resolver
from kb.publish.method import METHOD, TITLE, method_page
from kb.publish.parts import Desk
from kb.publish.prose import Prose, printable
from kb.publish.registers import (
    people_page,
    person_page,
    sources_page,
    term_page,
    terms_page,
)
from kb.publish.sources import source_page
from kb.publish.views import Head, NotFoundPage, Page

# The macros of mentions.html, which templates use as filters.
MENTIONS = ("link", "item", "mention", "passage", "cited", "cited_in_margin")

View = Callable[[Desk], Page]


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that is not made yet."""

    path: str
    template: str
    view: View


def plan(base: Base, site: Path) -> Iterator[Planned]:
    """Every page, the home page first."""
    method = (site / METHOD).read_text(encoding="utf-8")
    yield Planned(names.HOME, "home.html", home_page)
    yield Planned(names.NOT_FOUND, "404.html", _not_found)
    yield Planned(names.PEOPLE, "list.html", people_page)
    yield Planned(names.SOURCES, "list.html", sources_page)
    yield Planned(names.TERMS, "list.html", terms_page)
    yield Planned(names.METHOD, "method.html", partial(method_page, text=method))
    for debate in base.debates:
        path = names.debate_file(debate.id)
        yield Planned(path, "debate.html", partial(debate_page, debate=debate))
    for claim in base.claims:
        template = "crux.html" if claim.kind == "crux" else "item.html"
        path = names.claim_file(claim.id)
        yield Planned(path, template, partial(item_page, claim=claim))
    for person in base.people:
        path = names.person_file(person.id)
        yield Planned(path, "person.html", partial(person_page, person=person))
    for term in base.terms:
        path = names.term_file(term.id)
        yield Planned(path, "term.html", partial(term_page, term=term))
    for source in base.sources:
        path = names.source_file(source.id)
        yield Planned(path, "source.html", partial(source_page, source=source))


def _not_found(desk: Desk) -> NotFoundPage:
    return NotFoundPage(Head(title="Page not found", page="not-found"))


def _once(macro: Callable[[object], Markup]) -> Callable[[object], Markup]:
    """A macro that renders each value once: pages mention the same things again and again."""
    done: dict[object, Markup] = {}

    def render(value: object) -> Markup:
        if value not in done:
            done[value] = macro(value)
        return done[value]

    return render


class Press:
    """Turns planned pages into bytes; templates, indexes and rendered prose are shared."""

    def __init__(
        self, base: Base, site: Path, texts: Mapping[str, Sequence[str]], edit: str | None
    ) -> None:
        self._index = Index(base)
        self._prose = Prose(Resolver(self._index))
        self._texts, self._edit = texts, edit
        self._desks: dict[str, Desk] = {}
        self._menu = tuple(_menu(base))
        self._templates = Environment(
            loader=FileSystemLoader(site / "templates", encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        mentions = self._templates.get_template("mentions.html").module
        for name in MENTIONS:
            self._templates.filters[name] = _once(getattr(mentions, name))

    def print(self, planned: Planned) -> bytes:
        root = names.root_of(planned.path)
        html = self._templates.get_template(planned.template).render(
            page=planned.view(self._desk(root)),
            root=root,
            heading=self._index.base.heading,
            menu=self._menu,
        )
        return printable(html).encode()

    def _desk(self, root: str) -> Desk:
        if root not in self._desks:
            self._desks[root] = Desk(self._index, self._prose, root, self._texts, self._edit)
        return self._desks[root]


def _menu(base: Base) -> Iterator[Link]:
    """The links at the top of each page, as seen from the top of the site."""
    yield Link("Debates", names.HOME)
    for text, page, things in (
        ("People", names.PEOPLE, base.people),
        ("Terms", names.TERMS, base.terms),
        ("Sources", names.SOURCES, base.sources),
    ):
        if things:
            yield Link(text, page)
    yield Link(TITLE, names.METHOD)
