"""The garbage collector: idle in a command that ends by itself, at work in one that goes on."""

from __future__ import annotations

import gc
import sys

import pytest
from bases import Folder

from kb.cli import main, set_up
from loaders.base import load

GOING_ON = {  # by what each does until it is told to end
    "serve": "kb.cli.serving.server.serve",
    "mcp": "kb.assistant.server.serve",
    "lsp": "kb.editor.server.serve",
    "check --watch": "kb.cli.serving.watching.saved",
}


@pytest.fixture(autouse=True)
def _collecting():
    """Whatever a command does to the collector ends with its test."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.enable()


def command(monkeypatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["kb", *words])
    set_up()
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code


@pytest.mark.parametrize("name", GOING_ON)
def test_a_command_that_goes_on_collects_garbage(monkeypatch, ferry: Folder, name):
    collects = []
    monkeypatch.chdir(ferry.path)
    monkeypatch.setattr(GOING_ON[name], lambda *_: collects.append(gc.isenabled()) or ())
    command(monkeypatch, *name.split())
    assert collects == [True]


def test_a_command_that_ends_by_itself_collects_none(monkeypatch, ferry: Folder):
    collects, read = [], load.load_base
    monkeypatch.chdir(ferry.path)
    monkeypatch.setattr(
        load, "load_base", lambda *how: collects.append(gc.isenabled()) or read(*how)
    )
    command(monkeypatch, "check")
    assert collects == [False]
