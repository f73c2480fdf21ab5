"""The page of what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.publish.parts.desk import Desk
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.text import names


class NotFoundPage(NamedTuple):
    head: Head


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page that a server shows for an address without one."""
    yield SharedPage(PlannedPage(names.NOT_FOUND, "404.html", _not_found), [])


def _not_found(desk: Desk) -> NotFoundPage:
    return NotFoundPage(Head(title="Page not found", page="not-found"))
