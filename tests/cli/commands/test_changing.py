"""What holds for every command that changes files: all or none, and one sentence where it is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from bases import Folder
from changing import CHANGES, base_to_change, files_of
from click.testing import Result

from kb.cli import COMMANDS
from kb.disk import together
from kb.session import Session

Kb = Callable[..., Result]
KB = [sys.executable, "-c", "from kb.cli import main; main()"]


@pytest.fixture
def base(ferry: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    base_to_change(ferry, tmp_path / "texts")
    monkeypatch.chdir(ferry.path)
    return ferry


def test_every_command_that_changes_files_is_tried_here() -> None:
    writing = " ".join(COMMANDS["Writing"].values()).split()
    tried = {words[0] for words in CHANGES.values()}
    assert set(writing) - tried == {"init", "explain", "sources", "lsp"}


def refused(kb_command: Kb, base: Folder, command: str) -> str:
    """What a command says that changes nothing."""
    before = files_of(base.path)
    result = kb_command(*CHANGES[command])
    assert result.exit_code == 1, result.output
    assert files_of(base.path) == before
    assert "Traceback" not in result.output
    (said,) = result.stderr.splitlines()
    return said


@pytest.mark.parametrize("command", [*CHANGES])
def test_a_read_only_file_stops_it(kb_command: Kb, base: Folder, command: str) -> None:
    for name in ("who-pays.md", "night-ferry.md"):
        (base.path / name).chmod(0o444)
    assert "it is read-only" in refused(kb_command, base, command)


@pytest.mark.parametrize("command", [name for name in CHANGES if name not in ("fix", "new")])
def test_a_file_with_errors_stops_it(kb_command: Kb, base: Folder, command: str) -> None:
    """But for what mends errors, and for what adds to a file without touching what is there."""
    base.edit("who-pays.md", "* **Kind:** position", "* **Kind:** position\n* **Heldd:** mara")
    said = refused(kb_command, base, command)
    assert "who-pays.md" in said
    assert "KB201" in said


@pytest.mark.parametrize("command", [*CHANGES])
def test_while_another_command_changes_files_it_waits_and_then_says_so(
    kb_command: Kb, base: Folder, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.disk.drafts.TRIES", 1)
    kb_command("check")
    kept = Session(base.path).cache
    assert kept
    descriptor = os.open(kept / together.LOCK, os.O_RDWR | os.O_CREAT)
    flock(descriptor, LOCK_EX)
    try:
        said = refused(kb_command, base, command)
    finally:
        os.close(descriptor)
    assert said == "kb: another command is changing files of this base; try again"


@pytest.mark.slow
@pytest.mark.parametrize("pair", [("rename", "fmt"), ("merge", "renumber"), ("move", "new")])
def test_of_two_at_once_each_is_done_or_says_that_it_is_not(
    base: Folder, tmp_path: Path, pair: tuple[str, str], kb_command: Kb
) -> None:
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    both = [
        subprocess.Popen([*KB, *CHANGES[name]], env=env, stderr=subprocess.PIPE, text=True,
                         stdout=subprocess.DEVNULL)
        for name in pair
    ]  # fmt: skip
    said = [(process.communicate()[1], process.returncode) for process in both]
    for words, code in said:
        assert (code, words) == (0, words) or "changed" in words, words
        assert "Traceback" not in words
    assert any(code == 0 for _, code in said)
    checked = kb_command("check")
    assert checked.exit_code == 0, checked.output
    for name, (_, code) in zip(pair, said, strict=True):
        if code:
            assert kb_command(*CHANGES[name]).exit_code == 0
