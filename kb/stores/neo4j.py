"""A Neo4j server, one machine or a cluster: the official driver, and its errors in plain words.

Reads go to readers and writes to the leader; both are managed transactions, which the driver
tries again where the server says that it may. The driver remembers what was written last
(bookmarks), so that what is read after a load is at least as new as the load. A server that keeps
silent is given up.
"""

from __future__ import annotations

import functools
import getpass
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import neo4j
from neo4j import exceptions

from kb.disk import read_text
from kb.errors import KbError, StoreError
from kb.stores.checked import checked
from kb.stores.neo4j_errors import explain
from kb.stores.store import Row, T, Transaction
from kb.stores.watch import Silence, Watch

# the driver tells of every transaction it tries again; what it gives up, we say in our own words
logging.getLogger("neo4j").addHandler(logging.NullHandler())

OLDEST = (5, 0)
LIMIT = 50_000  # changes in one transaction; a server keeps them all in memory until the end
SETUP = Path(__file__).parent / "neo4j_setup.cypher"
# what IF NOT EXISTS answers where another load is making the same index at this moment
MADE_MEANWHILE = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"
TIMEOUT = 60.0  # seconds without a sign of life after which a server is given up
CONNECTING = 15.0  # seconds that it has, at most, to let us in
UNSURE = "; what was being written may be there or not, and 'kb load' repairs that"
# the base goes last, so that what is left of a clearing that broke off is known as ours
WIPES = (
    "MATCH (n) WHERE NOT n:Base WITH n LIMIT 10000 DETACH DELETE n RETURN count(n) AS gone",
    "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(n) AS gone",
)


class Neo4jStore:
    """A database on a server. Nothing is sent before the first question."""

    limit = LIMIT
    is_server = True
    is_own = False
    retry = 20.0  # seconds for which a transaction that the server calls transient is tried again

    def __init__(
        self, address: str, database: str | None = None, timeout: float | None = None
    ) -> None:
        self.address, self.database = address, database
        self.timeout = timeout or TIMEOUT

    @cached_property
    def _driver(self) -> neo4j.Driver:
        connecting = min(CONNECTING, self.timeout)
        with self._translated():
            driver = neo4j.GraphDatabase.driver(
                self.address,
                auth=_credentials(self.address),
                connection_timeout=connecting,
                connection_acquisition_timeout=connecting,
                max_transaction_retry_time=min(self.retry, self.timeout),
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
            try:
                watch = Watch(connecting + 1)  # the driver has the better word, where it has one
                self._waiting(watch, driver, lambda: self._check_version(driver))
            except BaseException:
                _let_go(driver)
                raise
        return driver

    def _waiting(
        self, watch: Watch, driver: neo4j.Driver, work: Callable[[], T], after: str = ""
    ) -> T:
        """What `work` gives; where the server is silent, its connections are let go."""
        try:
            return watch.run(work)
        except Silence:
            self.__dict__.pop("_driver", None)
            _let_go(driver)
            raise StoreError(
                f"the server at '{self.address}' gave no sign of life for {watch.seconds:g} "
                "seconds; it hangs, or it needs longer than --timeout (or KB_TIMEOUT) allows"
                f"{after}"
            ) from None

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
        driver = self._driver
        with self._translated():
            info = self._waiting(Watch(self.timeout), driver, driver.get_server_info)
        return str(info.agent)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        text, driver, watch = checked(cypher), self._driver, Watch(self.timeout)

        def read() -> list[Row]:
            return driver.execute_query(
                text,
                dict(parameters or {}),
                database_=self.database,
                routing_=neo4j.RoutingControl.READ,
                result_transformer_=lambda found: [r.data() for r in watch.rows(found)],
            )

        with self._translated():
            return self._waiting(watch, driver, read)

    def write(self, work: Callable[[Transaction], T]) -> T:
        driver, watch = self._driver, Watch(self.timeout)

        def managed(transaction: neo4j.ManagedTransaction) -> T:
            watch.pause()
            try:
                return work(_Writing(transaction, watch))
            finally:
                watch.heard()

        def written() -> T:
            bookmarks = driver.execute_query_bookmark_manager
            with driver.session(database=self.database, bookmark_manager=bookmarks) as session:
                return session.execute_write(managed)

        with self._translated():
            return self._waiting(watch, driver, written, after=UNSURE)

    def prepare(self) -> None:
        """Make constraints and indexes where they are missing, and wait until they can be used."""
        driver = self._driver
        for statement in _statements(read_text(SETUP)):
            make = functools.partial(driver.execute_query, statement, database_=self.database)
            with self._translated():
                try:
                    self._waiting(Watch(self.timeout), driver, make)
                except exceptions.ClientError as error:
                    if error.code != MADE_MEANWHILE:
                        raise

    def clear(self) -> None:
        """Take everything out, in pieces that any server can hold."""
        for wipe in WIPES:
            while self._gone(wipe):
                pass

    def _gone(self, wipe: str) -> int:
        return int(self.write(lambda writing: writing.run(wipe))[0]["gone"])

    def note(self, said: str) -> None:
        """Nothing: where it would be noted, others write too."""

    def noted(self) -> str:
        """Nothing."""
        return ""

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


def _let_go(driver: neo4j.Driver) -> None:
    """Close a driver that may be in the middle of something, without a wait for its server."""
    closing = threading.Thread(target=driver.close, daemon=True)
    closing.start()
    closing.join(1.0)


class _Writing:
    def __init__(self, transaction: neo4j.ManagedTransaction, watch: Watch) -> None:
        self._transaction, self._watch = transaction, watch

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        text = checked(cypher)
        self._watch.heard()
        try:
            result = self._transaction.run(text, dict(parameters or {}))
            return [record.data() for record in self._watch.rows(result)]
        finally:
            self._watch.pause()

    def clear(self) -> None:
        self.run("MATCH (n) DETACH DELETE n")


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
