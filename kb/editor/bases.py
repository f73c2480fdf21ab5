"""The bases that an editor has to do with, and which of them a document belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol.types import PositionEncodingKind

from kb.disk import is_file, names_in, real
from kb.editor.addresses import name_in, path_of, root_above
from kb.editor.opened import Document, Opened
from kb.editor.sheet import Sheet
from loaders.files.folder import SETTINGS
from loaders.files.raw import MAX_FILE

DEEPEST = 3  # folders below that of the workspace where a base is looked for
MOST = 1_000  # folders that are looked into


@dataclass
class Bases:
    """All bases that were met, and all documents that the editor has open, by their addresses."""

    encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16
    copies: str | None = None
    known: dict[Path, Opened] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    of_workspace: set[Path] = field(default_factory=set)

    def meet(self, folder: Path) -> None:
        """Open the base in or above a folder of the workspace, and those below."""
        above = root_above(folder / SETTINGS)
        for root in [above] if above else _bases_below(folder):
            self.of_workspace.add(self._opened(root).root)

    def put(self, document: Document) -> None:
        """Take the text of a document as the editor has it now."""
        document.text = _sound(document.text)
        self.documents[document.uri] = document
        self._settle(document.uri)

    def drop(self, uri: str) -> None:
        """Forget the text of a document that was closed: what is on the disk counts again."""
        self.documents.pop(uri, None)
        for opened in self.known.values():
            opened.documents = {p: d for p, d in opened.documents.items() if d.uri != uri}

    def _settle(self, uri: str) -> None:
        """Give a document to the base that it is of, which may be another than before."""
        for opened in self.known.values():
            opened.documents = {p: d for p, d in opened.documents.items() if d.uri != uri}
        sheet = self.sheet(uri)
        document = self.documents[uri]
        if sheet and len(document.text.encode()) <= MAX_FILE:
            sheet.opened.documents[sheet.path] = document

    def sheet(self, uri: str) -> Sheet | None:
        """A document as a file of its base; None for one that is of no base."""
        path = path_of(uri)
        root = root_above(path) if path else None
        name = name_in(root, path) if path and root else None
        return Sheet(self._opened(root), name) if root and name else None

    def _opened(self, root: Path) -> Opened:
        root = real(root)
        if root not in self.known:
            copies = real(root / self.copies) if self.copies else None
            self.known[root] = Opened(root, self.encoding, copies)
            for uri in list(self.documents):
                self._settle(uri)
        return self.known[root]

    def changed(self) -> bool:
        """Whether any base is no longer as it was read."""
        return any(
            opened.is_behind() or not is_file(root / SETTINGS)
            for root, opened in self.known.items()
        )

    def lost(self) -> Iterator[Opened]:
        """Let go of the bases that are none any more, or that no document is of."""
        for root, opened in list(self.known.items()):
            if not self._is_in_use(opened):
                yield self.known.pop(root)

    def in_use(self) -> list[Opened]:
        """The bases that documents are of, or that are in the workspace."""
        return [opened for opened in self.known.values() if self._is_in_use(opened)]

    def _is_in_use(self, opened: Opened) -> bool:
        is_wanted = bool(opened.documents) or opened.root in self.of_workspace
        return is_wanted and is_file(opened.root / SETTINGS)


def _sound(text: str) -> str:
    """A text without halves of characters, which no file can hold; it stays as long as it was."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _bases_below(folder: Path) -> Iterator[Path]:
    """The bases in a folder of no base, not far below."""
    waiting = [(folder, 0)]
    for looked, (here, depth) in enumerate(waiting):  # which grows
        if is_file(here / SETTINGS):
            yield here
        elif depth < DEEPEST and looked < MOST:
            waiting += [(below, depth + 1) for below in _folders(here)]


def _folders(folder: Path) -> Iterator[Path]:
    try:
        entries = names_in(folder)
    except OSError:
        return
    for entry in entries:
        is_own = entry.name[0] != "." and entry.name != "node_modules"
        if is_own and entry.is_dir(follow_symlinks=False):
            yield folder / entry.name
