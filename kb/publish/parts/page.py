"""What every page has, whatever it is about."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from markupsafe import Markup

NO_DATA = Markup()


class Head(NamedTuple):
    """What every page has: its title in words, and what scripts and crawlers may want to know.

    `data` is where the same is written for programs, `ld` what the page is about as linked data;
    `canonical` is the page that a page of an address of before leads to.
    """

    title: str
    page: str
    id: str = ""
    description: str = ""
    data: str = ""
    ld: Markup = NO_DATA
    canonical: str = ""


class Page(Protocol):
    """What a page says, ready to print."""

    @property
    def head(self) -> Head: ...
