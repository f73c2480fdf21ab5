"""The embedded graph: kglite, in a folder beside the files, with no server to run.

A load happens in memory and replaces the file by renaming, so that whoever reads meanwhile has
the old graph or the new one, and a crash leaves one of the two.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kglite

from kb.errors import AddressError, KbError, QueryError, StoreBusy, StoreDamaged, StoreError
from kb.stores.store import Row, T, Transaction

GRAPH = "graph.kgl"

# of how a big graph is kept in memory, which is nothing that a reader could change
warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
kglite.set_query_warning_policy("silent")  # a label that no base has used yet is no mistake


class EmbeddedStore:
    """A graph in a file of its own folder, which need not exist yet."""

    limit = None
    is_server = False
    version = f"kglite/{kglite.__version__}"

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, str(folder)
        self.file = folder / GRAPH
        self._graph: kglite.KnowledgeGraph | None = None
        if folder.exists() and not folder.is_dir():
            raise AddressError(f"'{folder}' is a file; the address of a graph is a folder")

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        _refuse_files(cypher)
        with _translated(self.folder):
            if self._graph is None:
                self._graph = self._read()
            with self._graph.begin_read() as reading:
                result = reading.cypher(cypher, params=dict(parameters or {}))
        return _rows(result)

    def _read(self) -> kglite.KnowledgeGraph:
        if not self.file.exists():
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
        with _translated(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            graph = kglite.open(str(self.file), durable="off")
        try:
            with _translated(self.folder):
                writing = graph.begin()
            yield _Writing(writing, self.folder)
            with _translated(self.folder):
                writing.commit()
        finally:
            with _translated(self.folder):
                graph.close()  # saves what was committed and gives the file back
            self._graph = None

    def clear(self) -> None:
        """Remove the graph's own files, and no others."""
        if self._graph is not None:
            self._graph = None
        for file in self.folder.glob(GRAPH + "*"):
            _remove(file)

    def close(self) -> None:
        self._graph = None


class _Writing:
    def __init__(self, transaction: Any, folder: Path) -> None:
        self._transaction, self._folder = transaction, folder

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        _refuse_files(cypher)
        with _translated(self._folder):
            result = self._transaction.cypher(cypher, params=dict(parameters or {}))
        return _rows(result)


def _rows(result: Any) -> list[Row]:
    """The rows of a result; a statement that answers in text gives one row with it."""
    if result is None:
        return []
    return [{"text": result}] if isinstance(result, str) else result.to_dicts()


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"'{file}' cannot be removed: {error.strerror}") from None


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Turn whatever the engine raises into one clear sentence."""
    try:
        yield
    except (KbError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except kglite.WriterLeaseHeldError:
        says = f"another process is loading the graph in '{folder}'; try again when it has ended"
        raise StoreBusy(says) from None
    except kglite.FileFormatError:
        says = f"the graph in '{folder}' is damaged or was written by another version"
        raise StoreDamaged(f"{says}; 'kb load --rebuild' makes it anew from the files") from None
    except kglite.CypherError as error:
        raise QueryError(_first_lines(error)) from None
    except OSError as error:
        raise StoreError(f"'{folder}' cannot be used: {error.strerror or error}") from None
    except Exception as error:
        raise _other(folder, error) from None
    except BaseException as error:  # a panic of the engine is no Exception
        says = f"the graph engine failed ({_first_lines(error)}) on '{folder}'"
        raise StoreDamaged(f"{says}; 'kb load --rebuild' makes it anew from the files") from None


def _refuse_files(cypher: str) -> None:
    """LOAD CSV would read any file of this machine, also for a question that came with a base."""
    bare = re.sub(r"/\*.*?\*/|//[^\n]*", " ", cypher, flags=re.DOTALL)
    if re.search(r"\bLOAD\s+CSV\b", bare, re.IGNORECASE):
        raise QueryError("LOAD CSV is not allowed: a statement has no business with files")


def _other(folder: Path, error: Exception) -> StoreError | QueryError:
    if "read-only" in str(error):
        says = "this statement writes, and only reading is allowed here; 'kb cypher --write' writes"
        return QueryError(says)
    if isinstance(error, kglite.FileError):
        return StoreError(f"'{folder}' cannot be used: {_first_lines(error)}")
    return QueryError(_first_lines(error))


def _first_lines(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip(" ^")]
    return "; ".join(lines[:2]) or type(error).__name__
