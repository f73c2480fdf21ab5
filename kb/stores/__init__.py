"""Where the graph lives: one small interface, and the store that an address means."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from kb.errors import StoreError

Row = dict[str, Any]
SERVERS = ("bolt", "neo4j")


class Transaction(Protocol):
    """A change that happens whole or not at all."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...


class Store(Protocol):
    """A graph database that answers Cypher.

    `run` only reads. `transaction` is for writing: what is run in it is there when the block
    ends, and gone without a trace when it raises. Every method raises StoreError (or QueryError
    for a statement that is refused) and nothing else.
    """

    address: str

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]: ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...

    def clear(self) -> None:
        """Throw the graph away, so that it can be loaded anew."""

    def close(self) -> None: ...


def open_store(address: str) -> Store:
    """The store at an address: a folder for the embedded one.

    Raises StoreError for an address that no store understands.
    """
    scheme, colon, _ = address.partition("://")
    if colon and scheme.partition("+")[0] in SERVERS:
        raise StoreError(f"'{address}' is a Neo4j server, which this version cannot use yet")
    if colon:
        known = "a folder"
        raise StoreError(f"'{scheme}://' is no address of a graph; it can be {known}")
    from kb.stores.embedded import EmbeddedStore

    return EmbeddedStore(Path(address))
