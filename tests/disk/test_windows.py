"""What can be tried elsewhere of how the program fares on Windows. That it uses nothing which is not there
is what `mypy --platform win32` looks at."""

from __future__ import annotations

import io
import ntpath
import posixpath
from pathlib import Path

import pytest

from kb.cli.printing import as_elsewhere
from kb.disk.scratch import Scratch
from kb.disk.writing import on_the_way

ARROW = "a → b ¶3 “c”\n"


def test_links_are_looked_for_on_the_way_whichever_way_folders_are_parted() -> None:
    assert on_the_way("C:\\base\\sub\\map.svg", "C:\\base", ntpath) == [
        "C:\\base\\sub",
        "C:\\base\\sub\\map.svg",
    ]
    assert on_the_way("/base/sub/map.svg", "/base", posixpath) == ["/base/sub", "/base/sub/map.svg"]


@pytest.mark.parametrize(
    ("full", "top"),
    [("C:\\base\\x", "C:\\"), ("C:\\bases\\x", "C:\\base"), ("D:\\base\\x", "C:\\base")],
)
def test_what_stands_above_or_elsewhere_is_the_users_own(full: str, top: str) -> None:
    assert on_the_way(full, top, ntpath) == []


def test_what_goes_into_a_file_is_the_same_as_on_other_systems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    file = io.BytesIO()
    stream = io.TextIOWrapper(file, encoding="cp1252", newline="\r\n")
    as_elsewhere(stream)
    stream.write(ARROW)
    stream.flush()
    assert file.getvalue() == ARROW.encode()


def test_who_names_an_encoding_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    file = io.BytesIO()
    stream = io.TextIOWrapper(file, encoding="cp1252", newline="\r\n")
    as_elsewhere(stream)
    stream.write("¶3\n")
    stream.flush()
    assert file.getvalue() == b"\xb63\n"


def test_a_draft_that_nobody_touched_is_not_changed() -> None:
    scratch = Scratch("draft.md", ARROW)
    try:
        assert Path(scratch.path).read_bytes() == ARROW.encode()
        assert not scratch.is_changed()
    finally:
        scratch.drop()
