"""A process that makes the pages of debates, one after the other, as it is told.

It is a copy of this one, which knows how every debate is made, and so is told the debate alone.
Where there can be no copy it is started, and told each debate with its slice. The answer is what
became of it. Whatever goes wrong with a process, the debates that are missing then are made as
usual.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from kb.analysis.networks import network_of
from kb.forking import Copy, forked, heard, say, started
from kb.method import Method
from kb.model import Base
from kb.publish.build.debate_files import DebateFiles, debate_files
from kb.publish.build.write import Files, Writer, Written
from kb.publish.numbers.reuse import Counted, Reckoner
from kb.publish.parts.printer import Options, Printer
from kb.publish.parts.templates import Templates
from queries.network import Network

REGISTERS = ("people", "sources", "passages", "terms")
NO_REGISTERS: dict[str, object] = dict.fromkeys(REGISTERS, ())
SLICES = 64  # after which it is looked for what they left, which is next to nothing


class Wanted(NamedTuple):
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


Finish = Callable[[], Made]  # writes what was made of a debate
Make = Callable[[str], Finish]


class Setup(NamedTuple):
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

    def make(self, wanted: Wanted, in_two: bool = False) -> Finish:
        """Make a debate in memory; what is given writes it. A copy of this process makes about half
        of it where it is made `in_two`."""
        counted = wanted.counted
        if not wanted.is_counted:
            counted = self.count(network_of(wanted.base), wanted.debate, counted)
        numbers = self._reckoner.numbers(counted)
        assert numbers
        printer = self.printer(wanted.base)
        made = debate_files(printer, printer.index.debates[wanted.debate], numbers, in_two)
        return partial(self._finish, wanted, made, counted)

    def _finish(self, wanted: Wanted, made: DebateFiles, counted: Counted) -> Made:
        self._writer.written.clear()
        files = {p: self._writer.file(p, c, wanted.known.get(p)) for p, c in made.files.items()}
        contribution = made.contribution.model_dump_json()
        return Made(files, list(self._writer.written), contribution, made.pieces, counted)


class Worker:
    """Another process that makes what it is told; `make` gives None once it has failed.

    A copy of this process is told the id of a debate, any other all that is wanted.
    """

    def __init__(self, ends: Copy, is_copy: bool) -> None:
        self._ends, self.is_copy = ends, is_copy

    def make(self, told: str | Wanted) -> Made | None:
        if isinstance(told, Wanted):
            told = told._replace(base=told.base.model_copy(update=NO_REGISTERS))
        try:
            say(told, self._ends.to)
        except OSError:  # it ended before
            return None
        made: Made | None = heard(self._ends.said)
        return made


@contextmanager
def worker(setup: Setup, registers: Base, make: Make, first: str) -> Iterator[Worker]:
    """A process until the end of the block; `make` is how this one makes a debate.

    The debate that it has to be told `first` a copy makes at once; nothing is written before.
    """
    with forked(partial(_work, make, first)) as copy:
        if copy:
            yield Worker(copy, is_copy=True)
            return
    with _started() as ends:
        options = setup.options._replace(texts=dict(setup.options.texts))
        with suppress(OSError):  # it ended, as will be seen
            say((setup._replace(options=options), registers), ends.to)
        yield Worker(ends, is_copy=False)


@contextmanager
def _started() -> Iterator[Copy]:
    """A process that is no copy; where none can be started, one that says nothing."""
    with ExitStack() as stack:
        try:
            ends = stack.enter_context(started(__name__))
        except (OSError, ValueError):  # no such program, or there are too many
            ends = Copy(io.BytesIO(), io.BytesIO())
        yield ends


def _work(
    make: Callable[[Any], Finish], first: str | None, given: IO[bytes], answer: IO[bytes]
) -> None:
    """Do the work of one process until there is no more."""
    gc.freeze()
    begun = make(first) if first is not None else None
    for number, told in enumerate(iter(partial(heard, given), None), 1):
        finish, begun = begun or make(told), None
        say(finish(), answer)
        if number % SLICES == 0:
            gc.collect()


def main() -> None:
    """The work of a process that is no copy: it is told how first, and what all slices share."""
    gc.disable()  # what slices leave behind is looked for when some are done
    setup, registers = heard(sys.stdin.buffer)
    maker = Maker(setup, Templates(setup.site, setup.compiled))
    lent = {name: getattr(registers, name) for name in REGISTERS}

    def make(wanted: Wanted) -> Finish:
        return maker.make(wanted._replace(base=wanted.base.model_copy(update=lent)))

    _work(make, None, sys.stdin.buffer, sys.stdout.buffer)
