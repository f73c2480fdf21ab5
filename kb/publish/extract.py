"""What the rest of the site says of a debate, made with its pages and kept beside them.

The home page, people, sources, terms, lists and search are put together from extracts, so that
none of them needs the facts of all debates at once, and an edit needs those of one.
"""

from __future__ import annotations

from typing import NamedTuple

from kb.model import Frozen


class Doc(NamedTuple):
    """A page as search and lists know it; `text` is plain, `note` says what it is part of."""

    kind: str
    path: str
    text: str
    note: str = ""


class Share(NamedTuple):
    """HTML for the page of something, with what lists say of it."""

    html: str
    stances: int = 0


class Dated(NamedTuple):
    """Something that happened on a day, for the feed: who said what of which page."""

    date: str
    path: str
    title: str
    ident: str


class OpenEnds(Frozen):
    """What is open in a debate: the HTML that says so, and how many."""

    html: str = ""
    count: int = 0


class Extract(Frozen):
    """Everything of a debate that other pages repeat; HTML leads from where its page lies."""

    debate: str
    heading: str
    question: str
    path: str
    source: str | None
    brief: str
    items: int
    arguments: int
    latest: str
    stances_page: bool
    people: dict[str, Share]
    citations: dict[str, tuple[str, ...]]
    senses: dict[str, tuple[str, ...]]
    open_ends: OpenEnds
    docs: tuple[Doc, ...]
    dated: tuple[Dated, ...]
