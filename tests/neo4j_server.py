"""A real Neo4j server for tests: on a loopback port of its own, and gone when the tests are.

The jars come from Maven once and stay in a cache folder. Environment:

    KB_TEST_NEO4J           bolt:// address of a server that runs already. Tests EMPTY its database
    KB_TEST_NEO4J_USER      its user (neo4j) and
    KB_TEST_NEO4J_PASSWORD  password
    KB_TEST_NEO4J_VERSION   the release to start instead of the long-term one
    KB_TEST_NEO4J_CACHE     the cache folder
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import neo4j
import platformdirs
import pytest
from neo4j.exceptions import DriverError, Neo4jError
from tcp_proxy import HOST, free_port

LTS = "5.26.30"
CALENDAR = "2026.09.0"
VERSION = os.environ.get("KB_TEST_NEO4J_VERSION") or LTS
POM = Path(__file__).parent / "neo4j" / "pom.xml"
# Found once: tests have a home and caches of their own.
CACHE = Path(
    os.environ.get("KB_TEST_NEO4J_CACHE") or platformdirs.user_cache_path("cruxbase-tests")
)
START_SECONDS = 90.0
STOP_SECONDS = 20.0
LOG_LINES = 25

# The periods make it stop in a moment rather than in ten seconds.
CONF = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
db.memory.transaction.max=64m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.shutdown_transaction_end_timeout=0s
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
JAVA_OPTIONS = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
# A command in a process group with a watchdog. Only the process that started them holds the other
# end of the watchdog's input: when that process is gone, however it went, the group is killed.
WATCHED = """\
exec 3<&0
(trap '' TERM INT HUP; read -r _ <&3; kill -9 -$$) &
exec "$@" 3<&- </dev/null
"""


class NoServerError(Exception):
    """No server can be had, or it did not come up; says why."""


@dataclass(frozen=True)
class Server:
    """A server that answers, and how to reach it; still true after a restart."""

    address: str
    password: str = field(repr=False)
    version: str = VERSION
    home: Path | None = None
    """The folder of a server started here; None is one that ran already."""
    user: str = "neo4j"

    @property
    def pid(self) -> int | None:
        """The server's process, which also names its process group; None if it does not run."""
        process = _processes.get(self.home) if self.home else None
        return process.pid if process else None

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def driver(self, **options: Any) -> neo4j.Driver:
        """A driver for it, which keeps quiet."""
        usual: dict[str, Any] = {
            "auth": (self.user, self.password),
            "connection_timeout": 5.0,
            "notifications_min_severity": "OFF",
            "telemetry_disabled": True,
        }
        return neo4j.GraphDatabase.driver(self.address, **usual | options)

    def ask(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a query answers with, over a connection of its own."""
        with self.driver() as driver, driver.session() as session:
            return session.run(cypher, parameters).data()


# Servers and their lives.

_processes: dict[Path, subprocess.Popen[bytes]] = {}


def start(home: Path, version: str = VERSION) -> Server:
    """A new server in an empty folder, ready to answer."""
    port = free_port()
    (home / "conf").mkdir(parents=True)
    conf = CONF.format(host=HOST, port=port)
    (home / "conf" / "neo4j.conf").write_text(conf, encoding="utf-8")
    server = Server(f"bolt://{HOST}:{port}", secrets.token_urlsafe(12), version, home)
    with _stopped_on_failure(server):
        _launch(server)
        _until_it_answers(server, lambda: _set_password(server))
        _until_it_answers(server, lambda: server.ask("RETURN 1"))
    return server


def resume(server: Server) -> None:
    """Start a stopped server again: same folder, same port, same password."""
    with _stopped_on_failure(server):
        _launch(server)
        _until_it_answers(server, lambda: server.ask("RETURN 1"))


def stop(server: Server, *, hard: bool = False) -> None:
    """End a server for certain; hard is without the chance to put its things in order."""
    process = _processes.pop(_home(server), None)
    if process is None:
        return
    with contextlib.suppress(subprocess.TimeoutExpired):
        if not hard:
            _signal_group(process, signal.SIGTERM)
            process.wait(STOP_SECONDS)
    _signal_group(process, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def restart(server: Server, *, hard: bool = False) -> None:
    """Stop a server and start it again; what was committed is there."""
    stop(server, hard=hard)
    resume(server)


@contextlib.contextmanager
def running_server(home: Path | None = None, version: str = VERSION) -> Iterator[Server]:
    """A new server in a folder, else in a temporary one, for as long as the context lasts."""
    with contextlib.ExitStack() as stack:
        if home is None:
            folder = tempfile.TemporaryDirectory(prefix="neo4j-", ignore_cleanup_errors=True)
            home = Path(stack.enter_context(folder))
        server = start(home, version)
        stack.callback(stop, server)
        yield server


def empty(server: Server) -> None:
    """Leave nothing in the database: no node, constraint or index of somebody's making."""
    ids = [row["id"] for row in server.ask("SHOW TRANSACTIONS YIELD transactionId AS id")]
    server.ask("TERMINATE TRANSACTIONS $ids", ids=ids)
    server.ask("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
    for row in server.ask("SHOW CONSTRAINTS YIELD name"):
        server.ask(f"DROP CONSTRAINT {_quoted(row['name'])} IF EXISTS")
    for row in server.ask("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        server.ask(f"DROP INDEX {_quoted(row['name'])} IF EXISTS")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _home(server: Server) -> Path:
    if server.home is None:
        raise NoServerError("a server that ran already is not stopped by tests")
    return server.home


def _launch(server: Server) -> None:
    home = _home(server)
    assert home not in _processes, "it runs"
    java, libraries = java_for(server.version), fetched(server.version)
    calendar = _year(server.version) > 2000
    main = "Neo4jCommunity" if calendar else "CommunityEntryPoint"
    command = [java, *JAVA_OPTIONS, "-cp", f"{libraries}/*", f"org.neo4j.server.{main}"]
    command += [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    with (home / "console.log").open("ab") as log:
        _processes[home] = subprocess.Popen(
            ["/bin/sh", "-c", WATCHED, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


@contextlib.contextmanager
def _stopped_on_failure(server: Server) -> Iterator[None]:
    try:
        yield
    except BaseException:
        stop(server)
        raise


@atexit.register
def _stop_all() -> None:
    for home in list(_processes):
        stop(Server("", "", home=home), hard=True)


def _set_password(server: Server) -> None:
    """The first thing that a new server wants."""
    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    new = server.driver(auth=("neo4j", "neo4j"))
    with new as driver, driver.session(database="system") as session:
        session.run(change, password=server.password).consume()


def _until_it_answers(server: Server, question: Callable[[], object]) -> None:
    process = _processes[_home(server)]
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            question()
            return
        except (DriverError, Neo4jError, OSError) as error:
            if process.poll() is not None:
                raise NoServerError(_with_log(server, "Neo4j ended while starting")) from error
            if time.monotonic() > deadline:
                raise NoServerError(_with_log(server, f"Neo4j did not come up: {error}")) from error
            time.sleep(0.1)


def _with_log(server: Server, message: str) -> str:
    lines = (_home(server) / "console.log").read_text("utf-8", "replace").splitlines()
    return "\n  ".join([f"{message}; its last words:", *lines[-LOG_LINES:]])


# What a server needs: Java and the jars.


def available(version: str = VERSION) -> str | None:
    """Why no server can be had; None if one can."""
    if os.environ.get("KB_TEST_NEO4J"):
        return None
    try:
        java_for(version)
        fetched(version)
    except NoServerError as error:
        return str(error)
    return None


def _year(version: str) -> int:
    return int(version.partition(".")[0])


def java_for(version: str) -> str:
    """The oldest Java that is new enough for a release."""
    least = 21 if _year(version) > 2000 else 17
    fitting = sorted((major, path) for path, major in _javas().items() if major >= least)
    if not fitting:
        raise NoServerError(f"Neo4j {version} needs Java {least} or newer")
    return fitting[0][1]


@functools.cache
def _javas() -> dict[str, int]:
    """Every Java that is found, and its major version."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += Path("/usr/lib/jvm").glob("*")
    homes += Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home")
    paths = [home / "bin" / "java" for home in homes] + [Path(shutil.which("java") or "")]
    found = {str(path.resolve()) for path in paths if path.is_file()}
    return {path: major for path in found if (major := _major(path))}


def _major(java: str) -> int | None:
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(\d+)', done.stderr)
    return int(match[1]) if match else None


@functools.cache
def fetched(version: str) -> Path:
    """The folder with a release's jars, fetched with Maven if they are not there."""
    folder = CACHE / f"neo4j-{version}"
    if not (folder / "complete").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="fetching-") as work:
            new = Path(work) / folder.name
            _fetch(version, new / "lib")
            (new / "complete").touch()
            _move_in(new, folder)
    return folder / "lib"


def _fetch(version: str, libraries: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise NoServerError("Neo4j's jars are not there, nor is Maven to fetch them")
    command = [maven, "-B", "-q", "-U", "-f", str(POM), f"-Dneo4j.version={version}"]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime"]
    command += [f"-DoutputDirectory={libraries}"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)
    except subprocess.CalledProcessError as error:
        reason = re.search(r"\[ERROR\] (.*)", error.stdout + error.stderr)
        said = reason[1] if reason else f"exit code {error.returncode}"
        raise NoServerError(f"Maven could not fetch Neo4j: {said}") from error
    except subprocess.TimeoutExpired as error:
        raise NoServerError("Maven did not fetch Neo4j in 15 minutes") from error


def _move_in(new: Path, folder: Path) -> None:
    """Put a complete folder in its place, unless somebody else just did."""
    try:
        new.rename(folder)
    except OSError:
        if not (folder / "complete").exists():
            shutil.rmtree(folder)
            new.rename(folder)


# For pytest, which has this module as a plugin.


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "neo4j: needs a Neo4j server")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.neo4j)


@pytest.fixture(scope="session")
def neo4j_needed() -> None:
    """Skips a test where no server can be had; on CI that is a failure."""
    reason = available()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_server(neo4j_needed: None) -> Iterator[Server]:
    """The server of all tests, with whatever the last one left in it."""
    address = os.environ.get("KB_TEST_NEO4J")
    if address:
        yield _running_already(address)
    else:
        with running_server() as server:
            yield server


def _running_already(address: str) -> Server:
    user = os.environ.get("KB_TEST_NEO4J_USER") or "neo4j"
    password = os.environ.get("KB_TEST_NEO4J_PASSWORD", "")
    asked = Server(address, password, user=user)
    [row] = asked.ask("CALL dbms.components() YIELD name, versions RETURN versions[0] AS version")
    return Server(address, password, row["version"], user=user)


@pytest.fixture
def neo4j_address(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a server whose database is empty; `kb` finds user and password itself."""
    empty(neo4j_server)
    monkeypatch.setenv("KB_DB_USER", neo4j_server.user)
    monkeypatch.setenv("KB_DB_PASSWORD", neo4j_server.password)
    return neo4j_server.address


if __name__ == "__main__":  # fetches what is missing
    for wanted in sys.argv[1:] or [VERSION]:
        missing = available(wanted)
        if missing:
            sys.exit(missing)
        print(fetched(wanted))
