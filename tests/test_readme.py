"""What the README shows is what happens: every console block is run, in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import terminal
from bases import ROOT
from markdown_it import MarkdownIt

README = ROOT / "README.md"
TOKENS = MarkdownIt("commonmark").parse(README.read_text(encoding="utf-8"))


def blocks(language: str) -> list[str]:
    return [t.content for t in TOKENS if t.type == "fence" and t.info == language]


def commands() -> list[tuple[str, list[str]]]:
    """Every command of the console blocks with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(blocks("console")).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def matches(printed: list[str], shown: list[str]) -> bool:
    """Whether lines are as shown, where a line `...` stands for any lines, at an end for any rest."""
    pattern = "\n".join(re.escape(line).replace(r"\.\.\.", "(?:.|\n)*") for line in shown)
    return re.fullmatch(pattern, "\n".join(printed).rstrip("\n")) is not None


def test_every_console_block_prints_what_it_shows(tmp_path: Path) -> None:
    folder = ROOT  # until a base of one's own is made
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment |= terminal.size(80)
    environment.pop("KB_DB", None)
    for command, shown in commands():
        if command.startswith("kb init"):
            folder = tmp_path
        (*printed, _, where), complaints = terminal.shell(
            f"{command}; echo; pwd", folder, environment
        )
        folder = Path(where)
        printed += complaints
        assert matches(printed, shown), f"$ {command}\n" + "\n".join(printed)


def test_the_python_example_runs(tmp_path: Path) -> None:
    kb = str(Path(sys.executable).parent / "kb")
    subprocess.run([kb, "init", "library"], cwd=tmp_path, check=True, capture_output=True)
    [example] = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path / "library",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        "Can volunteers be relied on all year? ['Omar Bekele']\n"
        "1 sunday-opening/can-volunteers-be-relied-on 0.21\n"
    )


def test_every_command_that_the_readme_names_exists() -> None:
    from kb.cli import MODULE_OF

    known = set(MODULE_OF)
    named = set(re.findall(r"`kb ([a-z]+)", README.read_text(encoding="utf-8")))
    assert named <= known
    assert {"cruxes", "show", "rebuttals", "build", "new", "init", "check"} <= known


def test_every_file_that_the_readme_links_to_exists() -> None:
    text = README.read_text(encoding="utf-8")
    for path in re.findall(r"\]\(([^)#:]+)\)|`(docs/[^`]+|[A-Z]+\.md)`", text):
        assert (ROOT / (path[0] or path[1])).exists()
