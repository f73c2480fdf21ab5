"""The publisher: a base becomes a folder of static pages that need no server and no script."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from kb.assets import site_folder
from kb.errors import KbError
from kb.model import Base
from kb.publish.links import outside
from kb.publish.method import METHOD
from kb.publish.pages import Press, plan
from kb.publish.write import Content, write_site

__all__ = ["Published", "publish"]

NO_TEXTS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Published:
    """What a build did, in HTML pages: all there are, those written, left alone and removed.

    Styles and the like are written with them and not counted.
    """

    folder: Path
    written: int
    unchanged: int
    removed: int
    pages: int


def publish(
    base: Base,
    folder: Path,
    *,
    texts: Mapping[str, Sequence[str]] = NO_TEXTS,
    edit: str | None = None,
) -> Published:
    """Write the site of `base` into `folder`.

    `texts` gives the passages of a source by its id, the first at index 0. `edit` is the address
    to which a file's path is added for "edit this" links, or one with `{path}` and `{line}`.
    """
    if edit is not None and outside(edit.replace("{path}", "").replace("{line}", "")) is None:
        raise KbError(f"'{edit}' is no address for edit links; give one with https://")
    site = site_folder()
    press = Press(base, site, texts, edit)
    pages = {page.path: partial(press.print, page) for page in plan(base, site)}
    with _no_collection():
        changes = write_site(folder, {**pages, **_assets(site)})
    written, removed = _pages_in(changes.written), _pages_in(changes.removed)
    return Published(folder, written, len(pages) - written, removed, pages=len(pages))


def _pages_in(paths: Iterable[str]) -> int:
    return sum(path.endswith(".html") for path in paths)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pages are many values and no cycles; looking for some would take a sixth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _assets(site: Path) -> dict[str, Content]:
    """Everything beside the templates and the prose is copied as it is: style, icon, scripts."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes
        for path in sorted(site.rglob("*"))
        if path.is_file() and not _kept_back(path.relative_to(site))
    }


def _kept_back(path: Path) -> bool:
    return path.parts[0] in ("templates", METHOD) or any(
        part.startswith(".") for part in path.parts
    )
