"""Several files changed together: all or none, also where something breaks off in the middle."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kb import disk
from kb.disk import Change, Together
from kb.disk.together import JOURNAL, LOCK

CHANGES = [
    Change("a.md", b"old a", b"new a"),
    Change("below/b.md", b"old b", b"new b"),
    Change("gone/c.md", b"old c", None),
    Change("came/c.md", None, b"old c", "gone/c.md"),
]
OLD = {change.path: change.before for change in CHANGES if change.before is not None}
NEW = {change.path: change.after for change in CHANGES if change.after is not None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "base"
    for path, data in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "gone/c.md").chmod(0o640)
    return root


def held(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def break_off(monkeypatch: pytest.MonkeyPatch, turn: int, error: BaseException) -> None:
    """Let the renaming or removing of a file fail at its nth turn."""
    turns = iter(range(1, 1000))

    def fail(do):  # type: ignore[no-untyped-def]
        def run(*paths: str) -> None:
            ours = "base" in str(paths[-1]) and not disk.is_leftover(Path(paths[-1]).name)
            if ours and next(turns) == turn:
                raise error
            do(*paths)

        return run

    monkeypatch.setattr(os, "replace", fail(os.replace))
    monkeypatch.setattr(os, "unlink", fail(os.unlink))


def test_all_files_are_changed_and_a_moved_one_keeps_its_rights(root: Path, tmp_path: Path) -> None:
    Together(root, tmp_path / "own").change(CHANGES)
    assert held(root) == NEW
    assert not (root / "gone").exists()
    assert (root / "came/c.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (tmp_path / "own").iterdir()] == [LOCK]


@pytest.mark.parametrize("turn", range(1, 5))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_where_one_cannot_be_changed_all_are_as_they_were(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int, error: BaseException
) -> None:
    break_off(monkeypatch, turn, error)
    with pytest.raises(type(error)):
        Together(root, tmp_path / "own").change(CHANGES)
    assert held(root) == OLD
    assert Together(root, tmp_path / "own").finish() is None


class Killed(BaseException):
    """Ends a change without another word, as a kill does."""


def kill(root: Path, own: Path, monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """Change the files, and be killed at the nth of them."""
    with monkeypatch.context() as patch:
        break_off(patch, turn, Killed())
        patch.setattr(Together, "_holds", lambda *_: False, raising=True)
        patch.setattr(Together, "_look", lambda *_: None)
        patch.setattr(disk.Cache, "forget", lambda *_: None)
        with pytest.raises((Killed, disk.Changed)):
            Together(root, own).change(CHANGES[:2])


def test_what_was_broken_off_is_finished_by_whoever_comes_next(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill(root, tmp_path / "own", monkeypatch, 2)
    assert held(root) == OLD | {"a.md": b"new a"}
    message = Together(root, tmp_path / "own").finish()
    assert message == "a change of 2 files that was broken off has been finished"
    assert held(root) == OLD | {"a.md": b"new a", "below/b.md": b"new b"}
    assert Together(root, tmp_path / "own").finish() is None


def test_what_was_broken_off_before_the_first_file_is_forgotten(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can tell it from files that somebody has brought back."""
    kill(root, tmp_path / "own", monkeypatch, 1)
    assert (tmp_path / "own" / JOURNAL).exists()
    assert Together(root, tmp_path / "own").finish() is None
    assert held(root) == OLD
    assert not (tmp_path / "own" / JOURNAL).exists()


def test_what_somebody_edited_since_is_left_alone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill(root, tmp_path / "own", monkeypatch, 2)
    (root / "a.md").write_bytes(b"edited")
    message = Together(root, tmp_path / "own").finish()
    assert message is not None
    assert "some were edited since: not changed are below/b.md" in message
    assert held(root) == OLD | {"a.md": b"edited"}


def test_a_journal_that_was_damaged_says_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill(root, tmp_path / "own", monkeypatch, 2)
    journal = tmp_path / "own" / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-5])
    assert Together(root, tmp_path / "own").finish() is None
    assert held(root)["below/b.md"] == b"old b"


def test_a_journal_that_came_with_a_base_is_not_read(root: Path, tmp_path: Path) -> None:
    for name in (JOURNAL, f".kb/{JOURNAL}"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text('[["a.md", null, null, null]]')
    assert Together(root, tmp_path / "own").finish() is None
    assert held(root)["a.md"] == b"old a"


@pytest.mark.parametrize("path", ["a.md", "below/b.md", "came/c.md"])
def test_a_file_that_somebody_changed_meanwhile_stops_all(
    root: Path, tmp_path: Path, path: str
) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes(b"theirs")
    with pytest.raises(disk.Changed, match="was changed meanwhile; nothing was written"):
        Together(root, tmp_path / "own").change(CHANGES)
    assert held(root) == OLD | {path: b"theirs"}


def test_a_read_only_file_stops_all(root: Path, tmp_path: Path) -> None:
    (root / "below/b.md").chmod(0o444)
    with pytest.raises(PermissionError, match="it is read-only"):
        Together(root, tmp_path / "own").change(CHANGES)
    assert held(root) == OLD


def test_a_link_stops_all(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "came").symlink_to(tmp_path / "outside")
    with pytest.raises(disk.LinkRefused):
        Together(root, tmp_path / "own").change(CHANGES)
    assert held(root) == OLD
    assert list((tmp_path / "outside").iterdir()) == []


def test_two_at_once_come_one_after_the_other(root: Path, tmp_path: Path) -> None:
    """Each finds the files as the other left them, or says that they were changed."""
    said: list[str] = []

    def count(name: str) -> None:
        together = Together(root, tmp_path / "own")
        for _ in range(20):
            files = [(path, (root / path).read_bytes()) for path in ("a.md", "below/b.md")]
            changes = [Change(path, data, name.encode() + data) for path, data in files]
            try:
                together.change(changes)
            except disk.Changed:
                continue
            said.append(name)

    threads = [threading.Thread(target=count, args=(name,)) for name in "xy"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = "".join(reversed(said)).encode()
    assert sorted((root / "a.md").read_bytes()) == sorted(written + b"old a")
    assert (root / "a.md").read_bytes()[:-1] == (root / "below/b.md").read_bytes()[:-1]
