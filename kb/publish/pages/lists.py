"""Lists of all items of a kind, and what the search page shows where no script runs.

A list names every item as long as it can be read and loaded; beyond that it names the debates,
each with how many it has, so that no page grows with the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from kb.model import Kind
from kb.publish.parts import words
from kb.publish.parts.contribution import Contribution, Doc
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.pieces import Piece
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.text import names

READABLE = 2_000  # items on one page

Kinds = Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Items of one debate in a list; `html` of each, or how many there are where too many."""

    debate: Link
    links: tuple[Link, ...]
    count: str


class ItemsPage(NamedTuple):
    """All items of a kind, by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]


class SearchPage(NamedTuple):
    """The search; without scripts it lists what there is, debate by debate."""

    head: Head
    kinds: tuple[tuple[Link, str, bool], ...]
    debates: tuple[Kept, ...]


def kinds_of(contributions: Sequence[Contribution]) -> Kinds:
    """How many items of each kind there are, in the order of the words for them."""
    found = Counter[Kind]()
    for contribution in contributions:
        found.update({kind: listed.size for kind, listed in contribution.kinds.items()})
    return {kind: found[kind] for kind in words.KINDS if found[kind]}


def items_page(desk: Desk, kind: Kind, shared: Shared, kinds: Kinds) -> ItemsPage:
    """All items of one kind, by debate."""
    return ItemsPage(
        Head(
            title=words.all_of(kind),
            page="items",
            id=kind,
            data=names.data_file(names.list_file(kind)),
        ),
        kinds_menu(desk, kinds, kind),
        _by_debate(desk, shared, kind, kinds[kind]),
    )


def search_page(desk: Desk, shared: Shared, kinds: Kinds) -> SearchPage:
    return SearchPage(
        Head(title="Search", page="search", data=names.data_file(names.SEARCH)),
        kinds_menu(desk, kinds),
        _by_debate(desk, shared, None, sum(kinds.values())),
    )


def kinds_menu(
    desk: Desk, kinds: Kinds, here: Kind | None = None
) -> tuple[tuple[Link, str, bool], ...]:
    return tuple(
        (Link(words.all_of(kind), desk.root + names.list_file(kind)), str(count), kind == here)
        for kind, count in kinds.items()
    )


def _by_debate(desk: Desk, shared: Shared, kind: Kind | None, total: int) -> tuple[Kept, ...]:
    found = ((one, _count(one, kind)) for one in shared.contributions)
    if total > READABLE:
        return tuple(_counted(desk, one, count) for one, count in found if count)
    named = ((one, [d for d in shared.docs(one) if kind in (None, d.kind)]) for one, count in found)
    return tuple(_named(desk, one, docs) for one, docs in named if docs)


def _count(contribution: Contribution, kind: Kind | None) -> int:
    return sum(listed.size for k, listed in contribution.kinds.items() if kind in (None, k))


def _counted(desk: Desk, contribution: Contribution, count: int) -> Kept:
    page = names.outline_file(contribution.debate)
    return Kept(Link(contribution.question, desk.root + page), (), words.count(count, "item"))


def _named(desk: Desk, contribution: Contribution, docs: Sequence[Doc]) -> Kept:
    return Kept(
        debate=Link(contribution.question, desk.root + contribution.path),
        links=tuple(Link(doc.text, desk.root + doc.path) for doc in docs),
        count=words.count(len(docs), "item"),
    )


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The search, and a list for each kind of item."""
    kinds = kinds_of(shared.contributions)
    search = partial(search_page, shared=shared, kinds=kinds)
    page = PlannedPage(names.SEARCH, "search.html", search)
    data = [one.docs.mark for one in shared.contributions]
    heads = [f"{kinds}", *(f"{one.path}\0{one.question}" for one in shared.contributions)]
    yield SharedPage(page, [*heads, *data], lambda: {"items": []}, data, partial(_docs, shared))
    for kind in kinds:
        view = partial(items_page, kind=kind, shared=shared, kinds=kinds)
        page = PlannedPage(names.list_file(kind), "items.html", view)
        found = [(one.debate, one.kinds.get(kind)) for one in shared.contributions]
        listed = [(debate, of.items) for debate, of in found if of]
        data = [f"{debate}\0{items.mark}" for debate, items in listed]
        made_of = [*heads, *data]
        yield SharedPage(page, made_of, partial(_list, kind), data, partial(_items, shared, listed))


def _docs(shared: Shared) -> Iterator[str]:
    for one in shared.contributions:
        yield shared.read(one.debate, one.docs)


def _items(shared: Shared, listed: Sequence[tuple[str, Piece]]) -> Iterator[str]:
    for debate, items in listed:
        yield shared.read(debate, items)


def _list(kind: Kind) -> dict[str, object]:
    return {"list": {"kind": kind, "items": []}}
