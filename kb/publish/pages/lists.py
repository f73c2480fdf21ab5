"""Lists of all items of a kind, and what the search page shows where no script runs.

A list names every item as long as it can be read and loaded; beyond that it names the debates,
each with how many it has, so that no page grows with the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.model import Kind
from kb.publish.parts import words
from kb.publish.parts.contribution import Doc, Extract
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.text import names

READABLE = 2_000  # items on one page

Kinds = Mapping[Kind, int]


def kinds_of(extracts: Sequence[Extract]) -> Kinds:
    """How many items of each kind there are, in the order of the words for them."""
    found = Counter(doc.kind for extract in extracts for doc in extract.docs)
    return {kind: found[kind] for kind in words.KINDS if found[kind]}


def items_page(desk: Desk, kind: Kind, extracts: Sequence[Extract], kinds: Kinds) -> ItemsPage:
    """All items of one kind, by debate."""
    return ItemsPage(
        Head(
            title=words.all_of(kind),
            page="items",
            id=kind,
            data=names.data_file(names.list_file(kind)),
        ),
        kinds_menu(desk, kinds, kind),
        _by_debate(desk, extracts, kind, kinds[kind]),
    )


def search_page(desk: Desk, extracts: Sequence[Extract], kinds: Kinds) -> SearchPage:
    return SearchPage(
        Head(title="Search", page="search", data=names.data_file(names.SEARCH)),
        kinds_menu(desk, kinds),
        _by_debate(desk, extracts, None, sum(kinds.values())),
    )


def kinds_menu(
    desk: Desk, kinds: Kinds, here: Kind | None = None
) -> tuple[tuple[Link, str, bool], ...]:
    return tuple(
        (Link(words.all_of(kind), desk.root + names.list_file(kind)), str(count), kind == here)
        for kind, count in kinds.items()
    )


def _by_debate(
    desk: Desk, extracts: Sequence[Extract], kind: Kind | None, total: int
) -> tuple[Kept, ...]:
    found = ((e, [doc for doc in e.docs if kind in (None, doc.kind)]) for e in extracts)
    return tuple(_kept(desk, e, docs, total <= READABLE) for e, docs in found if docs)


def _kept(desk: Desk, extract: Extract, docs: Sequence[Doc], named: bool) -> Kept:
    return Kept(
        debate=Link(extract.question, desk.root + extract.path + ("" if named else "#outline")),
        links=tuple(Link(doc.text, desk.root + doc.path) for doc in docs) if named else (),
        count=words.count(len(docs), "item"),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Items of one debate in a list; `html` of each, or how many there are where too many."""

    debate: Link
    links: tuple[Link, ...]
    count: str


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """All items of a kind, by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search; without scripts it lists what there is, debate by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]
