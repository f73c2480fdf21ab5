"""The page that says in plain words what the other pages mean; its prose is METHOD.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.assets import METHOD
from kb.model import slugify
from kb.publish.parts.desk import Desk
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.parts.words import METHOD_TITLE
from kb.publish.text import names

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


class MethodSection(NamedTuple):
    heading: str
    anchor: str
    prose: Markup


class MethodPage(NamedTuple):
    """What the words on the other pages mean."""

    head: Head
    prose: Markup
    sections: tuple[MethodSection, ...]


def method_page(desk: Desk, text: str) -> MethodPage:
    """The prose as sections, so that their headings are those of the page."""
    opening, *rest = HEADING.split(text)
    return MethodPage(
        head=Head(title=METHOD_TITLE, page="method", data=names.data_file(names.METHOD)),
        prose=desk.block(opening, METHOD),
        sections=tuple(
            MethodSection(heading, slugify(heading), desk.block(prose, METHOD))
            for heading, prose in zip(rest[::2], rest[1::2], strict=True)
        ),
    )


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page that explains the others."""
    page = PlannedPage(names.METHOD, "method.html", partial(method_page, text=shared.method))
    made_of = [shared.method]
    yield SharedPage(page, made_of, lambda: {"prose": shared.method}, made_of)
