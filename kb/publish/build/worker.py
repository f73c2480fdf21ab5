"""A process that makes the pages of debates, a slice at a time, as JSON lines.

The first line says what all slices share. Each further line is a debate with its slice; the answer
is a line with the files that were written and the contribution. Whatever goes wrong with a process,
the debates that are missing then are made as usual.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from kb.analysis.networks import network_of
from kb.method import Method
from kb.model import Base
from kb.publish.build.debate_files import debate_files
from kb.publish.build.write import Files, Writer, Written
from kb.publish.numbers.reuse import Counted, Reckoner, numbers_in
from kb.publish.parts.printer import Options, Printer
from kb.publish.parts.templates import Templates
from queries.network import Network

REGISTERS = ("people", "sources", "passages", "terms")
SLICES = 64  # after which it is looked for what they left, which is next to nothing


@dataclass(frozen=True)
class Wanted:
    """A debate to be made of a slice: which of its files are known, which numbers it had.

    `is_counted` says that these numbers still hold; else they have to follow from the slice.
    """

    debate: str
    base: Base
    known: Files
    counted: Counted
    is_counted: bool


class Made(NamedTuple):
    """What became of a debate: its files, those of them that were written, its contribution as
    JSON, the pieces of that, its numbers."""

    files: dict[str, Written]
    written: list[str]
    contribution: str
    pieces: str
    counted: Counted


@dataclass(frozen=True)
class Setup:
    """How all debates are made: of which templates (`compiled` keeps them), into which folder,
    with which options; `stamp` is the hash of the program."""

    site: Path
    compiled: Path | None
    folder: Path
    options: Options
    stamp: str


class Maker:
    """Makes the files of debates from their slices and writes them."""

    def __init__(
        self, setup: Setup, templates: Templates, before: Callable[[], object] = tuple
    ) -> None:
        """`before` is called before anything is written."""
        self._templates = templates
        self._writer = Writer(setup.folder, before)
        self._options = setup.options
        self._reckoner = Reckoner(setup.stamp, Method(*setup.options.method))
        self._last: tuple[Base, Printer] | None = None

    def printer(self, base: Base) -> Printer:
        """The printer of a slice; debates that come one after the other may share it."""
        if self._last is None or self._last[0] is not base:
            self._last = base, Printer(base, self._templates, self._options)
        return self._last[1]

    def count(self, network: Network, debate: str, before: Counted) -> Counted:
        """The numbers of a debate of which more is known than what its slice holds."""
        return self._reckoner.count(network, debate, before)

    def make(self, wanted: Wanted) -> Made:
        """Make a debate."""
        counted = wanted.counted
        if not wanted.is_counted:
            counted = self.count(network_of(wanted.base), wanted.debate, counted)
        numbers = numbers_in(counted)
        assert numbers
        printer = self.printer(wanted.base)
        made = debate_files(printer, printer.index.debates[wanted.debate], numbers)
        self._writer.written.clear()
        files = {p: self._writer.file(p, c, wanted.known.get(p)) for p, c in made.files.items()}
        contribution = made.contribution.model_dump_json()
        return Made(files, list(self._writer.written), contribution, made.pieces, counted)


class Worker:
    """Another process that makes what it is given; `make` gives None once it has failed."""

    def __init__(self, setup: Setup, registers: Base) -> None:
        options = setup.options
        shared = {
            "site": str(setup.site),
            "compiled": str(setup.compiled) if setup.compiled else None,
            "folder": str(setup.folder),
            "options": {**vars(options), "texts": {k: list(v) for k, v in options.texts.items()}},
            "stamp": setup.stamp,
            "registers": json.loads(registers.model_dump_json()),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kb.publish.build.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout
        self._first: str | None = json.dumps(shared)

    def make(self, wanted: Wanted) -> Made | None:
        facts = wanted.base.model_dump_json(exclude=set(REGISTERS))
        said = {
            "debate": wanted.debate,
            "known": dict(wanted.known),
            "counted": wanted.counted,
            "is_counted": wanted.is_counted,
        }
        line = f'{json.dumps(said).removesuffix("}")},"slice":{facts}}}'
        try:
            if self._first is not None:
                self._send(self._first)
                self._first = None
            self._send(line)
            files, written, contribution, pieces, counted = json.loads(self._from.readline())
        except (OSError, ValueError):
            return None
        return Made(_files(files), written, contribution, pieces, Counted(*counted))

    def _send(self, line: str) -> None:
        self._to.write(line.encode() + b"\n")
        self._to.flush()

    def close(self) -> None:
        with suppress(OSError):  # it ended before
            self._to.close()
        self._from.close()
        self._process.wait()


def _files(said: Mapping[str, list[Any]]) -> dict[str, Written]:
    return {path: Written(*values) for path, values in said.items()}


def work(given: IO[bytes], answer: IO[bytes]) -> None:
    """Do the work of one process until there is no more."""
    shared = json.loads(given.readline())
    setup = Setup(
        site=Path(shared["site"]),
        compiled=Path(shared["compiled"]) if shared["compiled"] else None,
        folder=Path(shared["folder"]),
        options=Options(**shared["options"]),
        stamp=shared["stamp"],
    )
    maker = Maker(setup, Templates(setup.site, setup.compiled))
    registers = Base.model_validate(shared["registers"])
    lent = {name: getattr(registers, name) for name in REGISTERS}
    gc.freeze()
    for number, line in enumerate(given, 1):
        said = json.loads(line)
        base = Base.model_validate(said["slice"]).model_copy(update=lent)
        known, counted = _files(said["known"]), Counted(*said["counted"])
        made = maker.make(Wanted(said["debate"], base, known, counted, said["is_counted"]))
        answer.write(json.dumps(made).encode() + b"\n")
        answer.flush()
        if number % SLICES == 0:
            gc.collect()


if __name__ == "__main__":
    gc.disable()  # what slices leave behind is looked for when some are done
    work(sys.stdin.buffer, sys.stdout.buffer)
