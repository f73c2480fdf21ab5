"""A graph that is up to the files is not opened to find that out, and is never believed wrongly."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder

from kb.session import Session
from kb.stores.embedded import EmbeddedStore


def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the graph was opened")

    monkeypatch.setattr(EmbeddedStore, "_read", refuse)
    monkeypatch.setattr(EmbeddedStore, "_open", refuse)


def test_a_graph_that_is_up_to_the_files_is_not_opened(
    ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session(ferry.path).load()
    unopened(monkeypatch)
    assert str(Session(ferry.path).bring_up()) == "nothing changed"


def test_a_graph_that_is_behind_the_files_is_opened_only_to_be_written(
    ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session(ferry.path).load()
    ferry.edit("night-ferry.md", "Hotels lose", "Inns lose")

    def refuse(*_: object) -> None:
        raise AssertionError("the graph was opened to read it")

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedStore, "_read", refuse)
        assert str(Session(ferry.path).bring_up()) == "changed 1 claim"
    assert str(Session(ferry.path).bring_up()) == "nothing changed"


def test_nothing_is_noted_of_a_graph_at_an_address(ferry: Folder, tmp_path: Path) -> None:
    Session(ferry.path, str(tmp_path / "graph")).load()
    assert not Session(ferry.path, str(tmp_path / "graph")).is_noted


def load(base: Folder, _: random.Random) -> None:
    Session(base.path).load()


def bring_up(base: Folder, _: random.Random) -> None:
    Session(base.path).bring_up()


def edit(base: Folder, chance: random.Random) -> None:
    text = (base.path / "night-ferry.md").read_text()
    word = chance.choice(("Hotels", "Inns", "Huts"))
    for other in ("Hotels", "Inns", "Huts"):
        text = text.replace(f"{other} lose", f"{word} lose")
    base.write("night-ferry.md", text)


def write_to_it(base: Folder, _: random.Random) -> None:
    session = Session(base.path)
    if session._held() is not None:
        session.rewrite("MATCH (c:Claim) SET c.text = 'other'")


def load_as_a_program_that_notes_nothing(base: Folder, _: random.Random) -> None:
    session = Session(base.path)
    note = session.store.folder / "graph.kgl.note"  # type: ignore[attr-defined]
    before = note.read_bytes() if note.exists() else None
    session.load()
    if before is not None:
        note.write_bytes(before)


def lose_or_damage_something(base: Folder, chance: random.Random) -> None:
    session = Session(base.path)
    files = sorted(session.store.folder.glob("*"))  # type: ignore[attr-defined]
    if not files:
        return
    file = chance.choice(files)
    if chance.random() < 0.5:
        file.unlink()
    else:
        stat = file.stat()
        file.write_bytes(file.read_bytes()[::-1])
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def bring_an_old_one_back(base: Folder, _: random.Random) -> None:
    folder = Session(base.path).store.folder  # type: ignore[attr-defined]
    aside = folder.with_name("old")
    if aside.exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(aside, folder)
        shutil.rmtree(aside)
    elif folder.exists():
        shutil.copytree(folder, aside)


DOINGS: tuple[Callable[[Folder, random.Random], None], ...] = (
    load,
    bring_up,
    edit,
    write_to_it,
    load_as_a_program_that_notes_nothing,
    lose_or_damage_something,
    bring_an_old_one_back,
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_a_graph_what_is_noted_of_it_is_true(ferry: Folder, seed: int) -> None:
    chance, noted = random.Random(seed), 0
    for _ in range(25):
        chance.choice(DOINGS)(ferry, chance)
        session = Session(ferry.path)
        if session.is_noted:
            noted += 1
            assert session._held() == session.files().fingerprint
    assert noted
