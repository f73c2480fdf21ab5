"""What is installed is looked up late, and is for whoever asks what it always is."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points, version

import pytest

SET_UP = "import sys, kb.cli; kb.cli.set_up(); "
UNUSED = ("email.message", "socket", "zipfile")  # of which `importlib.metadata` imports each


def said(script: str, **how: object) -> str:
    command = [sys.executable, "-W", "error", "-c", SET_UP + script]
    return subprocess.run(command, capture_output=True, text=True, check=True, **how).stdout.strip()


@pytest.mark.parametrize(
    "script",
    [
        "import importlib.metadata; print(importlib.metadata.version('click'))",
        "import importlib.metadata as about; print(about.version('click'))",
        "from importlib import metadata; print(metadata.version('click'))",
        "from importlib.metadata import version; print(version('click'))",
        "import importlib.metadata as one, importlib.metadata as two; "
        "print(one.version('click') or two); import importlib.metadata._meta",
    ],
)
def test_however_somebody_asks_the_answer_is_the_same(script):
    assert said(script) == version("click")


def test_what_was_imported_before_it_was_wanted_still_answers():
    script = "from importlib.metadata import entry_points; print(len(entry_points(group='{0}')))"
    for group in ("console_scripts", "no.such.group"):
        assert said(script.format(group)) == str(len(entry_points(group=group)))


def test_a_check_does_not_wait_for_it(ferry):
    ask = "sys.argv = ['kb', 'check']\ntry: kb.cli.main()\nfinally: print([*sys.modules])"
    modules = said(ask, cwd=ferry.path)
    assert "'pydantic'" in modules
    assert not [name for name in UNUSED if f"'{name}'" in modules]
