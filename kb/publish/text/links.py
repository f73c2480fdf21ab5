"""Where a link that an author wrote leads: to a page of the site, to an outside address, nowhere.

Authors link as GitHub and Obsidian do, from file to file: `#slug`, `other.md#slug`,
`folder/part.md#slug`, `people.md#id`. Pages have other names, so every such link is looked up.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kb.model import slugify
from kb.publish.index import Index
from kb.publish.text import names

PEOPLE_FILE = "people.md"
SOURCES_FILE = "sources.md"


class Named(NamedTuple):
    """What a page is about: the ids an author may call it by, and its words (Markdown)."""

    ids: frozenset[str]
    text: str
    is_statement: bool = False


class Resolver:
    """Finds the page (relative to the top of the site) that a link in a file means."""

    def __init__(self, index: Index) -> None:
        self._pages = dict(_pages(index))
        self._named = dict(_named(index))

    def named(self, page: str) -> Named | None:
        """What a page is about, if that is a debate, an item, a person or a source."""
        return self._named.get(page)

    def page(self, path: str, href: str) -> str | None:
        """The page, with a fragment where it has one, that `href` in the file `path` leads to."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or href.startswith("/"):
            return None
        file = _file(path, unquote(parts.path))
        fragment = unquote(parts.fragment)
        return self._pages.get((file, fragment)) or self._pages.get((file + ".md", fragment))


def _file(path: str, relative: str) -> str:
    if not relative:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _pages(index: Index) -> Iterator[tuple[tuple[str, str], str]]:
    """Later entries win: an item comes before a section that would have the same anchor, and
    before an id that another had."""
    yield (PEOPLE_FILE, ""), names.PEOPLE
    yield (SOURCES_FILE, ""), names.SOURCES
    yield from _former(index)
    yield from _sections(index)
    for debate in index.base.debates:
        yield (debate.place.path, ""), names.debate_file(debate.id)
    for person in index.base.people:
        yield (PEOPLE_FILE, person.id), names.person_file(person.id)
    for source in index.base.sources:
        yield (SOURCES_FILE, source.id), names.source_file(source.id)
    for claim in index.base.claims:
        yield (claim.place.path, claim.slug), names.claim_file(claim.id)


def _former(index: Index) -> Iterator[tuple[tuple[str, str], str]]:
    """The ids that items had before, in every file of the debate in which they had them."""
    files = {debate.id: {debate.place.path} for debate in index.base.debates}
    for claim in index.base.claims:
        files.setdefault(claim.debate, set()).add(claim.place.path)
    for claim in index.base.claims:
        for old in claim.formerly:
            debate, _, slug = old.partition("/")
            for path in files.get(debate, ()):
                yield (path, slug), names.claim_file(claim.id)


def _named(index: Index) -> Iterator[tuple[str, Named]]:
    for debate in index.base.debates:
        yield names.debate_file(debate.id), Named(frozenset({debate.id}), debate.heading)
    for person in index.base.people:
        yield names.person_file(person.id), Named(frozenset({person.id}), person.heading)
    for source in index.base.sources:
        yield names.source_file(source.id), Named(frozenset({source.id}), source.heading)
    for claim in index.base.claims:
        ids = frozenset({claim.id, claim.slug})
        yield names.claim_file(claim.id), Named(ids, claim.text, is_statement=True)


def _sections(index: Index) -> Iterator[tuple[tuple[str, str], str]]:
    for claim in index.base.claims:
        yield (claim.place.path, ""), names.debate_file(claim.debate)
        if claim.section:
            page = names.outline_file(claim.debate)
            fragment = names.section_anchor(claim.section)
            yield (claim.place.path, slugify(claim.section)), f"{page}#{fragment}"
