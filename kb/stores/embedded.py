"""The embedded graph: kglite, in a folder of its own, with no server to run.

A load happens in memory and replaces the file by renaming, so that whoever reads meanwhile has
the old graph or the new one, and a crash leaves one of the two. The seal names both before that, so
that either is known. What a writer that was killed left behind, the next one removes.
"""

from __future__ import annotations

import errno
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kglite

from kb.disk import is_full, is_there, make_folder, put_in_place, refuse_links, remove
from kb.errors import (
    AddressError,
    KbError,
    QueryError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnusable,
)
from kb.stores.checked import checked
from kb.stores.seal import announce, is_sealed, note_on, put_note, put_seal
from kb.stores.store import Row, T, Transaction

GRAPH = "graph.kgl"
DRAFT = f"{GRAPH}.tmp.new"
_SYSTEM = re.compile(r"\(os error (\d+)\)")

# of how a big graph is kept in memory, which is nothing that a reader could change
warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
kglite.set_query_warning_policy("silent")  # a label that no base has used yet is no mistake


class EmbeddedStore:
    """A graph in a file of its own folder, which need not exist yet."""

    limit = None
    is_server = False
    version = f"kglite/{kglite.__version__}"

    def __init__(self, folder: Path, is_own: bool = False, timeout: float | None = None) -> None:
        """Of one that `is_own`, in the user's cache, only what was written there is read."""
        self.folder, self.address, self.is_own = folder, str(folder), is_own
        self.file = folder / GRAPH
        self._is_new = False
        self._left = b""
        refuse_links(self.file)
        self._milliseconds = int(timeout * 1000) if timeout else None
        self._graph: kglite.KnowledgeGraph | None = None
        if folder.exists() and not folder.is_dir():
            raise AddressError(f"'{folder}' is a file; the address of a graph is a folder")

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        text = checked(cypher)
        with self._translated():
            if self._graph is None:
                self._graph = self._read()
            with self._graph.begin_read() as reading:
                given, limit = dict(parameters or {}), self._milliseconds
                rows = _rows(reading.cypher(text, params=given, timeout_ms=limit))
        return rows

    def _read(self) -> kglite.KnowledgeGraph:
        self._refuse_odd_files()
        if not is_there(self.file):
            return kglite.KnowledgeGraph()
        return kglite.load(str(self.file))

    def write(self, work: Callable[[Transaction], T]) -> T:
        with self.transaction() as writing:
            return work(writing)

    def prepare(self) -> None:
        """Nothing: the engine finds nodes by id without being told."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A block in which all that is run is written at its end, or not at all."""
        with self._translated():
            make_folder(self.folder)
            graph = self._open()
            self._remove_leftovers()
        writing = None
        try:
            with self._translated():
                writing = _Writing(graph, self)
            yield writing
            with self._translated():
                writing.commit()
        finally:
            if writing is not None:
                writing.let_go()
            del graph  # which gives the file back: to close it would save it once more
            self._graph = None

    def save(self, graph: kglite.KnowledgeGraph) -> None:
        """Put a graph in the old one's place while the file is still ours alone.

        It is saved beside it first, which keeps hold of the file, and vouched for before and after
        it is renamed: at no moment is there a graph that is not known as whole.
        """
        draft = self.folder / DRAFT
        graph.backup(draft)
        if self.is_own and not announce(self.file, draft):
            _remove(draft)
            raise StoreUnusable(f"'{self.file}' cannot be used: no seal can be written beside it")
        put_in_place(draft, self.file)
        if self.is_own:
            self._left, self._is_new = put_seal(self.file), True

    def note(self, said: str) -> None:
        if self.is_own and self._left:
            put_note(self.file, self._left, said)

    def noted(self) -> str:
        """Nothing where the graph is not vouched for, too: the next load makes it anew."""
        try:
            self._refuse_odd_files()
        except StoreError:
            return ""
        return note_on(self.file) if self.is_own else ""

    def _remove_leftovers(self) -> None:
        """What a writer that was killed has left; the lock says that no other is at it."""
        for file in self.folder.glob(f"{GRAPH}.tmp.*"):
            _remove(file)

    def clear(self) -> None:
        """Remove the graph's own files, and no others, while nobody writes them."""
        self._graph, self._is_new = None, False
        if any(self.folder.glob(GRAPH + "*")):
            lease = self._lease()
            for file in self.folder.glob(GRAPH + "*"):
                _remove(file)
            del lease

    def _lease(self) -> kglite.KnowledgeGraph | None:
        """The graph as its only writer; None where it is damaged, and nobody writes it."""
        try:
            with self._translated():
                return self._open()
        except StoreDamaged:
            return None

    def _open(self) -> kglite.KnowledgeGraph:
        """The graph as its only writer."""
        self._refuse_odd_files()
        return kglite.open(str(self.file), durable="off")

    def _refuse_odd_files(self) -> None:
        """The engine would wait for a pipe without end, and write to wherever a link leads; and
        it does not tell all damage from data."""
        for file in self.folder.glob(GRAPH + "*"):
            if file.is_symlink() or not file.is_file():
                if self.is_own:
                    raise damaged(self)
                raise StoreUnusable(f"'{file}' is not a plain file; remove it")
        if self.is_own and is_there(self.file) and not self._is_new and not is_sealed(self.file):
            raise damaged(self)

    def close(self) -> None:
        self._graph = None

    @property
    def remedy(self) -> str:
        """What helps where the file cannot be read, so that nobody can say whose it is."""
        if self.is_own:
            return "'kb load --rebuild' makes it anew from the files"
        return f"remove '{self.file}', and 'kb load' makes it anew from the files"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn whatever the engine raises into one clear sentence."""
        try:
            yield
        except (KbError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic of the engine is no Exception
            raise explain(error, self) from None


class _Writing:
    """A transaction; once cleared, one on a new graph that is saved in the old one's place.

    Nothing but this may hold the engine's, not even the frame of a call that failed: whoever has
    it has the file.
    """

    def __init__(self, graph: kglite.KnowledgeGraph, store: EmbeddedStore) -> None:
        self._graph, self._store = graph, store
        self._transaction = graph.begin()

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        text = checked(cypher)
        with self._store._translated():
            return _rows(self._transaction.cypher(text, params=dict(parameters or {})))

    def clear(self) -> None:
        with self._store._translated():
            self._transaction.rollback()
            self._graph = kglite.KnowledgeGraph()
            self._transaction = self._graph.begin()

    def commit(self) -> None:
        self._transaction.commit()
        self._store.save(self._graph)

    def let_go(self) -> None:
        """Give up what was not saved."""
        del self._transaction, self._graph


def _rows(result: Any) -> list[Row]:
    """The rows of an answer; a statement that answers in text gives one row with it."""
    if result is None:
        return []
    return [{"text": result}] if isinstance(result, str) else result.to_dicts()


def _remove(file: Path) -> None:
    try:
        remove(file)
    except OSError as error:
        raise StoreError(f"'{file}' cannot be removed: {error.strerror}") from None


def damaged(store: EmbeddedStore) -> StoreDamaged:
    says = f"the graph in '{store.folder}' is damaged or was written by another version"
    return StoreDamaged(f"{says}; {store.remedy}")


def explain(error: BaseException, store: EmbeddedStore) -> KbError:
    """What the engine raised as one of ours, in one sentence."""
    says = _first_lines(error)
    match error:
        case kglite.WriterLeaseHeldError() if is_full(store.folder):  # no room to say who writes
            full = os.strerror(errno.ENOSPC)
            return StoreUnusable(f"'{store.file}' cannot be used: {full}")
        case kglite.WriterLeaseHeldError():
            where = f"the graph in '{store.folder}'"
            return StoreBusy(f"another process is loading {where}; try again when it has ended")
        case kglite.CypherTimeoutError():
            return QueryError("this took longer than --timeout (or KB_TIMEOUT) allows")
        case kglite.CypherError():
            return QueryError(says)
        case kglite.FileError() | kglite.FileIoError() | OSError():
            return StoreUnusable(f"'{store.file}' cannot be used: {_of_the_system(error)}")
        case kglite.FileFormatError() if _SYSTEM.search(str(error)):
            return StoreUnusable(f"'{store.file}' cannot be used: {_of_the_system(error)}")
        case kglite.FileFormatError():
            return damaged(store)
        case Exception() if "read-only" in str(error):
            says = "this statement writes, and only reading is allowed here"
            return QueryError(f"{says}; 'kb cypher --write' writes")
        case Exception():
            return QueryError(says)
    return StoreDamaged(f"the graph engine failed ({says}) on '{store.folder}'; {store.remedy}")


def _of_the_system(error: BaseException) -> str:
    """Why a file cannot be used, in the words of the system without its numbers."""
    number = _SYSTEM.search(str(error))
    if number:
        return os.strerror(int(number[1]))
    return getattr(error, "strerror", None) or _first_lines(error)


def _first_lines(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip(" ^")]
    return "; ".join(lines[:2]) or type(error).__name__
