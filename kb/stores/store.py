"""What every graph database is to the rest of the program: `run` and `write`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

Row = dict[str, Any]
T = TypeVar("T")


class Asked(Protocol):
    """What answers a statement: a store, or a transaction."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...


class Transaction(Protocol):
    """A change that happens whole or not at all."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...

    def clear(self) -> None:
        """Take everything out, as a part of the change."""


class Store(Protocol):
    """A graph database that answers Cypher.

    `run` only reads. `write` gives a transaction to `work`: what is run in it is there when
    `work` returns, and gone without a trace when it raises; it may be called again where the
    database says that the same transaction can be tried again. `limit` is the largest number of
    changes that one transaction should hold, None where there is none; `is_server` says that the
    graph is shared, so that only a load writes it; `is_own` that it lies in the base's own place,
    where nothing else has any business. Every method raises StoreError (or QueryError for a
    statement that is refused, see `kb.stores.allowed`) and nothing else.
    """

    address: str

    @property
    def limit(self) -> int | None: ...

    @property
    def is_server(self) -> bool: ...

    @property
    def is_own(self) -> bool: ...

    @property
    def version(self) -> str:
        """The engine and its version, as in `Neo4j/5.26.30`."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...

    def write(self, work: Callable[[Transaction], T]) -> T: ...

    def prepare(self) -> None:
        """Make what a first load needs: constraints and indexes."""

    def clear(self) -> None:
        """Throw the graph away, so that it can be loaded anew."""

    def note(self, said: str) -> None:
        """Note something of the graph as this store has just written it, if it can."""

    def noted(self) -> str:
        """What was noted of the graph as it is now, found without opening it; nothing where
        anybody has written to it since."""

    def close(self) -> None: ...
