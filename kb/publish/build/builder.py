"""Building a site: what is still as it was is left alone, the rest is made, the old removed.

Each debate is made by itself. Where its slice has the stamp it had at the last build, and its
files are still those that were written, it is neither parsed, rendered nor read.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from sys import intern  # for paths, of which several lists name each

from kb.forking import meanwhile
from kb.publish.build.by_debate import Library
from kb.publish.build.debate_files import paths_of_debate
from kb.publish.build.halves import in_halves
from kb.publish.build.last_build import Entry, Kept, contribution_of
from kb.publish.build.shared_pages import Job
from kb.publish.build.worker import Made, Make, Maker, Setup, Wanted, Worker, worker
from kb.publish.build.write import UNFINISHED, Files, Writer, Written, claimed, is_as_written
from kb.publish.numbers.reuse import Reckoner
from kb.publish.parts.contribution import Contribution
from kb.publish.parts.pieces import Piece
from kb.publish.parts.printer import Options, Printer
from kb.publish.parts.stamps import stamp_of
from kb.publish.parts.templates import Templates

WORTH_IT = 400  # pages to make, below which starting processes takes longer than it saves
MANY = 100  # pages of a debate, or such as all share, of which a copy of the process makes half
MOST = 8  # processes

Progress = Callable[[int, int], None]
NOT_YET = Written("", 0, 0)
File = tuple[str, Callable[[], bytes]]  # a path, and what makes what stands there


@dataclass
class Builder:
    """One build of one site; `stamp` is the hash of all that every page depends on."""

    slices: Library
    site: Path
    folder: Path
    options: Options
    stamp: str
    kept: Kept
    workers: int | None = None
    progress: Progress | None = None
    before: Callable[[], object] = tuple
    is_as_left: Callable[[], bool] = bool
    written: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = claimed(self.folder)
        self._writer = Writer(self.folder, self.before)
        self._writer.sweep(self._before)
        self._lock = threading.Lock()

    @cached_property
    def templates(self) -> Templates:
        return Templates(self.site, self.kept.compiled)

    @cached_property
    def _setup(self) -> Setup:
        return Setup(self.site, self.kept.compiled, self.folder, self.options, self.stamp)

    @cached_property
    def maker(self) -> Maker:
        return Maker(self._setup, self.templates, self.before)

    @cached_property
    def printer(self) -> Printer:
        """What the shared pages are made with; their own prose may link into debates."""
        return Printer(self.slices.linked(), self.templates, self.options)

    def announce(self, paths: Iterable[str]) -> None:
        """Account for files before the first of them is written."""
        new = dict.fromkeys(intern(path) for path in paths if path not in self._before)
        if not new:
            return
        names = dict.fromkeys(new, UNFINISHED) | self._before | self.files
        self._writer.manifest(names)
        self._before = names

    # -- debates -----------------------------------------------------------------------------------

    def debates(self) -> None:
        """Make the pages of every debate that is not as it was."""
        debates, items = self.slices.debates, self.slices.items
        waiting = [debate for debate in debates if not self._is_kept(debate)]
        pages = sum(len(items(debate)) + 2 for debate in waiting)
        done = 0
        for debate in self._make_all(waiting, pages):
            done += len(items(debate)) + 2
            if self.progress:
                self.progress(done, pages)

    def _stamp(self, debate: str) -> str:
        return f"{self.stamp} {self.slices.stamp(debate)}"

    def _is_kept(self, debate: str) -> bool:
        stamp, entry = self._stamp(debate), self.kept.get(debate)
        if entry.stamp != stamp or not self._is_there(entry.files):
            return False
        if not self._keep_contribution(debate, entry):
            return False
        self._note(entry.files)
        return True

    def _is_there(self, files: Files) -> bool:
        return self.is_as_left() or is_as_written(self.folder, files)

    def _keep_contribution(self, debate: str, entry: Entry) -> bool:
        """Take what other pages repeat of a debate; whether it is whole."""
        contribution = contribution_of(entry)
        if contribution is not None:
            self.contributions[debate] = contribution
        return contribution is not None

    def _make_all(self, debates: Sequence[str], pages: int) -> Iterator[str]:
        count = self._processes(len(debates), pages, WORTH_IT)
        if count < 2:
            self._announce_debates(debates)
            for debate in debates:
                self._take(debate, self._make(debate))
                yield debate
            return
        from concurrent.futures import ThreadPoolExecutor  # which few debates do without

        lent = self._lent(debates)
        with ExitStack() as stack:
            begun = {
                first: stack.enter_context(worker(self._setup, self.slices.registers, lent, first))
                for first in debates[:count]
            }
            self._announce_debates(debates)
            self.before()  # they write as soon as they are told anything
            pool, idle = stack.enter_context(ThreadPoolExecutor(count)), list[Worker]()
            yield from pool.map(lambda debate: self._by_another(begun, idle, debate), debates)

    def _lent(self, debates: Sequence[str]) -> Make:
        """What copies of this process make debates with: all of it is here before they are."""
        self.templates.prepare()
        if not all(self.kept.counted(debate).mark for debate in debates):
            Reckoner.prepare()
        maker = Maker(self._setup, self.templates)
        return lambda debate: maker.make(self._wanted(debate))

    def _announce_debates(self, debates: Iterable[str]) -> None:
        items = self.slices.items
        self.announce(p for debate in debates for p in paths_of_debate(debate, list(items(debate))))

    def _make(self, debate: str) -> Made:
        pages = len(self.slices.items(debate))
        in_two = self._processes(pages, pages, MANY) > 1
        return self.maker.make(self._wanted(debate), in_two)()

    def _wanted(self, debate: str) -> Wanted:
        """The slice of a debate, with its numbers if they cannot be worked out of that."""
        network, counted = self.slices.network(debate), self.kept.counted(debate)
        if network is not None:
            counted = self.maker.count(network, debate, counted)
        known, base = self.kept.get(debate).files, self.slices.slice(debate)
        return Wanted(debate, base, known, counted, is_counted=network is not None)

    def _processes(self, things: int, pages: int, worth_it: int) -> int:
        wanted = self.workers or (min(os.cpu_count() or 1, MOST) if pages > worth_it else 1)
        return min(wanted, things)

    def _by_another(self, begun: dict[str, Worker], idle: list[Worker], debate: str) -> str:
        """Have the process that has begun with a debate, or else a free one, make it; what it
        cannot make is made here."""
        free = begun.pop(debate, None) or idle.pop()
        with self._lock:
            told = debate if free.is_copy else self._wanted(debate)
        made = free.make(told)
        with self._lock:
            self._take(debate, made or self._make(debate))
        idle.append(free)
        return debate

    def _take(self, debate: str, made: Made) -> None:
        entry = Entry(self._stamp(debate), made.files, made.contribution)
        self.kept.put_pieces(debate, made.pieces)
        self.kept.put(debate, entry)
        self.kept.put_counted(debate, made.counted)
        is_whole = self._keep_contribution(debate, entry)
        assert is_whole
        self.written += map(intern, made.written)
        self._note(made.files)

    def _note(self, files: dict[str, Written]) -> None:
        self.files.update((intern(path), written.hash) for path, written in files.items())

    # -- what all debates share --------------------------------------------------------------------

    def in_order(self) -> list[Contribution]:
        return [self.contributions[debate] for debate in self.slices.debates]

    def piece(self, debate: str, piece: Piece) -> str:
        """The text of a piece; where it was lost, the debate is made once more."""
        text = self.kept.piece(debate, piece)
        if text is None:
            self._take(debate, self._make(debate))
            text = self.kept.piece(debate, piece)
        assert text is not None
        return text

    @cached_property
    def _shared_stamp(self) -> str:
        return stamp_of([self.stamp, self.slices.linked_stamp()])[:16]

    def jobs(self, name: str, jobs: Iterable[Job]) -> None:
        """Make every file whose stamp is not what it was."""
        jobs, before = list(jobs), self.kept.get(name)
        self.announce(job.path for job in jobs)
        stamps = dict(zip(before.files, before.contribution.split(" "), strict=False))
        made, waiting = dict[str, Written](), dict[str, Job]()
        said = []
        for job in jobs:
            known, stamp = before.files.get(job.path), f"{self._shared_stamp}{job.stamp}"
            same = known and stamps.get(job.path) == stamp
            made[job.path] = known or NOT_YET
            if not (known and same and self._is_there({job.path: known})):
                waiting[job.path] = job
            said.append(stamp)
        made.update(self._made(list(waiting.values()), before.files))
        self._note(made)
        self.kept.put(name, Entry(self.stamp, made, " ".join(said)))

    def _made(self, jobs: Sequence[Job], known: Files) -> Files:
        """Make files, half of them in a copy of this process where they are many."""
        make = partial(self._files_of, known=known)
        are_many = self._processes(len(jobs), len(jobs), MANY) > 1
        alike = sorted(jobs, key=_ending)  # each page has data beside it, which is sooner made
        halves = in_halves(alike, make) if are_many else (make(jobs),)
        for _, written in halves:
            self.written += written
        return {path: file for made, _ in halves for path, file in made.items()}

    def _files_of(self, jobs: Sequence[Job], known: Files) -> tuple[Files, list[str]]:
        """The files of jobs, and which of them were written."""
        writer = Writer(self.folder, self.before)
        made = {job.path: writer.file(job.path, job.make(), known.get(job.path)) for job in jobs}
        return made, writer.written

    def group(self, name: str, stamp: str, make: Callable[[], Iterable[File]]) -> None:
        """Make files that are all made of the same, and of which it shows how many there are."""
        before, stamp = self.kept.get(name), f"{self.stamp} {stamp}"
        files = before.files if self._is_same(before, stamp) else self._grouped(before, make())
        self._keep_group(name, Entry(stamp, files))

    @contextmanager
    def beside(self, name: str, stamp: str, make: Callable[[], Iterable[File]]) -> Iterator[None]:
        """Make such files in a copy of this process, while this one does what the block says."""
        before, stamp = self.kept.get(name), f"{self.stamp} {stamp}"
        if self._is_same(before, stamp):
            yield
            self._keep_group(name, before)
            return
        with meanwhile(lambda: [(path, content()) for path, content in make()]) as made:
            yield
            files = self._grouped(before, ((path, partial(bytes, c)) for path, c in made()))
        self._keep_group(name, Entry(stamp, files))

    def _is_same(self, before: Entry, stamp: str) -> bool:
        return before.stamp == stamp and self._is_there(before.files)

    def _grouped(self, before: Entry, made: Iterable[File]) -> dict[str, Written]:
        """The files of a group, written."""
        made = list(made)
        self.announce(path for path, _ in made)
        return {p: self._writer.file(p, c(), before.files.get(p)) for p, c in made}

    def _keep_group(self, name: str, entry: Entry) -> None:
        self._note(entry.files)
        self.kept.put(name, entry)

    def finish(self) -> tuple[str, ...]:
        """Remove what is no longer there, and say what is."""
        removed = self._writer.remove_all(p for p in self._before if p not in self.files)
        self._writer.manifest(self.files)
        self.kept.keep_only(set(self.slices.debates))
        self.written += self._writer.written
        return removed


def _ending(job: Job) -> str:
    return job.path.rpartition(".")[2]
