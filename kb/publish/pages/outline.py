"""The page with everything that a debate says, section by section, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Claim, Debate, Section
from kb.publish.index import Index
from kb.publish.parts.arguments import texts_on
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import ArgumentText, Item, Link, StanceView, TieGroup
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.tallies import items_of
from kb.publish.text import names


class OutlineItem(NamedTuple):
    """An item of a debate with the arguments on it, as text."""

    item: Item
    stances: tuple[StanceView, ...]
    supports: tuple[ArgumentText, ...]
    rebuts: tuple[ArgumentText, ...]
    ties: tuple[TieGroup, ...]


class OutlineSection(NamedTuple):
    heading: str
    anchor: str
    prose: Markup
    items: tuple[OutlineItem, ...]


class OutlinePage(NamedTuple):
    """Everything that a debate says."""

    head: Head
    debate: Link
    sections: tuple[OutlineSection, ...]


def outline_page(desk: Desk, debate: Debate) -> OutlinePage:
    return OutlinePage(
        head=Head(
            title=f"Everything said: {desk.prose.plain(debate.question)}",
            page="outline",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
        ),
        debate=desk.debate(debate.id),
        sections=outline(desk, debate),
    )


def has_outline(index: Index, debate: Debate) -> bool:
    """Whether a debate says more than what it is about."""
    return bool(items_of(index, debate)) or any(section.body for section in debate.sections)


def outline(desk: Desk, debate: Debate) -> tuple[OutlineSection, ...]:
    """What is said by section, in the order of the files; a section that comes twice is one."""
    items: dict[str, list[Claim]] = {}
    for claim in items_of(desk.index, debate):
        items.setdefault(claim.section, []).append(claim)
    prose = _section_prose(debate)
    return tuple(
        OutlineSection(
            heading,
            names.section_anchor(heading),
            desk.block(prose.get(heading, ""), _file_of(debate, items.get(heading, ()))),
            tuple(_outline_item(desk, c) for c in items.get(heading, ())),
        )
        for heading in _in_order(items, prose)
        if heading in items or prose[heading]
    )


def _file_of(debate: Debate, items: Sequence[Claim]) -> str:
    """The file that the links in the prose of a section start from."""
    return items[0].place.path if items else debate.place.path


def _section_prose(debate: Debate) -> dict[str, str]:
    """The prose of each section, named as in `Claim.section`: with the headings above it."""
    prose: dict[str, str] = {}
    above: list[Section] = []
    for section in debate.sections:
        above = [*(s for s in above if s.level < section.level), section]
        heading = " / ".join(s.heading for s in above)
        parts = filter(None, (prose.get(heading, ""), section.body))
        prose[heading] = "\n\n".join(parts)
    return prose


def _in_order(items: Iterable[str], prose: Iterable[str]) -> dict[str, None]:
    """The sections of the items, with those that have prose alone where they were written."""
    headings = list(prose)
    done: dict[str, None] = {}
    for heading in items:
        if heading in headings and heading not in done:
            done.update(dict.fromkeys(headings[: headings.index(heading)]))
        done[heading] = None
    return done | dict.fromkeys(headings)


def _outline_item(desk: Desk, claim: Claim) -> OutlineItem:
    return OutlineItem(
        item=desk.item(claim.id, claim.debate),
        stances=desk.stances(claim.id),
        supports=texts_on(desk, claim.id, "supports", claim.debate),
        rebuts=texts_on(desk, claim.id, "rebuts", claim.debate),
        ties=desk.ties(claim, back=False),
    )


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """Everything that a debate says, where it says anything."""
    if has_outline(index, debate):
        view = partial(outline_page, debate=debate)
        yield PlannedPage(names.outline_file(debate.id), "outline.html", view)


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield names.outline_file(debate)
