"""What all tests share: a small base in a folder, and `kb` as a user runs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import terminal
from bases import FERRY, PEOPLE, Folder
from click.testing import CliRunner, Result
from hypothesis import settings

from kb.cli import main

if TYPE_CHECKING:
    from neo4j_server import Server

# What lets work land tries the same examples each time; elsewhere every run tries others.
settings.register_profile("landing", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("landing")


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what tests keep out of the cache folder of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def ferry(tmp_path: Path) -> Folder:
    """A small base with one debate about a night ferry."""
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "ferries"\nheading = "Ferries"\n')
    folder.write("people.md", PEOPLE)
    folder.write("night-ferry.md", FERRY)
    return folder


Kb = Callable[..., Result]


@pytest.fixture
def kb_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kb:
    """Runs `kb` as a user would, with a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_DB", raising=False)
    runner = CliRunner()

    def run(*words: object, **options: object) -> Result:
        return runner.invoke(main, [str(word) for word in words], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def kb_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Runs `kb` on a terminal of 80 columns, and gives its lines."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KB_DB", raising=False)
    for name, value in terminal.size(80).items():
        monkeypatch.setenv(name, value)
    return lambda *words: terminal.kb(words)


@pytest.fixture
def server(neo4j_server: Server, neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty Neo4j server, with its password in the environment."""
    monkeypatch.setenv("KB_DB_USER", neo4j_server.user)
    monkeypatch.setenv("KB_DB_PASSWORD", neo4j_server.password)
    return neo4j_address


@pytest.fixture
def own(neo4j_needed: None, tmp_path: Path) -> Iterator[Server]:
    """A Neo4j server for one test alone, which may stop it and change its settings."""
    import neo4j_server

    if os.environ.get("KB_TEST_NEO4J"):
        pytest.skip("a server that ran already is neither stopped nor restarted")
    with neo4j_server.running_server(tmp_path / "home") as server:
        yield server


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("neo4j_server")
