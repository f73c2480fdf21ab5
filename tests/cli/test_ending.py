"""The end of the program: it says all that it has to say, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_ONCE, SLOWLY = (
    [sys.executable, "-W", "error", "-c", f"from kb.cli import {name}; {name}()"]
    for name in ("run", "main")
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--help", 0),
        ("open --all", 0),
        ("check", 0),
        ("show nothing-of-the-kind", 2),
        ("cypher 'MATCH", 2),
        ("no-such-command", 2),
    ],
)
def test_all_is_said_as_if_the_program_took_its_time(ferry, words, code):
    asked = {"cwd": ferry.path, "capture_output": True}
    slow, fast = (subprocess.run([*kb, *words.split()], **asked) for kb in (SLOWLY, AT_ONCE))
    assert (fast.stdout, fast.stderr, fast.returncode) == (slow.stdout, slow.stderr, code)


def test_problems_in_the_files_are_said_to_whoever_asks_for_the_code(ferry):
    ferry.edit("night-ferry.md", "position", "positon")
    assert subprocess.run([*AT_ONCE, "check"], cwd=ferry.path, capture_output=True).returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_what_cannot_be_written_is_still_one_sentence(ferry):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*AT_ONCE, "debates"], cwd=ferry.path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (done.returncode, done.stderr) == (1, "kb: cannot write: No space left on device\n")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="users have no numbers here")
def test_what_was_kept_for_this_command_alone_is_gone(ferry, tmp_path):
    in_the_way = tmp_path / f"cruxbase-{os.geteuid()}"
    in_the_way.touch()
    elsewhere = {**os.environ, "XDG_CACHE_HOME": str(in_the_way), "TMPDIR": str(tmp_path)}
    done = subprocess.run([*AT_ONCE, "debates"], cwd=ferry.path, env=elsewhere, capture_output=True)
    assert done.returncode == 0
    assert [*tmp_path.glob("cruxbase-*")] == [in_the_way]
