"""The whole map of a debate, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Debate
from kb.publish.index import Index
from kb.publish.map.fragments import DebateMap
from kb.publish.map.opening import trees_of
from kb.publish.map.views import debate_map, has_map
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.text import names


class MapPage(NamedTuple):
    head: Head
    debate: Link
    question: Markup
    glance: str
    map: DebateMap | None


def map_page(desk: Desk, debate: Debate) -> MapPage:
    return MapPage(
        head=Head(
            title=f"The whole map: {desk.prose.plain(debate.question)}",
            page="map",
            id=debate.id,
            description=debate.heading,
            data=names.data_file(names.debate_file(debate.id)),
        ),
        debate=desk.debate(debate.id),
        question=desk.prose.label(debate.question),
        glance=f"{desk.root}{names.debate_file(debate.id)}#map",
        map=debate_map(desk, debate.id),
    )


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """The whole map of a debate, where anything in it is argued."""
    forest, _ = trees_of(index, debate.id)
    if has_map(forest):
        yield PlannedPage(names.map_file(debate.id), "tree.html", partial(map_page, debate=debate))


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield names.map_file(debate)
    yield names.focus_file(debate)
