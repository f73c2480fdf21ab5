"""Answers that were printed before, printed again as long as all that they come from is the same.

That is the files of the base, the program, the words of the command, and what it is printed on.
What reads anything else (a file that the user names, a statement of the user's own) is not kept.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.assets import program_files
from kb.cli.printing import Printed, overhear, say_again, surroundings
from kb.disk import names_in

if TYPE_CHECKING:
    from kb.session import Files, Session

MOST = 100  # answers
LONGEST = 2_000_000  # characters of one
STATE = 16  # letters of its name that tell the state of the files


class Answer:
    """What the command that is running answers; `code` is how it ends."""

    def __init__(self, session: Session) -> None:
        self.code = 0
        self._session = session
        self._cache = session.answers
        self._files = session.files() if _is_of_files_alone(session) else None
        self._name = ""
        if self._files:
            with suppress(OSError):  # where it cannot be told whether all is the same
                self._name = _name(self._files)

    def again(self) -> bool:
        """Print what was kept of it, if anything was; whether that is done."""
        said = self._cache.get(self._name) if self._name else None
        if said is None:
            return False
        self.code, printed = json.loads(said)
        say_again(Printed(*one) for one in printed)
        return True

    @contextmanager
    def told(self) -> Iterator[None]:
        """A block that prints it; kept where nothing was raised and the files have stood still."""
        with overhear() as printed:
            yield
        if not (self._files and self._name):
            return
        if self._session.made_of == {self._files.fingerprint}:
            said = json.dumps([self.code, printed])
            if len(said) <= LONGEST and self._session.files() == self._files:
                with suppress(OSError):
                    self._make_room()
                self._cache.put(self._name, said.encode("ascii"))

    def _make_room(self) -> None:
        """Let go of answers from files as they no longer are, and of all where they are many."""
        folder = self._cache.folder
        if folder is None or not folder.is_dir():
            return
        names = {entry.name for entry in names_in(folder)}
        same = {name for name in names if name.startswith(self._name[:STATE])}
        if same != names or len(names) >= MOST:
            self._cache.keep_only(same if len(same) < MOST else set())


def _is_of_files_alone(session: Session) -> bool:
    """Whether a command asks of the base in its own place, and names no other file."""
    given = click.get_current_context().params
    others = {name: value for name, value in given.items() if name != "folder"}
    return session.is_of_files_alone and not any(map(_names_files, others.values()))


def _names_files(value: Any) -> bool:
    return isinstance(value, Path) or (isinstance(value, tuple) and any(map(_names_files, value)))


def _name(files: Files) -> str:
    """What an answer is kept under: the state of the files, and all else that it comes from."""
    context = click.get_current_context()
    given = sorted((name, repr(value)) for name, value in context.params.items())
    command = (context.command_path, context.invoked_subcommand, given, str(Path.cwd()))
    return _hash(files)[:STATE] + _hash((command, surroundings(), sys.version, *_program()))


def _program() -> Iterator[str | int]:
    """The files of the program by size and time, and when a library was put in or taken out."""
    for entry in program_files():
        stat = entry.stat()
        yield from (entry.name, stat.st_size, stat.st_mtime_ns)
    yield Path(click.__file__).parents[1].stat().st_mtime_ns


def _hash(said: object) -> str:
    return hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()
