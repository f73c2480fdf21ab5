"""The files of a base read once more for those who change them: with every place that names
something."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from kb.errors import FilesChanged, KbError
from loaders.base.load import LoadedBase, without_collector
from loaders.editing.text import Written
from loaders.facts.debate import Lines, read_lines
from loaders.files.folder import PEOPLE, SOURCES
from loaders.files.raw import read_raw
from loaders.files.text import decode
from loaders.grammar.needs import Need
from loaders.grammar.page import Annotation, Item, Page
from loaders.grammar.references import is_external, resolve_path
from loaders.markup.blocks import placed_links
from loaders.markup.inline import Link

OF_LISTS = {PEOPLE: "person", SOURCES: "source"}
KINDS = ("item", "person", "source")


class Mention(NamedTuple):
    """A place that names an item (`debate/slug`), a person, a source, a debate or another file,
    which has no id. By a link, or by a bare id, and then `file` is empty."""

    path: str
    line: int
    column: int
    kind: str
    ident: str
    file: str = ""
    link: Link | None = None


@dataclass
class Reading:
    """The files of a loaded base as they are written."""

    loaded: LoadedBase
    _written: dict[str, Written] = field(default_factory=dict)
    _data: dict[str, bytes] = field(default_factory=dict)
    _lines: dict[str, Lines] = field(default_factory=dict)

    def data(self, path: str) -> bytes:
        """The bytes of a file, which are those that were loaded."""
        draft = self.loaded.drafts.get(path)
        if draft is not None:
            return draft.encode()
        if path not in self._data:
            raw = read_raw(self.loaded.root, path)
            if raw.code:
                raise KbError(f"'{path}' {raw.says}")
            if raw.digest != self.loaded.digests.get(path, raw.digest):
                raise FilesChanged(f"'{path}' changed while the base was read; try again")
            self._data[path] = raw.data
        return self._data[path]

    def written(self, path: str) -> Written:
        if path not in self._written:
            try:
                self._written[path] = Written(path, self.data(path).decode("utf-8"))
            except UnicodeDecodeError as error:
                raise KbError(f"'{path}' cannot be changed: {error}") from None
        return self._written[path]

    def lines(self, debate: str) -> Lines:
        """The lines of a debate as they are read."""
        if debate not in self._lines:
            loaded = self.loaded
            files = [decode(path, self.data(path)) for path in loaded.layout.debates[debate]]
            with without_collector():
                self._lines[debate] = read_lines(
                    debate, files, loaded.layout.owners, loaded.register.same, {}
                )
        return self._lines[debate]

    def mentions(self, words: Collection[str], items: Collection[str] = ()) -> Iterator[Mention]:
        """Every place in debates and lists that names something, each once; of the debates only
        those in whose files one of the words stands, as it does wherever a thing of that id is
        named, and that name one of the items, if there are any."""
        debates = [name for name in self.loaded.layout.debates if self.has(name, words)]
        if items:
            debates = [name for name in debates if self.names(name, items)]
        lists = self.mentions_in_lists()
        found = chain(lists, *map(self._links, debates), *map(self.bare, debates))
        return iter(dict.fromkeys(found))

    def mentions_of(self, debate: str) -> list[Mention]:
        """Every place in a debate that names something, each once."""
        return list(dict.fromkeys(chain(self._links(debate), self.bare(debate))))

    def has(self, debate: str, words: Collection[str]) -> bool:
        """Whether one of the words stands in a file of a debate."""
        sought = b"|".join(word.encode() for word in words)
        pattern = re.compile(rb"(?<![a-z0-9-])(?:%b)(?![a-z0-9-])" % sought)
        return any(pattern.search(self.data(path)) for path in self.loaded.layout.debates[debate])

    def names(self, debate: str, items: Collection[str]) -> bool:
        """Whether a debate has one of the items or needs one: most debates have ids in common."""
        owners = self.loaded.layout.owners
        return any(item.startswith(f"{debate}/") for item in items) or any(
            need.ref in items
            if need.kind == "item"
            else need.kind == "anchor" and f"{owners.get(need.file)}/{need.ref}" in items
            for need in self.loaded.heads[debate].needs
        )

    def mentions_in_lists(self) -> Iterator[Mention]:
        """Every place in the lists that names something."""
        for link, path, line, column in self.loaded.register.links:
            yield from self._by_link(path, link, line, column)

    def _links(self, debate: str) -> Iterator[Mention]:
        for page in self.lines(debate).pages:
            for link, line, column in chain(page.links, _in_annotations(page)):
                yield from self._by_link(page.path, link, line, column)

    def bare(self, debate: str) -> Iterator[Mention]:
        """Every bare id in a debate."""
        for need in self.lines(debate).scope.needs:
            if need.kind in KINDS and not self._is_link(need):
                yield Mention(need.path, need.line, need.column, need.kind, need.ref)

    def _is_link(self, need: Need) -> bool:
        written = self.written(need.path)
        return written.text.startswith("[", written.at(need.line, need.column))

    def _by_link(self, path: str, link: Link, line: int, column: int) -> Iterator[Mention]:
        if is_external(link.href):
            return
        name, _, ident = link.href.partition("#")
        file = resolve_path(path, name)
        owner = self.loaded.layout.owners.get(file)
        if file in OF_LISTS and ident:
            yield Mention(path, line, column, OF_LISTS[file], ident, file, link)
        elif owner and ident in self.loaded.heads[owner].items:
            yield Mention(path, line, column, "item", f"{owner}/{ident}", file, link)
        elif name:
            yield Mention(path, line, column, "debate", owner or "", file, link)


def page_of(reading: Reading, debate: str, slug: str) -> tuple[Page, Item]:
    """An item that there is, and its file."""
    found = ((p, item) for p in reading.lines(debate).pages for item in p.items)
    return next((page, item) for page, item in found if item.slug == slug)


def _in_annotations(page: Page) -> Iterator[tuple[Link, int, int]]:
    for item in page.items:
        for annotation in every(item.annotations):
            yield from placed_links(annotation.line.inline)


def every(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Annotations with all that are nested under them."""
    for annotation in annotations:
        yield annotation
        yield from every(annotation.nested)
