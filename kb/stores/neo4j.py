"""A Neo4j server, one machine or a cluster: the official driver, and its errors in plain words.

Reads go to readers and writes to the leader; both are managed transactions, which the driver
tries again where the server says that it may. The driver remembers what was written last
(bookmarks), so that what is read after a load is at least as new as the load.
"""

from __future__ import annotations

import getpass
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import neo4j
from neo4j import exceptions

from kb.errors import KbError, QueryError, StoreBusy, StoreDamaged, StoreError
from kb.stores.store import Row, T, Transaction

# the driver tells of every transaction it tries again; what it gives up, we say in our own words
logging.getLogger("neo4j").addHandler(logging.NullHandler())

OLDEST = (5, 0)
LIMIT = 50_000  # changes in one transaction; a server keeps them all in memory until the end
SETUP = Path(__file__).parent / "neo4j_setup.cypher"
# what IF NOT EXISTS answers where another load is making the same index at this moment
MADE_MEANWHILE = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"
WIPE = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(n) AS gone"


class Neo4jStore:
    """A database on a server. Nothing is sent before the first question."""

    limit = LIMIT
    is_server = True
    retry = 20.0  # seconds for which a transaction that the server calls transient is tried again

    def __init__(self, address: str, database: str | None = None) -> None:
        self.address, self.database = address, database

    @cached_property
    def _driver(self) -> neo4j.Driver:
        with self._translated():
            driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=_credentials(self.address),
                connection_timeout=10,
                connection_acquisition_timeout=15,
                max_transaction_retry_time=self.retry,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
            try:
                self._check_version(driver)
            except BaseException:
                driver.close()
                raise
        return driver

    def _check_version(self, driver: neo4j.Driver) -> None:
        agent = str(driver.get_server_info().agent)
        found = re.search(r"/(\d+)\.(\d+)", agent)
        if found and (int(found[1]), int(found[2])) < OLDEST:
            raise StoreError(
                f"the server at '{self.address}' is {agent}; Neo4j 5 or newer is needed"
            )

    @property
    def version(self) -> str:
        """What the server says it is, as in `Neo4j/5.26.30`."""
        with self._translated():
            return str(self._driver.get_server_info().agent)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        driver = self._driver
        with self._translated():
            found = driver.execute_query(
                cypher,
                dict(parameters or {}),
                database_=self.database,
                routing_=neo4j.RoutingControl.READ,
            )
        return [record.data() for record in found.records]

    def write(self, work: Callable[[Transaction], T]) -> T:
        driver = self._driver
        with (
            self._translated(),
            driver.session(
                database=self.database, bookmark_manager=driver.execute_query_bookmark_manager
            ) as session,
        ):
            return session.execute_write(lambda transaction: work(_Writing(transaction)))

    def prepare(self) -> None:
        """Make constraints and indexes where they are missing, and wait until they can be used."""
        driver = self._driver
        for statement in _statements(SETUP.read_text(encoding="utf-8")):
            with self._translated():
                try:
                    driver.execute_query(statement, database_=self.database)
                except exceptions.ClientError as error:
                    if error.code != MADE_MEANWHILE:
                        raise

    def clear(self) -> None:
        """Take everything out, in pieces that any server can hold."""
        while self.write(lambda writing: writing.run(WIPE))[0]["gone"]:
            pass

    def close(self) -> None:
        if "_driver" in self.__dict__:
            self._driver.close()
            del self.__dict__["_driver"]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except KbError:
            raise
        except (exceptions.Neo4jError, exceptions.DriverError, OSError, ValueError) as error:
            raise explain(error, self.address, self.database) from None


class _Writing:
    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        result = self._transaction.run(cypher, dict(parameters or {}))
        return [record.data() for record in result]


def _statements(text: str) -> list[str]:
    lines = (line for line in text.splitlines() if not line.startswith("//"))
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


def _credentials(address: str) -> tuple[str, str]:
    """User and password from the environment, else asked for; never from the command line."""
    user = os.environ.get("KB_DB_USER", "neo4j")
    password = os.environ.get("KB_DB_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise StoreError(f"'{address}' needs a password; set KB_DB_PASSWORD (and KB_DB_USER)")
        password = getpass.getpass(f"password of {user} at {address}: ")
    return user, password


_BY_CODE: list[tuple[str, type[KbError], str]] = [
    (
        "Neo.ClientError.Security.Unauthorized",
        StoreError,
        "the server at '{address}' refuses this user or password; see KB_DB_USER, KB_DB_PASSWORD",
    ),
    (
        "Neo.ClientError.Security.AuthenticationRateLimit",
        StoreError,
        "the server at '{address}' refuses more attempts for a while after wrong passwords",
    ),
    (
        "Neo.ClientError.Security.CredentialsExpired",
        StoreError,
        "the password at '{address}' must be changed first (ALTER CURRENT USER SET PASSWORD ...)",
    ),
    (
        "Neo.ClientError.Security.Forbidden",
        StoreError,
        "this user may not do that at '{address}': {message}",
    ),
    (
        "Neo.ClientError.Database.DatabaseNotFound",
        StoreError,
        "the server at '{address}' has no database '{database}'; see --database",
    ),
    (
        "Neo.ClientError.Statement.AccessMode",
        QueryError,
        "this statement writes, and only reading is allowed here; 'kb cypher --write' writes",
    ),
    (
        "MemoryPoolOutOfMemoryError",
        StoreError,
        "the server at '{address}' ran out of transaction memory, and nothing was written; raise "
        "dbms.memory.transaction.total.max or the heap",
    ),
    (
        "Neo.TransientError.General.OutOfMemoryError",
        StoreError,
        "the server at '{address}' ran out of memory; give it a larger heap",
    ),
    (
        "Neo.ClientError.Cluster.NotALeader",
        StoreBusy,
        "the cluster at '{address}' is choosing a new leader; try again, with a neo4j:// address",
    ),
    (
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        StoreError,
        "the database at '{address}' only lets itself be read",
    ),
    ("Neo.TransientError.", StoreBusy, "the server at '{address}' is busy: {message}; try again"),
    ("Neo.DatabaseError.", StoreDamaged, "the server at '{address}' failed: {message}"),
    (
        "Neo.ClientError.Schema.",
        StoreError,
        "'{address}' holds something that is in the way: {message}",
    ),
    ("Neo.ClientError.", QueryError, "{message}"),
]


def explain(error: Exception, address: str, database: str | None) -> KbError:
    """The error of the driver or the server as one of ours, in one sentence."""
    words = {"address": address, "database": database or "", "message": _first_line(error)}
    if isinstance(error, exceptions.Neo4jError):
        for code, kind, says in _BY_CODE:
            if code in (error.code or ""):
                return kind(says.format(**words))
        return StoreError(_first_line(error))
    return _explain_driver(error, address)


def _explain_driver(error: Exception, address: str) -> KbError:
    text = f"{error} {error.__cause__ or ''}"
    if isinstance(error, exceptions.IncompleteCommit):
        says = f"the connection to '{address}' broke while a change was being committed"
        return StoreBusy(f"{says}, so it may be there or not; run 'kb load' again, it repairs that")
    if re.search(r"ssl|tls|certificate", text, re.IGNORECASE):
        says = "neo4j+s:// and bolt+s:// want one that this machine trusts, +ssc any, plain none"
        return StoreError(f"no encrypted connection to '{address}' could be made; {says}")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | OSError):
        return StoreError(f"no server answers at '{address}'; is it running, and is that its port?")
    if isinstance(error, exceptions.ConfigurationError | ValueError):
        return StoreError(f"'{address}' is no address of a server: {_first_line(error)}")
    return StoreError(f"the driver failed at '{address}': {_first_line(error)}")


def _first_line(error: Exception) -> str:
    text = getattr(error, "message", None) or str(error)
    lines = [line.strip() for line in str(text).splitlines() if line.strip(" ^")]
    return lines[0] if lines else type(error).__name__
