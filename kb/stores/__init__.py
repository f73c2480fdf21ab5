"""Where the graph lives: the store that an address means."""

from __future__ import annotations

import re
from pathlib import Path

from kb.errors import AddressError
from kb.stores.store import Store

SERVERS = ("bolt", "neo4j")
# a scheme without its slashes, or a host with a port: an address of a server, half written
_SERVER = re.compile(
    r"(?:(?P<scheme>(?:bolt|neo4j)(?:\+s|\+ssc)?):/?)?(?P<host>[^/\\]+:[0-9]+|(?(scheme)[^/\\]+))/?",
    re.IGNORECASE,
)


def open_store(
    address: str,
    database: str | None = None,
    is_own: bool = False,
    timeout: float | None = None,
) -> Store:
    """The store at an address: a folder for the embedded one, `bolt://` or `neo4j://` a server.

    `timeout` is how many seconds an answer may take, or a server may keep silent. Raises
    AddressError for an address that no store understands.
    """
    scheme, colon, rest = address.partition("://")
    if "@" in rest or ("@" in address and _SERVER.match(address)):
        raise AddressError("an address holds no password; set KB_DB_USER and KB_DB_PASSWORD")
    if not colon:
        if database is not None:
            raise AddressError("--database is for servers; the embedded graph has but one")
        _refuse_server(address)
        from kb.stores.embedded import EmbeddedStore

        return EmbeddedStore(Path(address), is_own, timeout)
    if scheme.partition("+")[0] not in SERVERS:
        says = "the address of a graph is a folder, bolt://HOST or neo4j://HOST"
        raise AddressError(f"'{scheme}://' cannot be used; {says}")
    from kb.stores.neo4j import Neo4jStore

    return Neo4jStore(address, database, timeout)


def _refuse_server(address: str) -> None:
    """A folder may be called `localhost:7687`, but nobody means one."""
    found = _SERVER.fullmatch(address)
    if found:
        meant = f"{(found['scheme'] or 'bolt').lower()}://{found['host']}"
        says = f"did you mean '{meant}'? For a folder of that name write './{address}'"
        raise AddressError(f"'{address}' has no scheme; {says}")
