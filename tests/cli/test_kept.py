"""Answers that are printed again: always what would be found anew, and nothing that reads more."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

from kb import assets
from kb.cli import kept

Kb = Callable[..., Result]
QUESTIONS = (
    ("debates",),
    ("cruxes", "night-ferry"),
    ("cruxes", "night-ferry", "1"),
    ("strength", "empty-beds"),
    ("whatif", "night-ferry", "--set", "empty-beds=0"),
    ("show", "empty-beds"),
    ("show", "empty-beds", "--format", "json"),
    ("people", "ines"),
    ("open",),
    ("read", "night-ferry"),
    ("map", "night-ferry", "--format", "dot"),
    ("check",),
    ("check", "--strict"),
)
EDITS = (
    ("Hotels lose guests", "Hotels lose most guests"),
    ("0.2, only in winter", "0.3, only in winter"),
    ("- **Posed by:** mapper\n", "- **Posed by:** mappers\n"),  # an error
    ("## seal-noise", "## seal-din"),
    ("\n\nThe new boat is electric and makes no noise.", ""),
)


@pytest.fixture
def base(ferry: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(ferry.path)
    return ferry


def answers(folder: Path) -> list[Path]:
    return sorted(folder.glob("cruxbase/*/answers/*"))


def test_an_answer_is_printed_again_as_long_as_the_files_are_the_same(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    kb_command("load")
    first = kb_command("show", "empty-beds")
    assert len(answers(tmp_path / "cache")) == 1
    shutil.rmtree(next((tmp_path / "cache").glob("cruxbase/*/graph")))  # which nobody looks into
    again = kb_command("show", "empty-beds")
    assert (again.stdout, again.stderr, again.exit_code) == (first.stdout, first.stderr, 0)
    assert not list((tmp_path / "cache").glob("cruxbase/*/graph"))
    base.edit("night-ferry.md", "Hotels lose guests", "Hotels lose most guests")
    assert "Hotels lose most guests" in kb_command("show", "empty-beds").stdout


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_and_asked_the_answer_is_the_one_found_anew(
    kb_command: Kb, base: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    choose = random.Random(seed)
    for _ in range(20):
        if choose.random() < 0.3:
            pair = choose.choice(EDITS)
            text = (base.path / "night-ferry.md").read_text(encoding="utf-8")
            for old, new in (pair, pair[::-1]):
                if old and old in text:
                    base.edit("night-ferry.md", old, new)
                    break
        words = choose.choice(QUESTIONS)
        monkeypatch.setenv("COLUMNS", choose.choice(("80", "120")))
        found = kb_command(*words)
        known = len(answers(tmp_path / "cache"))
        with monkeypatch.context() as patch:
            patch.setattr(kept.Answer, "again", lambda answer: False)
            anew = kb_command(*words)
        assert (found.output, found.exit_code) == (anew.output, anew.exit_code), words
        assert known <= len(QUESTIONS) * 2  # none of files as they no longer are


def test_a_check_ends_again_as_it_ended_and_sees_more_than_the_files(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    base.edit("night-ferry.md", "position", "positon")
    first, again = kb_command("check"), kb_command("check")
    assert first.exit_code == again.exit_code == 1
    assert (first.stdout, first.stderr) == (again.stdout, again.stderr)
    (base.path / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    assert "the folder was not looked into: it is a link" in kb_command("check").stdout


def test_what_is_said_beside_an_answer_is_said_again(kb_command: Kb, base: Folder) -> None:
    base.edit("night-ferry.md", "## seal-noise\n", "## seal-din\n\n- **Formerly:** seal-noise\n")
    base.edit("night-ferry.md", "[seal-noise](#seal-noise)", "[seal-din](#seal-din)")
    for _ in range(3):
        assert "'seal-noise' is now called" in kb_command("show", "seal-noise").stderr


def test_what_reads_another_file_is_found_anew(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    base.write("queries/mine.cypher", "// Which?\nMATCH (c:Claim) RETURN count(c) AS n\n")
    for value in ("0.9", "0.1"):
        kb_command("ask", "mine")
        kb_command("scenario", "save", "mine.toml", "--hold", f"quiet-engines={value}")
        command = ("strength", "quiet-engines", "--scenario", "mine.toml", "--format", "csv")
        assert value in kb_command(*command).stdout
        kb_command("map", "night-ferry", "--out", base.path / "map.svg")
        (base.path / "map.svg").unlink()  # which fails where it was not written
    assert not answers(tmp_path / "cache")


def test_what_changes_the_graph_is_done_each_time(kb_command: Kb, base: Folder) -> None:
    for _ in range(2):
        kb_command("cypher", "--write", "MATCH (c:Claim) SET c.text = 'ours'")
        assert "ours" in kb_command("show", "empty-beds", "--no-sync").stdout
    assert "Hotels lose guests" in kb_command("show", "empty-beds").stdout


def test_a_command_below_another_is_not_answered_by_it(kb_command: Kb, base: Folder) -> None:
    base.write("sources.md", "## a-book\n\nA book\n\n- **Kind:** book\n")
    for _ in range(2):
        assert "A book" in kb_command("sources").stdout
    result = kb_command("sources", "pin", "--from", base.path)
    assert "A book" not in result.stdout
    assert "has no copy" in result.stderr


def test_a_change_of_the_program_is_a_change_of_its_answers(
    kb_command: Kb, base: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in assets.ROOMS:
        (tmp_path / "program" / room).mkdir(parents=True)
    monkeypatch.setattr(assets, "PACKAGES", tmp_path / "program")
    kb_command("load")
    for count, code in enumerate(("", "1", "1, 2"), start=1):
        (tmp_path / "program" / "queries" / "made.py").write_text(code, encoding="utf-8")
        kb_command("terms")
        assert len(answers(tmp_path / "cache")) == count


def test_only_so_many_answers_are_kept(
    kb_command: Kb, base: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for word in ("seal", "boat", "night", "winter", "hotel", "guest"):
        kb_command("search", word)
        assert len(answers(tmp_path / "cache")) <= 3


def test_a_rebuild_lets_go_of_answers_too(kb_command: Kb, base: Folder, tmp_path: Path) -> None:
    kb_command("terms")
    assert answers(tmp_path / "cache")
    kb_command("load", "--rebuild")
    assert not answers(tmp_path / "cache")


def test_where_nothing_can_be_kept_a_question_is_answered_all_the_same(
    kb_command: Kb, base: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb_command("terms")
    [place] = {answer.parent for answer in answers(tmp_path / "cache")}
    shutil.rmtree(place)
    place.write_bytes(b"no folder")
    for _ in range(2):
        assert "Hotels lose guests" in kb_command("show", "empty-beds").stdout
    monkeypatch.setattr(assets, "PACKAGES", tmp_path / "nowhere")
    assert "Hotels lose guests" in kb_command("show", "empty-beds").stdout


def test_an_answer_on_other_paper_is_another(
    kb_command: Kb, base: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb_command("load")
    other = (("COLUMNS", "60"), ("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("TERM", "x"))
    for known, (name, value) in enumerate(other):
        assert len(answers(tmp_path / "cache")) == known
        monkeypatch.setenv(name, value)
        kb_command("terms")
    assert len(answers(tmp_path / "cache")) == len(other)


def test_an_answer_in_letters_that_another_reader_knows_is_another(
    kb_command: Kb, base: Folder
) -> None:
    kb_command("load")
    found = []
    for encoding in ("utf-8", "ascii"):
        command = [sys.executable, "-c", "from kb.cli import main; main()", "people"]
        settings = {**os.environ, "PYTHONIOENCODING": encoding}
        done = subprocess.run(command, env=settings, capture_output=True, check=True)
        found.append(done.stdout)
    assert not found[0].isascii()
    assert found[1].isascii()
    assert b"?" not in found[1]
