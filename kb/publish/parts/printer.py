"""The printer: a slice of a base, with everything that its pages share, turned into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.method import USUAL, Method
from kb.model import Base
from kb.publish.index import Index
from kb.publish.numbers.numbers import Numbers
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, Link
from kb.publish.parts.page import Page
from kb.publish.parts.templates import Templates
from kb.publish.parts.words import METHOD_TITLE
from kb.publish.text import names
from kb.publish.text.links import Resolver
from kb.publish.text.names import full_address
from kb.publish.text.prose import Prose

View = Callable[[Desk], Page]


class PlannedPage(NamedTuple):
    """A page that is not made yet."""

    path: str
    template: str
    view: View


class Options(NamedTuple):
    """What a build is told beside the base.

    `texts` are the passages of sources, `edit` the address of edit links, `address` where the site
    will be, for what needs whole addresses, `method` how reasons are weighed.
    """

    texts: Mapping[str, Sequence[str]]
    edit: str | None = None
    address: str | None = None
    method: Method = USUAL


class Printer:
    """Turns planned pages into bytes; indexes and rendered prose are shared between them."""

    def __init__(self, base: Base, templates: Templates, options: Options) -> None:
        self.index = Index(base)
        self.templates = templates
        self._prose = Prose(Resolver(self.index))
        self._options = options
        self._desks: dict[tuple[str, str], Desk] = {}
        self.numbers: dict[str, Numbers] = {}
        self._mentions: dict[str, Item] = {}
        self._menu = tuple(menu(base))
        templates.forget()

    def print(self, planned: PlannedPage) -> bytes:
        root = names.root_of(planned.path)
        page = planned.view(self.desk(root, _folder(planned.path)))
        return self.templates.page(
            planned.template,
            page=page,
            root=root,
            path=planned.path,
            address=self._address(page.head.canonical or planned.path),
            heading=self.index.base.heading,
            menu=self._menu,
        )

    def _address(self, path: str) -> str:
        address = self._options.address
        return full_address(address, path) if address else ""

    def desk(self, root: str, folder: str = "") -> Desk:
        """What is needed to write a page that lies `root` below the top, in a folder if known."""
        key = root, folder
        if key not in self._desks:
            options = self._options
            self._desks[key] = Desk(
                self.index,
                self._prose,
                root,
                options.texts,
                options.edit,
                self.numbers,
                folder,
                self._mentions,
            )
        return self._desks[key]


def _folder(path: str) -> str:
    """The folder of an item's page: such pages mention each other most, and are many."""
    folder, slash, _ = path.rpartition("/")
    return folder + slash if path.startswith(names.CLAIMS) else ""


def menu(base: Base) -> Iterator[Link]:
    """The links at the top of each page, as seen from the top of the site."""
    yield Link("Debates", names.HOME)
    yield Link("Unanswered", names.OPEN)
    for text, page, things in (
        ("People", names.PEOPLE, base.people),
        ("Terms", names.TERMS, base.terms),
        ("Sources", names.SOURCES, base.sources),
    ):
        if things:
            yield Link(text, page)
    yield Link("Search", names.SEARCH)
    yield Link(METHOD_TITLE, names.METHOD)
