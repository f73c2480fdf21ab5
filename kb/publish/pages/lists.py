"""Lists of all items of a kind, and what the search page shows where no script runs.

A list names every item as long as it can be read and loaded; beyond that it names the debates,
each with how many it has, so that no page grows with the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kb.model import Kind
from kb.publish.parts import words
from kb.publish.parts.contribution import Contribution, Doc
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
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


def kinds_of(contributions: Sequence[Contribution]) -> Kinds:
    """How many items of each kind there are, in the order of the words for them."""
    found = Counter(doc.kind for contribution in contributions for doc in contribution.docs)
    return {kind: found[kind] for kind in words.KINDS if found[kind]}


def items_page(
    desk: Desk, kind: Kind, contributions: Sequence[Contribution], kinds: Kinds
) -> ItemsPage:
    """All items of one kind, by debate."""
    return ItemsPage(
        Head(
            title=words.all_of(kind),
            page="items",
            id=kind,
            data=names.data_file(names.list_file(kind)),
        ),
        kinds_menu(desk, kinds, kind),
        _by_debate(desk, contributions, kind, kinds[kind]),
    )


def search_page(desk: Desk, contributions: Sequence[Contribution], kinds: Kinds) -> SearchPage:
    return SearchPage(
        Head(title="Search", page="search", data=names.data_file(names.SEARCH)),
        kinds_menu(desk, kinds),
        _by_debate(desk, contributions, None, sum(kinds.values())),
    )


def kinds_menu(
    desk: Desk, kinds: Kinds, here: Kind | None = None
) -> tuple[tuple[Link, str, bool], ...]:
    return tuple(
        (Link(words.all_of(kind), desk.root + names.list_file(kind)), str(count), kind == here)
        for kind, count in kinds.items()
    )


def _by_debate(
    desk: Desk, contributions: Sequence[Contribution], kind: Kind | None, total: int
) -> tuple[Kept, ...]:
    found = ((e, [doc for doc in e.docs if kind in (None, doc.kind)]) for e in contributions)
    return tuple(_kept(desk, e, docs, total <= READABLE) for e, docs in found if docs)


def _kept(desk: Desk, contribution: Contribution, docs: Sequence[Doc], named: bool) -> Kept:
    page = contribution.path if named else names.outline_file(contribution.debate)
    return Kept(
        debate=Link(contribution.question, desk.root + page),
        links=tuple(Link(doc.text, desk.root + doc.path) for doc in docs) if named else (),
        count=words.count(len(docs), "item"),
    )


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The search, and a list for each kind of item."""
    debates, kinds, made_of = (
        shared.contributions,
        kinds_of(shared.contributions),
        [shared.everything],
    )
    search = partial(search_page, contributions=debates, kinds=kinds)
    every = partial(_docs, debates)
    page = PlannedPage(names.SEARCH, "search.html", search)
    yield SharedPage(page, made_of, lambda: {"items": []}, made_of, every)
    for kind in kinds:
        view = partial(items_page, kind=kind, contributions=debates, kinds=kinds)
        page = PlannedPage(names.list_file(kind), "items.html", view)
        items = partial(_of_kind, debates, kind)
        yield SharedPage(page, made_of, partial(_list, kind), made_of, items)


def _docs(contributions: Sequence[Contribution]) -> Iterator[list[object]]:
    for one in contributions:
        yield [doc._asdict() for doc in one.docs]


def _of_kind(contributions: Sequence[Contribution], kind: Kind) -> Iterator[list[object]]:
    for one in contributions:
        found = (doc for doc in one.docs if doc.kind == kind)
        yield [{"page": doc.path, "text": doc.text, "debate": doc.note} for doc in found]


def _list(kind: Kind) -> dict[str, object]:
    return {"list": {"kind": kind, "items": []}}
