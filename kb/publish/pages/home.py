"""The first page, and how it lists each debate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Debate
from kb.publish.pages.debate import facts_of
from kb.publish.pages.debate_cruxes import ranked
from kb.publish.pages.lists import kinds_menu, kinds_of
from kb.publish.parts import words
from kb.publish.parts.contribution import safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Item, Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.parts.tallies import latest_date
from kb.publish.text import names


class DebateBrief(NamedTuple):
    """A debate as a card on the home page: what is asked, what it is about in a sentence or two, on
    what it turns most, and how much there is to read."""

    id: str
    anchor: str
    heading: str
    question: Link
    about: str
    crux: Item | None
    facts: tuple[str, ...]
    latest: str
    latest_iso: str


class HomePage(NamedTuple):
    """The first page; each debate on it as HTML that its own build made."""

    head: Head
    debates: tuple[Markup, ...]
    counts: tuple[str, ...]
    kinds: tuple[tuple[Link, str, bool], ...]


TELLING = 90  # characters: with a shorter sentence the next one is told too
SENTENCE = re.compile(r"(?<=[.?!]) ")


def brief(desk: Desk, debate: Debate) -> DebateBrief:
    """A debate as the home page lists it."""
    latest = latest_date(desk.index, debate)
    cruxes = ranked(desk, debate)[:1]
    question = desk.prose.label(debate.question)
    return DebateBrief(
        id=debate.id,
        anchor=names.debate_anchor(debate.id),
        heading=debate.heading,
        question=Link(question, desk.root + names.debate_file(debate.id)),
        about=_first_words(desk.block(debate.summary, debate.place.path)),
        crux=desk.item(cruxes[0].id, debate.id) if cruxes else None,
        facts=tuple(facts_of(desk, debate)),
        latest=words.day(latest),
        latest_iso=latest,
    )


def _first_words(summary: Markup) -> str:
    """The first sentence of an introduction, and the next where that is short."""
    said = ""
    for sentence in SENTENCE.split(summary.partition(Markup("</p>"))[0].striptags()):
        said = f"{said} {sentence}".lstrip()
        if len(said) >= TELLING:
            break
    return said


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The home page."""
    page = PlannedPage(names.HOME, "home.html", partial(home_page, shared=shared))
    data = [
        f"{one.path}\0{one.heading}\0{one.question}\0{one.items} {one.arguments}"
        for one in shared.contributions
    ]
    shown = [f"{kinds_of(shared.contributions)}", *(one.brief for one in shared.contributions)]
    yield SharedPage(page, [*data, *shown], partial(_data, shared), data)


def home_page(desk: Desk, shared: Shared) -> HomePage:
    base, debates = shared.base, shared.contributions
    return HomePage(
        head=Head(title=base.heading, page="home", id=base.id, data=names.data_file(names.HOME)),
        debates=tuple(safe(debate.brief) for debate in debates),
        kinds=kinds_menu(desk, kinds_of(debates)),
        counts=(
            words.count(len(debates), "debate"),
            words.count(sum(debate.items for debate in debates), "item"),
            words.count(sum(debate.arguments for debate in debates), "argument"),
            words.count(sum(p.kind == "person" for p in base.people), "person", "people"),
        ),
    )


def _data(shared: Shared) -> dict[str, object]:
    return {
        "base": {"id": shared.base.id, "heading": shared.base.heading},
        "debates": [
            {
                "page": debate.path,
                "data": names.data_file(debate.path),
                "id": debate.debate,
                "heading": debate.heading,
                "question": debate.question,
                "items": debate.items,
                "arguments": debate.arguments,
            }
            for debate in shared.contributions
        ],
    }
