"""The page of a term: each sense with who gives it and who uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Claim, Term
from kb.publish.feeds.data import facts
from kb.publish.parts.contribution import safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Cited, Item, Link, StanceView, Tie
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.text import names


class Sense(NamedTuple):
    """One definition of a term, who gives it, and what is said in this sense."""

    item: Item
    debate: Link
    stances: tuple[StanceView, ...]
    body: Markup
    users: tuple[Tie, ...]
    apart: tuple[Tie, ...]
    cited: tuple[Cited, ...]


class TermPage(NamedTuple):
    head: Head
    name: Markup
    senses: tuple[Markup, ...]


def term_page(desk: Desk, term: Term, senses: Sequence[Markup]) -> TermPage:
    """A term, with the senses that debates give it side by side."""
    return TermPage(
        head=Head(
            title=desk.prose.plain(term.heading),
            page="term",
            id=term.id,
            data=names.data_file(names.term_file(term.id)),
        ),
        name=desk.prose.label(term.heading),
        senses=tuple(senses),
    )


def sense(desk: Desk, definition: Claim) -> Sense:
    """One definition, who gives it, and who uses it."""
    to = desk.index.relations_to.get(definition.id, ())
    return Sense(
        item=desk.item(definition.id),
        debate=desk.debate(definition.debate),
        stances=desk.stances(definition.id),
        body=desk.block(definition.body, definition.place.path),
        users=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "uses"),
        apart=tuple(desk.tie(r, r.source, None) for r in to if r.kind == "distinguishes"),
        cited=desk.cited(definition.passages, definition.debate),
    )


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page of each term."""
    for term in shared.base.terms:
        senses = [sense.html for sense in shared.senses.get(term.id, ())]
        view = partial(term_page, term=term, senses=[safe(html) for html in senses])
        page = PlannedPage(names.term_file(term.id), "term.html", view)
        yield SharedPage(page, senses, partial(_data, term))


def _data(term: Term) -> dict[str, object]:
    return {"term": facts(term)}
