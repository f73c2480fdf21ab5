"""A whole site: the debates, the pages they share, the search, the map of the site, the assets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kb.assets import METHOD, PACKAGES, method_file, program_files
from kb.disk import read, read_text
from kb.model import Base
from kb.publish.build.builder import Builder
from kb.publish.build.last_build import ASSETS, MAP, PAGES, SEARCH
from kb.publish.build.shared_pages import jobs
from kb.publish.feeds.search_index import search_files
from kb.publish.feeds.sitemap import sitemap
from kb.publish.parts import words
from kb.publish.parts.contribution import Doc
from kb.publish.parts.printer import Options
from kb.publish.parts.shared import Shared
from kb.publish.parts.stamps import stamp_of
from kb.publish.text import names
from kb.publish.text.plain import plain_words
from kb.version import VERSION as PROGRAM
from queries.people import APART

ROOMS = {("kb", room) for room in ("analysis", "exchange", "publish", "reasoning")}

# What can be sought, by kind, in the order in which results are shown.
KINDS: dict[str, str] = {
    "debate": "Debates",
    "person": "People",
    **APART,
    "term": "Terms",
    **{str(kind): words.all_of(kind) for kind in words.KINDS},
    "source": "Sources",
}


def make_site(builder: Builder) -> tuple[str, ...]:
    """Make everything; the paths that were removed."""
    builder.debates()
    contributions = builder.in_order()
    base = builder.slices.registers
    method = read_text(method_file())
    shared = Shared(base, contributions, method, builder.piece)
    searched = stamp_of(f"{one.path}\0{one.question}\0{one.docs.mark}" for one in contributions)
    with builder.beside(SEARCH, searched, lambda: search_files(_docs(shared), KINDS)):
        builder.jobs(PAGES, jobs(lambda: builder.printer, shared))
    builder.group(ASSETS, "", partial(assets, builder.site))
    if builder.options.address:
        moved = {one.old for contribution in contributions for one in contribution.moved}
        pages = sorted(p for p in builder.files if p.endswith(".html") and p not in moved)
        make = partial(sitemap, builder.options.address, pages)
        builder.group(MAP, stamp_of(pages), make)
    return builder.finish()


def _docs(shared: Shared) -> list[Doc]:
    """All that can be sought, in the order in which it is shown."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(_sought(shared, shared.base), key=lambda doc: order[doc.kind])


def _sought(shared: Shared, base: Base) -> Iterator[Doc]:
    """Everything that can be sought: debates, items, people, terms and sources."""
    for contribution in shared.contributions:
        yield Doc(
            kind="debate",
            path=contribution.path,
            text=contribution.question,
            note=contribution.heading,
        )
    for contribution in shared.contributions:
        yield from shared.docs(contribution)
    for person in base.people:
        path = names.person_file(person.id)
        yield Doc(kind=person.kind, path=path, text=plain_words(person.heading))
    for term in base.terms:
        yield Doc(kind="term", path=names.term_file(term.id), text=plain_words(term.heading))
    for source in base.sources:
        path = names.source_file(source.id)
        yield Doc(kind="source", path=path, text=plain_words(source.heading))


def assets(site: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Everything beside the templates and the prose is copied as it is: style, icon, scripts."""
    for path in sorted(site.rglob("*")):
        if path.is_file() and not _kept_back(path.relative_to(site)):
            yield path.relative_to(site).as_posix(), partial(read, path)


def _kept_back(path: Path) -> bool:
    return path.parts[0] in ("templates", METHOD) or any(
        part.startswith(".") for part in path.parts
    )


def files_of_pages() -> list[Path]:
    """What pages are made with, but for what reads debates, which counts versions of its own."""
    return [path for path in map(Path, program_files()) if _makes_pages(path)]


def _makes_pages(path: Path) -> bool:
    folder = path.parent.relative_to(PACKAGES).parts
    is_room = folder[:1] == ("queries",) or folder == ("kb",) or folder[:2] in ROOMS
    return is_room and path.suffix == ".py"


def stamp_of_site(site: Path, options: Options, registers: Base) -> str:
    """The hash of what all pages depend on: the program, the templates, the options, the lists."""
    digest = hashlib.sha256(PROGRAM.encode())
    prose = method_file()
    for path in (*files_of_pages(), prose, *sorted(p for p in site.rglob("*") if p.is_file())):
        digest.update(path.name.encode() + b"\0" + read(path) + b"\0")
    for said in (options.edit, options.address, options.method, registers.model_dump()):
        digest.update(json.dumps(said).encode() + b"\0")
    for source, texts in sorted(options.texts.items()):
        digest.update(json.dumps([source, list(texts)]).encode())
    return digest.hexdigest()
