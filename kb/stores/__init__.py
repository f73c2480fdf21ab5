"""Where the graph lives: the store that an address means."""

from __future__ import annotations

from pathlib import Path

from kb.errors import AddressError
from kb.stores.store import Store

SERVERS = ("bolt", "neo4j")


def open_store(address: str, database: str | None = None) -> Store:
    """The store at an address: a folder for the embedded one, `bolt://` or `neo4j://` a server.

    Raises AddressError for an address that no store understands.
    """
    scheme, colon, rest = address.partition("://")
    if not colon:
        if database is not None:
            raise AddressError("--database is for servers; the embedded graph has but one")
        from kb.stores.embedded import EmbeddedStore

        return EmbeddedStore(Path(address))
    if scheme.partition("+")[0] not in SERVERS:
        says = "the address of a graph is a folder, bolt://HOST or neo4j://HOST"
        raise AddressError(f"'{scheme}://' cannot be used; {says}")
    if "@" in rest:
        raise AddressError("an address holds no password; set KB_DB_USER and KB_DB_PASSWORD")
    from kb.stores.neo4j import Neo4jStore

    return Neo4jStore(address, database)
