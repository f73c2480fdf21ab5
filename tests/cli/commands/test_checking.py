"""`kb check` of some files only, and again as files are saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]

DEBATE = "---\nquestion: Why?\n---\n\n## a-a\n\nA.\n\n- **Kind:** positon\n"
INTERRUPTED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
RUNS = f"{INTERRUPTED}from kb.cli import main; main()"  # a shell may start it deaf to Ctrl-C


@pytest.fixture
def base(ferry: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    ferry.write("wrong.md", DEBATE)
    (ferry.path / "many").mkdir()
    ferry.write("many/index.md", DEBATE)
    ferry.write("many/more.md", "## b-b\n\nB.\n\n- **Refines:** [a](index.md#a-a); [c](#c-c)\n")
    monkeypatch.chdir(ferry.path)
    return ferry


@pytest.mark.parametrize(
    ("files", "found", "elsewhere"),
    [
        (["wrong.md"], ["wrong.md"], "2 problems"),
        (["many/more.md", "./wrong.md"], ["many/more.md", "wrong.md"], "1 problem"),
        (["many"], ["many/index.md", "many/more.md"], "1 problem"),
        (["night-ferry.md", "people.md", "kb.toml"], [], "3 problems"),
    ],
)
def test_only_the_problems_of_files_that_are_named_are_shown_and_count(
    kb_command: Kb, base: Folder, files: list[str], found: list[str], elsewhere: str
) -> None:
    result = kb_command("check", *files)
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == found
    assert result.exit_code == (1 if found else 0)
    assert f"elsewhere {elsewhere}\n" in result.stderr


def test_files_are_named_from_where_one_is(
    kb_command: Kb, base: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base.path.parent)
    result = kb_command("check", "-C", base.path, f"{base.path.name}/wrong.md")
    assert result.stdout.startswith("wrong.md:9:13: KB209 ")
    everything = kb_command("check", "-C", base.path, base.path)
    assert len(everything.stdout.splitlines()) == 3


@pytest.mark.parametrize("name", ["nothing.md", "../elsewhere.md", "nothing", "/", "a\nb"])
def test_what_is_no_file_of_the_base_is_refused(kb_command: Kb, base: Folder, name: str) -> None:
    result = kb_command("check", "wrong.md", name)
    assert result.exit_code == 2
    assert "is no file of the base in '" in result.stderr
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("night-ferry", "night-ferry.md"),
        ("nigth-ferry.md", "night-ferry.md"),
        ("wrong", "wrong.md"),
    ],
)
def test_the_file_that_was_meant_is_offered(
    kb_command: Kb, base: Folder, monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    assert f"(did you mean '{meant}'?)" in kb_command("check", name).stderr
    monkeypatch.chdir(base.path.parent)
    from_above = kb_command("check", "-C", base.path, name)
    assert from_above.exit_code == 2
    if name in ("night-ferry", "wrong"):
        assert f"(did you mean '{base.path.name}/{meant}'?)" in from_above.stderr


def test_only_these_are_mended(kb_command: Kb, base: Folder) -> None:
    result = kb_command("check", "--fix", "wrong.md")
    assert result.exit_code == 0
    assert "'positon' is 'position' now" in result.stderr
    assert "positon" in (base.path / "many" / "index.md").read_text("utf-8")


def test_a_check_that_goes_on_mends_nothing(kb_command: Kb, base: Folder) -> None:
    result = kb_command("check", "--watch", "--fix")
    assert (result.exit_code, "--watch only checks" in result.stderr) == (2, True)


def test_files_are_checked_again_as_they_are_saved(base: Folder, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUNS, "check", "--watch", "wrong.md"],
        cwd=base.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
    ) as running:  # fmt: skip
        guard = threading.Timer(60, running.kill)
        guard.start()
        told, seen = iter(running.stdout or ()), threading.Event()
        try:
            assert "'positon'" in next(told)
            saving = threading.Thread(target=_save_until, args=(base.path / "wrong.md", seen))
            saving.start()
            assert "'postion'" in next(line for line in told if "'positon'" not in line)
            seen.set()
            saving.join()
        finally:
            seen.set()
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=20)
            guard.cancel()
    assert running.returncode == 0
    assert "Ctrl-C ends it" in said
    assert "Traceback" not in said


def _save_until(file: Path, noticed: threading.Event) -> None:
    """Save a debate again and again: a watcher takes its time to begin."""
    while not noticed.wait(0.2):
        file.write_text(DEBATE.replace("positon", "postion"), "utf-8")
