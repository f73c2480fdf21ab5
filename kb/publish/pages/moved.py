"""Pages at addresses that items and debates had before: each leads on to where they are now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kb.publish.parts.contribution import Moved
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage


class MovedPage(NamedTuple):
    """An address that leads on."""

    head: Head
    link: Link


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """A page for each address that an item, or a page of a debate, had before."""
    for contribution in shared.contributions:
        for moved in contribution.moved:
            page = PlannedPage(moved.old, "moved.html", partial(_moved, moved=moved))
            yield SharedPage(page, moved)


def _moved(desk: Desk, moved: Moved) -> MovedPage:
    head = Head(title=moved.name, page="moved", canonical=moved.path)
    return MovedPage(head, Link(moved.name, desk.root + moved.path))
