"""Git, asked so that a repository that a stranger wrote has nothing run and stays as it is.

Nothing is checked out, no index is read, no hook, pager, filter, text converter or program for
signatures is run, and nothing is fetched. Only commands that read objects are used, and what they
are given is never taken for an option.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple

from kb import disk
from kb.errors import MisuseError, NotFound

# Without these a repository could have a program run, or another machine asked.
SAFELY = (
    *("--no-pager", "--no-replace-objects", "--no-optional-locks"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit", "-c", "gc.auto=0", "-c", "maintenance.auto=false"),
)
OURS = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES")
LONGEST = 200  # characters of a revision
UNKNOWN = 0  # bytes of an object that is not there


class Entry(NamedTuple):
    """A file in a revision: its path below the folder, its object, and how many bytes that has."""

    path: str
    mode: str
    ident: str
    size: int


class Commit(NamedTuple):
    """A commit, with what it says of itself."""

    ident: str
    parents: tuple[str, ...]
    author: str
    date: str
    subject: str


class Repository:
    """The repository in which a folder lies, to be read from."""

    def __init__(self, folder: Path) -> None:
        self._program = _program()
        self._folder = disk.real(folder)
        self._blobs: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        if self._blobs is not None:
            for stream in (self._blobs.stdin, self._blobs.stdout):
                assert stream
                stream.close()
            self._blobs.wait()
            self._blobs = None

    @cached_property
    def prefix(self) -> bytes:
        """The path of the folder in its repository, with a `/` behind it; empty for the top.

        Raises MisuseError where the folder lies in no repository that git would read.
        """
        done = self._ask("rev-parse", "--show-prefix")
        if done.returncode == 0:
            return done.stdout.removesuffix(b"\n")
        why = done.stderr.decode("utf-8", "replace")
        if "not a git repository" in why:
            raise MisuseError(f"'{self._folder}' is in no git repository, which knows what it was")
        said = next((line for line in why.splitlines() if line.startswith("fatal: ")), "fatal: ?")
        raise MisuseError(f"git does not read '{self._folder}': {said.removeprefix('fatal: ')}")

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the clone lacks the older commits."""
        return self._ask("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision means. Raises NotFound where there is none."""
        _ = self.prefix  # says what is wrong with the repository, if that is it
        shown = f"'{revision[:LONGEST]}'"
        if not revision or revision.startswith("-") or not revision.isprintable():
            raise NotFound(f"{shown} is no revision; write a branch, a tag or a commit")
        if ".." in revision:
            raise NotFound(f"{shown} is no revision; of a range, write both ends: 'kb diff A B'")
        done = self._ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if done.returncode == 0:
            return done.stdout.decode("ascii").strip()
        if self.is_shallow:
            says = "is not in this clone, which is shallow; 'git fetch --unshallow' brings the rest"
            raise NotFound(f"the revision {shown} {says}")
        if revision == "HEAD":
            raise NotFound("there is no commit yet, so there is nothing to compare with")
        raise NotFound(f"there is no revision {shown} in the repository")

    def entries(self, commit: str) -> Iterator[Entry]:
        """The files below the folder in a commit; links to other repositories are left out."""
        where = (b"--", self.prefix) if self.prefix else ()
        words = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *where)
        for row in self._read(*words).split(b"\0")[:-1]:
            about, _, path = row.partition(b"\t")
            mode, kind, ident, size = about.decode("ascii").split()
            if kind == "blob":
                below = os.fsdecode(path.removeprefix(self.prefix))
                yield Entry(below, mode, ident, int(size) if size.isdigit() else UNKNOWN)

    def touching(self, commit: str, patterns: Iterable[str]) -> Iterator[str]:
        """The commits from this one back that touched files of these names, the newest first; `**`
        stands for any folders."""
        given = (b":(top,glob)" + _literal(self.prefix) + os.fsencode(p) for p in patterns)
        found = self._read("rev-list", "--topo-order", commit, "--", *given)
        return iter(found.decode("ascii").split())

    def show(self, commit: str) -> Commit:
        """What a commit says of itself."""
        return _commit(commit, self.blob(commit, "commit"))

    def has(self, commit: str) -> bool:
        """Whether a commit is in this clone, which may lack the older ones."""
        try:
            self.blob(commit, "commit")
        except NotFound:
            return False
        return True

    def blob(self, ident: str, kind: str = "blob") -> bytes:
        """The bytes of an object; one process gives all of them."""
        if self._blobs is None:
            self._blobs = subprocess.Popen(  # noqa: S603 - git itself, and its words are ours
                self._words("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
        assert self._blobs.stdin
        assert self._blobs.stdout
        try:
            self._blobs.stdin.write(f"{ident}\n".encode())
            self._blobs.stdin.flush()
            return _answer(self._blobs.stdout, kind)
        except (OSError, ValueError):
            raise NotFound(f"the repository lacks an object of that revision: {ident}") from None

    def _read(self, *words: str | bytes) -> bytes:
        done = self._ask(*words)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise NotFound(f"git cannot read the repository: {said}")
        return done.stdout

    def _ask(self, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603
            self._words(*words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=environment(),
        )

    def _words(self, *words: str | bytes) -> list[str | bytes]:
        return [self._program, *SAFELY, "-C", str(self._folder), *words]


def _answer(stream: IO[bytes], kind: str) -> bytes:
    """What `cat-file` says of one object. Raises ValueError where there is none of that kind."""
    head = stream.readline().split()
    if len(head) != 3:
        raise ValueError
    data = stream.read(int(head[2]))
    stream.read(1)
    if len(data) != int(head[2]) or head[1] != kind.encode():
        raise ValueError
    return data


def _commit(ident: str, data: bytes) -> Commit:
    """A commit out of its bytes: lines of a word and a value, an empty one, the message."""
    head, _, message = data.partition(b"\n\n")
    rows = [row.split(b" ", 1) for row in head.split(b"\n") if b" " in row]
    values = {row[0]: row[1] for row in reversed(rows)}
    coding = values.get(b"encoding", b"utf-8").decode("ascii", "replace")
    author, _, when = values.get(b"author", b"").rpartition(b"> ")
    parents = tuple(row[1].decode("ascii") for row in rows if row[0] == b"parent")
    name, subject = author.rpartition(b"<")[0].strip(), message.strip().partition(b"\n")[0]
    return Commit(ident, parents, _text(name, coding), _day(when), _text(subject, coding))


def _text(data: bytes, coding: str) -> str:
    try:
        return data.decode(coding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _day(when: bytes) -> str:
    """The day where it was written: seconds since 1970, and a zone as `+0130`."""
    from datetime import UTC, datetime, timedelta, timezone

    try:
        seconds, zone = when.decode("ascii").split()
        away = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        there = timezone(-away if zone[0] == "-" else away)
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(there).date().isoformat()
    except (ValueError, OverflowError, OSError, IndexError):
        return ""


def _literal(path: bytes) -> bytes:
    """A path in which nothing stands for something else in a pattern."""
    return b"".join(b"\\" + bytes([c]) if c in b"*?[]\\" else bytes([c]) for c in path)


def environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment without what tells git of other repositories and programs."""
    kept = {name: value for name, value in given.items() if not name.startswith("GIT_")}
    return kept | {name: given[name] for name in KEPT if name in given} | OURS


def _program() -> str:
    """Where git is: in a folder of the PATH, and never where the program happens to run.

    Raises MisuseError where it is not installed.
    """
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)  # noqa: PTH118
        if os.path.isabs(path) and disk.is_file(path) and os.access(path, os.X_OK):  # noqa: PTH117
            return path
    raise MisuseError("git is not installed, or not in the PATH; revisions are read with it")
