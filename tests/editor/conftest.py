"""An editor whose server runs for all tests, each of which has a base of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from editor_client import UNABLE, Editor


@pytest.fixture(scope="session")
def one_editor() -> Iterator[Editor]:
    with Editor().running() as running:
        yield running


@pytest.fixture
def editor(one_editor: Editor) -> Iterator[Editor]:
    """The editor with no document open; it has no folder, so bases are met as documents open."""
    yield one_editor
    for path in list(one_editor.texts):
        one_editor.close(path)


@pytest.fixture(scope="session")
def plain_editor() -> Iterator[Editor]:
    """One that reads no Markdown in hovers, renames no files and knows no versions."""
    with Editor(able=UNABLE).running() as running:
        yield running
