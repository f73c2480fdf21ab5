"""The page that says in plain words what the other pages mean; its prose is METHOD.md."""

from __future__ import annotations

import re

from kb.assets import METHOD
from kb.model import slugify
from kb.publish import names
from kb.publish.parts import Desk
from kb.publish.views import Head, MethodPage, MethodSection

TITLE = "How to read this"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def method_page(desk: Desk, text: str) -> MethodPage:
    """The prose as sections, so that their headings are those of the page."""
    opening, *rest = HEADING.split(text)
    return MethodPage(
        head=Head(title=TITLE, page="method", data=names.data_file(names.METHOD)),
        prose=desk.block(opening, METHOD),
        sections=tuple(
            MethodSection(heading, slugify(heading), desk.block(prose, METHOD))
            for heading, prose in zip(rest[::2], rest[1::2], strict=True)
        ),
    )
