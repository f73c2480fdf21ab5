"""Measures how fast `kb diff` and `kb log` say what changed, beside `kb check` and `git diff`.

python benchmarks/changes.py --claims 10000 --files 50

Each command is a process of its own, as a user starts one; the best of several runs counts, taken
in turn so that a busy machine is busy for all of them. `--base DIR` measures a base that is in a
repository already, without an edit.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from generate import generate

KB = str(Path(sys.executable).parent / "kb")
WHO = ("-c", "user.name=b", "-c", "user.email=b@example.org")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True)


def prepare(folder: Path, claims: int, files: int) -> None:
    """A generated base with two commits and one line edited since."""
    generate(folder, claims, files)
    git(folder, "init", "--quiet")
    for old, new in ((None, None), ("harbour", "haven"), ("haven", "harbour basin")):
        if old and new:
            file = folder / "debate-0.md"
            head, _, rest = file.read_text("utf-8").partition("## claim-1\n")
            file.write_text(f"{head}## claim-1\n{rest.replace(old, new, 1)}", encoding="utf-8")
        if new != "harbour basin":
            git(folder, "add", "--all")
            git(folder, "commit", "--quiet", "-m", "Edit")


def best(commands: Mapping[str, Sequence[str]], folder: Path, runs: int) -> dict[str, float]:
    """The shortest time of each command in seconds."""
    found = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, words in commands.items():
            start = time.perf_counter()
            subprocess.run(words, cwd=folder, capture_output=True, check=False)
            found[name] = min(found[name], time.perf_counter() - start)
    return found


@click.command()
@click.option("--claims", default=10_000, show_default=True)
@click.option("--files", default=50, show_default=True)
@click.option("--runs", default=5, show_default=True)
@click.option("--base", type=click.Path(path_type=Path, exists=True), help="One that is there.")
def main(claims: int, files: int, runs: int, base: Path | None) -> None:
    """Print the times, and how many times those of `git diff` and `kb check` they are."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = base or Path(scratch) / "base"
        if base is None:
            prepare(folder, claims, files)
        item = () if base else (("kb log", (KB, "log", "debate-0/claim-1")),)
        commands: dict[str, Sequence[str]] = {
            "git diff": ("git", "diff", "HEAD"),
            "kb check": (KB, "check"),
            "kb diff": (KB, "diff"),
            "kb diff HEAD~1 HEAD": (KB, "diff", "HEAD~1", "HEAD"),
            **dict(item),
        }
        times = best(commands, folder, runs)
    for name, seconds in times.items():
        ratios = (seconds / times["git diff"], seconds / times["kb check"])
        click.echo(f"{name:20} {seconds:7.3f} s {ratios[0]:8.1f} x git {ratios[1]:6.2f} x check")


if __name__ == "__main__":
    main()
