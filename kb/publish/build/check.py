"""Looks at a finished site: whether every link and fragment on its pages leads somewhere."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kb.disk import BIGGEST, read, read_text
from kb.publish.build.write import claimed

POINTS = {"a": "href", "link": "href", "script": "src", "img": "src"}


class Broken(NamedTuple):
    """A link that leads nowhere, and the page it is on."""

    page: str
    href: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: '{self.href}' {self.why}"


class _Reader(HTMLParser):
    """What a page points to, and what can be pointed to on it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: dict[str, None] = {}
        self.ids: set[str] = set()
        self.twice: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                if value in self.ids:
                    self.twice[value] = None
                self.ids.add(value)
            elif name == POINTS.get(tag) and value is not None:
                self.targets[value] = None


def check_site(folder: Path) -> Iterator[Broken]:
    """Every link of a site, its pages in order, that leads to no file or no place on a page."""
    files = set(claimed(folder))
    pages = sorted(path for path in files if path.endswith(".html"))
    ids: dict[str, set[str]] = {}
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    for page in pages:
        reader = _read(folder / page)
        ids[page] = reader.ids
        yield from (Broken(page, f"#{ident}", "stands on two elements") for ident in reader.twice)
        for href in reader.targets:
            path, fragment = _goal(page, href)
            if path is None:
                continue
            if path not in files:
                yield Broken(page, href, "leads to no file")
            elif fragment:
                wanted.setdefault((path, fragment), (page, href))
    for (path, fragment), (page, href) in wanted.items():
        if fragment not in ids.get(path, ()):
            yield Broken(page, href, "leads to no place on its page")
    yield from _bad_data(folder, files)


def _read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(read_text(path, BIGGEST))
    reader.close()
    return reader


def _goal(page: str, href: str) -> tuple[str | None, str]:
    """The file of the site and the fragment that a link means; None for one that leads outside."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None, ""
    folder = posixpath.dirname(page)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page
    return path, unquote(parts.fragment)


def _bad_data(folder: Path, files: set[str]) -> Iterator[Broken]:
    for path in sorted(path for path in files if path.endswith(".json")):
        try:
            page = json.loads(read(folder / path, BIGGEST))["page"]
        except (ValueError, KeyError, TypeError):
            yield Broken(path, "", "is no data of a page")
            continue
        if page not in files:
            yield Broken(path, page, "leads to no file")
