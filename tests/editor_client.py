"""An editor for tests: it starts `kb lsp`, tells it what is typed, and asks what it shows.

The client is that of pygls, in a thread with a loop of its own, so that tests read as what
somebody does. Places are given as the words around them, with `|` where the cursor is.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
FAILED = -32803
PATIENCE = 60  # seconds
ABLE = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(version_support=True),
    ),
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[lsp.ResourceOperationKind.Rename]
        )
    ),
)
UNABLE = lsp.ClientCapabilities()


class Refused(Exception):  # noqa: N818 - reads as a word
    """What the server says to a question that it cannot answer."""


class Editor:
    """An editor with a server of its own; `texts` are the documents that it has open."""

    def __init__(self, *folders: Path, able: lsp.ClientCapabilities = ABLE, **options: Any) -> None:
        self.folders, self.able, self.options = folders, able, options
        self.texts: dict[Path, str] = {}
        self.versions: dict[Path, int] = {}
        self.shown: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.news = threading.Condition()
        self.loop = asyncio.new_event_loop()
        self.client: LanguageClient | None = None
        self.thread = threading.Thread(target=self.loop.run_forever)

    @contextmanager
    def running(self) -> Iterator[Editor]:
        self.thread.start()
        try:
            self.run(self._start())
            try:
                yield self
            finally:
                self.run(self._stop())
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()
            self.loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def _start(self) -> None:
        self.client = LanguageClient("editor", "1")

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(given: lsp.PublishDiagnosticsParams) -> None:
            with self.news:
                self.shown[given.uri] = given
                self.news.notify_all()

        await self.client.start_io(sys.executable, "-c", "from kb.cli import main; main()", "lsp")
        folders = [lsp.WorkspaceFolder(path.as_uri(), path.name) for path in self.folders]
        await self.client.initialize_async(
            lsp.InitializeParams(
                capabilities=self.able,
                workspace_folders=folders,
                initialization_options=self.options or None,
            )
        )
        self.client.initialized(lsp.InitializedParams())

    async def _stop(self) -> None:
        assert self.client
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    # -- what somebody does -----------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None, uri: str | None = None) -> Path:
        self.texts[path] = path.read_text(encoding="utf-8") if text is None else text
        self.versions[path] = 1
        document = lsp.TextDocumentItem(
            uri=uri or path.as_uri(), language_id="markdown", version=1, text=self.texts[path]
        )
        self._tell(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(document))
        return path

    def type(self, path: Path, old: str, new: str) -> None:
        """Change words of an open document without saving."""
        assert old in self.texts[path]
        self.put(path, self.texts[path].replace(old, new))

    def put(self, path: Path, text: str) -> None:
        self.texts[path] = text
        self.versions[path] += 1
        named = lsp.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=self.versions[path])
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        given = lsp.DidChangeTextDocumentParams(named, [change])
        self._tell(lsp.TEXT_DOCUMENT_DID_CHANGE, given)

    def close(self, path: Path) -> None:
        del self.texts[path]
        given = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(path.as_uri()))
        self._tell(lsp.TEXT_DOCUMENT_DID_CLOSE, given)

    def _tell(self, method: str, given: Any) -> None:
        assert self.client
        self.loop.call_soon_threadsafe(self.client.protocol.notify, method, given)

    def ask(self, method: str, given: Any) -> Any:
        try:
            return self.run(self._asked(method, given))
        except JsonRpcException as error:
            if error.code != FAILED:
                raise
            raise Refused(error.message) from None

    async def _asked(self, method: str, given: Any) -> Any:
        assert self.client
        return await self.client.protocol.send_request_async(method, given)

    # -- what it shows ----------------------------------------------------------------------------

    def problems(self, path: Path) -> list[str]:
        """The problems of a file, once the server has seen the text that the editor has."""
        return [f"{p.code} {self.words(path, p.range)}" for p in self.diagnostics(path)]

    def diagnostics(self, path: Path) -> list[lsp.Diagnostic]:
        """The problems that are shown of the newest version of a document."""
        found = self._wait(path, lambda given: given.version == self.versions.get(path))
        return list(found.diagnostics)

    def until(self, path: Path, *codes: str) -> None:
        """Wait until just these problems are shown of a file."""
        self._wait(path, lambda given: [p.code for p in given.diagnostics] == list(codes))

    def _wait(self, path: Path, is_it: Any) -> lsp.PublishDiagnosticsParams:
        uri = path.as_uri()
        with self.news:
            done = self.news.wait_for(
                lambda: uri in self.shown and is_it(self.shown[uri]), timeout=PATIENCE
            )
            assert done, self.shown.get(uri)
            return self.shown[uri]

    def words(self, path: Path, where: lsp.Range) -> str:
        """The words of a document in a range, as an editor counts in UTF-16."""
        text = self.texts[path] if path in self.texts else path.read_text(encoding="utf-8")
        rows = [row.encode("utf-16-le") for row in text.split("\n")]
        if where.start.line == where.end.line:
            row = rows[where.start.line]
            return row[2 * where.start.character : 2 * where.end.character].decode("utf-16-le")
        first = rows[where.start.line][2 * where.start.character :]
        last = rows[where.end.line][: 2 * where.end.character]
        middle = rows[where.start.line + 1 : where.end.line]
        return "\n".join(row.decode("utf-16-le") for row in (first, *middle, last))

    def at(self, path: Path, words: str) -> lsp.TextDocumentPositionParams:
        """The place of `|` in words that stand once in a document."""
        before, after = words.split("|")
        text = self.texts[path] if path in self.texts else path.read_text(encoding="utf-8")
        assert text.count(before + after) >= 1, words
        offset = text.index(before + after) + len(before)
        row = text[:offset].rpartition("\n")[2]
        place = lsp.Position(text[:offset].count("\n"), len(row.encode("utf-16-le")) // 2)
        return lsp.TextDocumentPositionParams(lsp.TextDocumentIdentifier(path.as_uri()), place)

    def hover(self, path: Path, words: str) -> str:
        here = self.at(path, words)
        given = lsp.HoverParams(here.text_document, here.position)
        found = self.ask(lsp.TEXT_DOCUMENT_HOVER, given)
        return found.contents.value if found else ""

    def completions(self, path: Path, words: str) -> dict[str, str]:
        """What is proposed at a place, with what a line would be."""
        here = self.at(path, words)
        given = lsp.CompletionParams(here.text_document, here.position)
        found = self.ask(lsp.TEXT_DOCUMENT_COMPLETION, given)
        return {item.label: self._line_with(path, item.text_edit) for item in found.items}

    def _line_with(self, path: Path, edit: lsp.TextEdit) -> str:
        text = self.apply_to(self.texts[path], [edit])
        return text.split("\n")[edit.range.start.line]

    def places(self, method: str, path: Path, words: str, **more: Any) -> list[str]:
        """Where a question leads: files with the words there."""
        here = self.at(path, words)
        kind = lsp.ReferenceParams if "context" in more else lsp.DefinitionParams
        given = kind(text_document=here.text_document, position=here.position, **more)
        found = self.ask(method, given) or []
        return [self._shown(place) for place in found]

    def _shown(self, place: lsp.Location) -> str:
        path = self.path_of(place.uri)
        return f"{path.name}:{place.range.start.line + 1} {self.words(path, place.range)}"

    def definition(self, path: Path, words: str) -> list[str]:
        return self.places(lsp.TEXT_DOCUMENT_DEFINITION, path, words)

    def references(self, path: Path, words: str) -> list[str]:
        context = lsp.ReferenceContext(include_declaration=True)
        return self.places(lsp.TEXT_DOCUMENT_REFERENCES, path, words, context=context)

    def rename(self, path: Path, words: str, new: str) -> dict[str, str]:
        """The texts of all files that a new name changes."""
        here = self.at(path, words)
        given = lsp.RenameParams(
            text_document=here.text_document, position=here.position, new_name=new
        )
        return self.carried_out(self.ask(lsp.TEXT_DOCUMENT_RENAME, given))

    def actions(self, path: Path, words: str) -> dict[str, lsp.CodeAction]:
        place = self.at(path, words).position
        given = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(path.as_uri()),
            lsp.Range(place, place),
            lsp.CodeActionContext([]),
        )
        return {a.title: a for a in self.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, given)}

    def formatted(self, path: Path) -> str:
        options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
        given = lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(path.as_uri()), options)
        edits = self.ask(lsp.TEXT_DOCUMENT_FORMATTING, given) or []
        return self.apply_to(self.texts[path], edits)

    def everything(self, uri: str, place: lsp.Position, text: str = "x") -> None:
        """Ask all that can be asked of a place; what is refused is refused in a sentence."""
        document, around = lsp.TextDocumentIdentifier(uri), lsp.Range(place, place)
        asked: list[tuple[str, Any]] = [
            (lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams(document, place)),
            (lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionParams(document, place)),
            (lsp.TEXT_DOCUMENT_DEFINITION, lsp.DefinitionParams(document, place)),
            (
                lsp.TEXT_DOCUMENT_REFERENCES,
                lsp.ReferenceParams(lsp.ReferenceContext(True), document, place),
            ),
            (lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, lsp.DocumentHighlightParams(document, place)),
            (lsp.TEXT_DOCUMENT_PREPARE_RENAME, lsp.PrepareRenameParams(document, place)),
            (
                lsp.TEXT_DOCUMENT_RENAME,
                lsp.RenameParams(text_document=document, position=place, new_name=text),
            ),
            (
                lsp.TEXT_DOCUMENT_CODE_ACTION,
                lsp.CodeActionParams(document, around, lsp.CodeActionContext([])),
            ),
            (lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensParams(document)),
            (lsp.TEXT_DOCUMENT_FOLDING_RANGE, lsp.FoldingRangeParams(document)),
            (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, lsp.DocumentSymbolParams(document)),
            (
                lsp.TEXT_DOCUMENT_FORMATTING,
                lsp.DocumentFormattingParams(document, lsp.FormattingOptions(2, True)),
            ),
            (lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolParams("")),
        ]
        for method, given in asked:
            with suppress(Refused):
                self.ask(method, given)

    def of(self, method: str, path: Path, params: Any) -> Any:
        """What is asked of a document as such."""
        return self.ask(method, params(lsp.TextDocumentIdentifier(path.as_uri())))

    # -- what an editor does with edits -----------------------------------------------------------

    @staticmethod
    def path_of(uri: str) -> Path:
        from pygls.uris import to_fs_path

        found = to_fs_path(uri)
        assert found
        return Path(found)

    def carried_out(self, edit: lsp.WorkspaceEdit) -> dict[str, str]:
        """The files that an edit changes, by their new names, with their texts."""
        found: dict[str, str] = {}
        for change in edit.document_changes or ():
            if isinstance(change, lsp.RenameFile):
                old = self.path_of(change.old_uri)
                text = found.pop(old.name, None)
                new = self.path_of(change.new_uri).name
                found[new] = text if text is not None else old.read_text(encoding="utf-8")
            else:
                path = self.path_of(change.text_document.uri)
                if path in self.versions and path in self.texts:
                    assert change.text_document.version == self.versions[path]
                found[path.name] = self._with(path, change.edits)
        for uri, edits in (edit.changes or {}).items():
            path = self.path_of(uri)
            found[path.name] = self._with(path, edits)
        return found

    def _with(self, path: Path, edits: Any) -> str:
        text = self.texts[path] if path in self.texts else path.read_text(encoding="utf-8")
        return self.apply_to(text, edits)

    @staticmethod
    def apply_to(text: str, edits: Any) -> str:
        """A text with edits made as an editor makes them, the last first."""
        rows = [row.encode("utf-16-le") for row in text.split("\n")]
        for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character))[
            ::-1
        ]:
            start, end = edit.range.start, edit.range.end
            end_row = rows[end.line] if end.line < len(rows) else b""
            new = (
                rows[start.line][: 2 * start.character]
                + edit.new_text.encode("utf-16-le")
                + end_row[2 * end.character :]
            )
            rows[start.line : end.line + 1] = [new]
        return "\n".join(row.decode("utf-16-le") for row in rows)
