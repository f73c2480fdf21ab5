"""The publisher: a base becomes a folder of static pages that need no server and no script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.errors import KbError

if TYPE_CHECKING:
    from kb.publish.build.builder import Progress
    from kb.publish.parts.contribution import Contribution
    from loaders.base.load import LoadedBase

__all__ = ["Published", "publish"]

NO_TEXTS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Published:
    """What a build did, in HTML pages: all there are, those written, left alone and removed.

    Styles, data and the like are written with them and not counted: all that is there are
    `files`, and `changed` are those that were written or removed. `debates` are those of the site:
    what it says of each.
    """

    folder: Path
    written: int
    unchanged: int
    removed: int
    pages: int
    files: Collection[str]
    changed: Collection[str]
    debates: Sequence[Contribution]


def publish(
    base: LoadedBase,
    folder: Path,
    *,
    texts: Mapping[str, Sequence[str]] = NO_TEXTS,
    edit: str | None = None,
    address: str | None = None,
    cache: Path | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    before: Callable[[], object] = tuple,
    is_as_left: Callable[[], bool] = bool,
) -> Published:
    """Write the site of `base` into `folder`.

    `texts` gives the passages of a source by its id, the first at index 0. `edit` is the address
    to which a file's path is added for "edit this" links, or one with `{path}` and `{line}`;
    `address` where the site will be. In `cache` it is kept what each page was made of, so that the
    next build makes only what changed; code is kept there too, so it has to be a folder of one's
    own. `workers` is how many processes make pages, as many as seem worth it unless it is said.
    The site is the same whatever they are. `before` is called, once or more, before anything is
    written. `is_as_left` says whether all files of the site are known to be those that the last
    build left; where they are not, each is looked at.
    """
    # Here, since whoever wants but a room of this package, as a map does, would wait for them all.
    from kb.addresses import refused_address, refused_edit
    from kb.assets import site_folder
    from kb.disk import refuse_links
    from kb.publish.build.builder import Builder
    from kb.publish.build.by_debate import Library
    from kb.publish.build.last_build import Kept
    from kb.publish.build.site import make_site, stamp_of_site
    from kb.publish.parts.printer import Options
    from loaders.base.load import without_collector

    if refused := refused_edit(edit) or refused_address(address):
        raise KbError(refused)
    refuse_links(folder, base.root)
    library = Library(base)
    site, options = site_folder(), Options(texts, edit, address, library.method)
    try:
        with without_collector():  # pages are many values and no cycles
            stamp = stamp_of_site(site, options, library.registers)
            kept = Kept(cache, folder)
            builder = Builder(
                library,
                site,
                folder,
                options,
                stamp,
                kept,
                workers=workers,
                progress=progress,
                before=before,
                is_as_left=is_as_left,
            )
            removed = make_site(builder)
    except OSError as problem:
        name = problem.filename or folder
        raise KbError(f"cannot write the site: {name}: {problem.strerror}") from problem
    written, gone = _pages_in(builder.written), _pages_in(removed)
    pages = _pages_in(builder.files)
    return Published(
        folder,
        written,
        unchanged=pages - written,
        removed=gone,
        pages=pages,
        files=builder.files.keys(),
        changed=(*builder.written, *removed),
        debates=builder.in_order(),
    )


def _pages_in(paths: Iterable[str]) -> int:
    return sum(path.endswith(".html") for path in paths)
