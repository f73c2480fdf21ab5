"""A base in a real git repository, for tests of what changed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from bases import Folder

AUTHOR = "Ada Lind"
IDS = re.compile(r" \((?:[a-z-]+/[a-z-]+|mara|ines|jon|night-ferry)\)")


def git(folder: Path, *words: str, day: int = 1) -> str:
    """Run git as nobody in particular, on a day of April 2031."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    when = f"2031-04-{day:02}T12:00:00+00:00"
    says = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    says |= {"GIT_AUTHOR_NAME": AUTHOR, "GIT_AUTHOR_EMAIL": "a@example.org"}
    says |= {"GIT_COMMITTER_NAME": AUTHOR, "GIT_COMMITTER_EMAIL": "a@example.org"}
    says |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    done = subprocess.run(
        ["git", *words], cwd=folder, env=kept | says, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


class Repository(Folder):
    """A base with its history; `top` is where the repository begins, which may be above it."""

    def __init__(self, path: Path, top: Path | None = None) -> None:
        super().__init__(path)
        self.top = top or path
        self.top.mkdir(parents=True, exist_ok=True)
        git(self.top, "init", "--quiet", "--initial-branch=main")
        self.commits = 0

    def commit(self, message: str = "Edit") -> str:
        """Commit all files, a day after the last time."""
        self.commits += 1
        git(self.top, "add", "--all")
        git(self.top, "commit", "--quiet", "--allow-empty", "-m", message, day=self.commits)
        return git(self.top, "rev-parse", "HEAD")


def ferry_repository(path: Path, top: Path | None = None) -> Repository:
    """The ferry base, committed once."""
    from bases import FERRY, PEOPLE

    repository = Repository(path, top)
    repository.write("kb.toml", 'id = "ferries"\nheading = "Ferries"\n')
    repository.write("people.md", PEOPLE)
    repository.write("night-ferry.md", FERRY)
    repository.commit("Start")
    return repository


def told(text: str) -> list[str]:
    """What is said of changes, without ids, a line each."""
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    joined = "\n".join(lines).replace("\n    ", " ")
    return [IDS.sub("", line.strip()) for line in joined.splitlines()]
