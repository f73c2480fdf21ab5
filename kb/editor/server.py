"""`kb lsp`: what an editor may ask, and which module answers."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from kb.editor import (
    acting,
    completing,
    folding,
    formatting,
    hovering,
    lenses,
    navigating,
    pages,
    problems,
    renaming,
    symbols,
)
from kb.editor.addresses import path_of
from kb.editor.bases import Bases
from kb.editor.opened import Document, Opened
from kb.editor.sheet import Sheet
from kb.errors import KbError
from kb.version import VERSION

T = TypeVar("T")
SOON = 0.02  # seconds after a letter, in which another may come
PAGE = "cruxbase.page"  # the command that tells which page shows what stands at a place
LONG = 0.4  # seconds that a check may take before letters are gathered longer
AGAIN = 1.0  # seconds between two looks at the disk
FAILED = -32803  # RequestFailed: nothing is wrong with the question, and there is no answer
log = logging.getLogger(__name__)


class Server(LanguageServer):
    """A server for one editor: its bases and documents, and the check that is to come."""

    def __init__(self) -> None:
        super().__init__("cruxbase", VERSION, lsp.TextDocumentSyncKind.Full)
        self.bases = Bases()
        self._check: asyncio.TimerHandle | None = None
        self._took = 0.0  # seconds that the last check took
        self._watch: asyncio.Task[None] | None = None

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that makes no sense is noted in the log, and nobody is interrupted."""
        log.error("%s", error)

    @property
    def able(self) -> lsp.WorkspaceClientCapabilities | None:
        return self.client_capabilities.workspace

    def begin(self, given: lsp.InitializeParams) -> None:
        """Meet the bases of the workspace."""
        options = given.initialization_options
        copies = options.get("copies") if isinstance(options, dict) else None
        self.bases.copies = copies if isinstance(copies, str) and copies else None
        self.bases.encoding = self.workspace.position_encoding or self.bases.encoding
        folders = [folder.uri for folder in given.workspace_folders or ()]
        for uri in folders or filter(None, [given.root_uri]):
            self.meet(uri)

    def meet(self, uri: str) -> None:
        path = path_of(uri)
        if path:
            self.bases.meet(path)

    def start(self) -> None:
        """Check what there is, and from now on what changes on the disk."""
        for opened in self.bases.known.values():
            self._finish(opened)
        self.check_soon()
        self._watch = asyncio.get_running_loop().create_task(self._look_again())

    def _finish(self, opened: Opened) -> None:
        message = opened.finish()
        if message:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, message))

    def check_soon(self) -> None:
        """Check once nothing was typed for a moment; one that takes long waits as long."""
        if self._check:
            self._check.cancel()
        loop = asyncio.get_running_loop()
        wait = SOON if self._took < LONG else self._took / 2
        self._check = loop.call_later(wait, self.check)

    def check(self) -> None:
        """Tell the problems of all bases."""
        self._check, start = None, time.monotonic()
        for opened in self.bases.lost():
            self._publish(problems.cleared(opened))
        for opened in list(self.bases.known.values()):
            try:
                self._publish(problems.publications(opened))
            except (KbError, OSError) as error:  # a file that is being written: look again
                log.info("%s", error)
        self._took = time.monotonic() - start

    def _publish(self, found: list[lsp.PublishDiagnosticsParams]) -> None:
        for each in found:
            self.text_document_publish_diagnostics(each)

    async def _look_again(self) -> None:
        """Notice what others change on the disk; not every editor tells."""
        while True:
            await asyncio.sleep(max(AGAIN, 5 * self._took))
            if self._check is None and self.bases.changed():
                self.check()

    def _looked_at(self, uri: str) -> Sheet | None:
        """A document as it is now; None for one that is of no base."""
        sheet = self.bases.sheet(uri)
        if sheet is None:
            return None
        sheet.opened.look()
        return sheet if sheet.is_there else None

    def answer(self, uri: str, ask: Callable[[Sheet], T], nothing: T) -> T:
        """What a feature says of a document; nothing for one that is in no base, or unreadable."""
        try:
            sheet = self._looked_at(uri)
            return ask(sheet) if sheet else nothing
        except (KbError, OSError) as error:
            log.info("%s", error)
            return nothing

    def insist(self, uri: str, ask: Callable[[Sheet], T]) -> T | None:
        """The same of what somebody asked for in so many words: they are told why not."""
        try:
            sheet = self._looked_at(uri)
            return ask(sheet) if sheet else None
        except (KbError, OSError) as error:
            raise JsonRpcException(str(error), FAILED) from error


class _NotOurWord(logging.Filter):
    """Keeps out of the log what somebody is told anyway."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.exc_info[1] if record.exc_info else None
        return not (isinstance(told, JsonRpcException) and told.code == FAILED)


def serve() -> None:
    """Serve the editor at the other end of standard input and output, until it has enough."""
    raw = io.FileIO(sys.stdout.fileno(), "w", closefd=False)  # which is not the server's to close
    make_server().start_io(stdout=io.BufferedWriter(raw))


def make_server() -> Server:
    """A server with all that it answers."""
    server, handler = Server(), logging.StreamHandler()
    handler.addFilter(_NotOurWord())
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    _follow(server)
    _tell(server)
    _lead(server)
    _change(server)
    return server


def _follow(server: Server) -> None:
    """What the editor tells of itself and its documents."""

    @server.feature(lsp.INITIALIZE)
    def initialize(given: lsp.InitializeParams) -> None:
        server.begin(given)

    @server.feature(lsp.INITIALIZED)
    def initialized(given: lsp.InitializedParams) -> None:
        server.start()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(given: lsp.DidOpenTextDocumentParams) -> None:
        document = given.text_document
        server.bases.put(Document(document.uri, document.text, document.version))
        server.check_soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(given: lsp.DidChangeTextDocumentParams) -> None:
        uri, version = given.text_document.uri, given.text_document.version
        text = server.workspace.get_text_document(uri).source
        server.bases.put(Document(uri, text, version))
        server.check_soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(given: lsp.DidCloseTextDocumentParams) -> None:
        server.bases.drop(given.text_document.uri)
        server.check_soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(given: lsp.DidSaveTextDocumentParams) -> None:
        server.check_soon()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(given: lsp.DidChangeWatchedFilesParams) -> None:
        server.check_soon()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_folders(given: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in given.event.added:
            server.meet(folder.uri)
        server.check_soon()


def _tell(server: Server) -> None:
    """What an editor shows while somebody reads or types."""

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=completing.TRIGGERS),
    )
    def completion(given: lsp.CompletionParams) -> lsp.CompletionList:
        uri, at = given.text_document.uri, given.position
        document = server.bases.documents.get(uri)
        nothing = lsp.CompletionList(False, [])
        if document is None:
            return nothing
        text = document.text
        return server.answer(uri, lambda sheet: completing.complete(sheet, text, at), nothing)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(given: lsp.HoverParams) -> lsp.Hover | None:
        able = server.client_capabilities.text_document
        formats = able.hover.content_format if able and able.hover else None
        kind = lsp.MarkupKind.Markdown
        if kind not in (formats or ()):
            kind = lsp.MarkupKind.PlainText
        uri, at = given.text_document.uri, given.position
        return server.answer(uri, lambda sheet: hovering.hover(sheet, at, kind), None)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(given: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        return server.answer(given.text_document.uri, lenses.lenses, [])

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding_range(given: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        return server.answer(given.text_document.uri, folding.foldings, [])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(given: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return server.answer(given.text_document.uri, symbols.document_symbols, [])

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def workspace_symbol(given: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        try:
            return symbols.workspace_symbols(server.bases.in_use(), given.query)
        except (KbError, OSError) as error:
            log.info("%s", error)
            return []


def _lead(server: Server) -> None:
    """From one place to others."""

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(given: lsp.DefinitionParams) -> list[lsp.Location]:
        uri, at = given.text_document.uri, given.position
        return server.answer(uri, lambda sheet: navigating.definition(sheet, at), [])

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(given: lsp.ReferenceParams) -> list[lsp.Location]:
        uri, at, also = given.text_document.uri, given.position, given.context.include_declaration
        return server.answer(uri, lambda sheet: navigating.references(sheet, at, also), [])

    @server.command(PAGE)
    def page(uri: str, line: int, character: int) -> dict[str, str] | None:
        at = lsp.Position(max(line, 0), max(character, 0))
        found = server.answer(uri, lambda sheet: pages.page_at(sheet, at), None)
        return found._asdict() if found else None

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(given: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        uri, at = given.text_document.uri, given.position
        return server.answer(uri, lambda sheet: navigating.highlights(sheet, at), [])


def _change(server: Server) -> None:
    """What the editor is to change; the server itself changes nothing."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(given: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        uri, at = given.text_document.uri, given.position
        return server.answer(uri, lambda sheet: renaming.renamable(sheet, at), None)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(given: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        uri, at, name = given.text_document.uri, given.position, given.new_name
        return server.insist(uri, lambda sheet: renaming.renamed(sheet, at, name, server.able))

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=acting.KINDS)
    )
    def code_action(given: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri, where = given.text_document.uri, given.range
        return server.answer(uri, lambda sheet: acting.actions(sheet, where, server.able), [])

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(given: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        return server.insist(given.text_document.uri, formatting.formatted)
