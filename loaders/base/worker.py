"""Many debates read at once, in processes of their own, where there is much to read.

A process is a copy of this one; where there can be none, a new one, which gets its work as JSON on
standard input. It keeps what it reads, and answers three lines for each debate: its name, and where
it could not be kept its head and its body, each as JSON. Whatever goes wrong with it, the debates
that are missing then are read as usual.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from typing import IO, NamedTuple

from kb.disk import Cache
from kb.errors import FilesChanged
from kb.forking import forked, started
from loaders.base.parts import Said, keep
from loaders.base.reading import read_debate
from loaders.base.texts import Texts
from loaders.files.fresh import FileState
from loaders.files.raw import NO_MARK

MOST = 8  # processes


class Work(NamedTuple):
    """Debates to be read: their files, and their keys in the cache; `owners` and `repeats` are what
    they are read against."""

    debates: Mapping[str, Sequence[str]]
    keys: Mapping[str, str]
    owners: Mapping[str, str]
    repeats: Mapping[str, tuple[str, ...]]


def read_many(work: Work, texts: Texts, cache: Cache) -> Iterator[tuple[str, Said | None]]:
    """Read debates with as many processes as there are processors, and keep them; with the name of
    each what could not be kept. One whose files no longer have these `texts` is left out."""
    count = min(os.cpu_count() or 1, MOST, len(work.debates))
    with ExitStack() as stack:
        running = []
        for start in range(count):
            mine = {name: work.debates[name] for name in [*work.debates][start::count]}
            share = work._replace(debates=mine)
            running.append(stack.enter_context(_reading(share, texts, cache)))
        yield from _in_turn(running)


def _in_turn(running: Sequence[IO[bytes]]) -> Iterator[tuple[str, Said | None]]:
    """What processes answer, until they end or fail. They have about as much to do, so none waits
    long until its turn comes."""
    left = list(running)
    for answer in cycle(running):
        if answer not in left:
            continue
        name, head, body = (answer.readline() for _ in range(3))
        if body.endswith(b"\n"):
            yield json.loads(name), (head[:-1], body[:-1]) if head[:-1] else None
            continue
        left.remove(answer)  # it ended, if not within a line
        if not left:
            return


@contextmanager
def _reading(work: Work, texts: Texts, cache: Cache) -> Iterator[IO[bytes]]:
    """What a process answers that does this work."""
    with forked(lambda _, answer: _read(work, texts, cache, answer)) as copy:
        if copy:
            yield copy.said
            return
    with ExitStack() as stack:
        try:
            process = stack.enter_context(started(__name__))
        except (OSError, ValueError):  # no such program, or there are too many
            yield io.BytesIO()
            return
        with suppress(OSError), process.to as pipe:  # it ended before: there will be no answer
            pipe.write(_as_json(work, texts, cache))
        yield process.said


def _as_json(work: Work, texts: Texts, cache: Cache) -> bytes:
    """All that a new process has to be told."""
    digests = {p: texts.states[p].digest for paths in work.debates.values() for p in paths}
    folder = str(cache.folder) if cache.folder and cache.keeps else None
    said = {"root": str(texts.root), "digests": digests, "cache": folder, **work._asdict()}
    return json.dumps(said, default=dict).encode()


def _read(work: Work, texts: Texts, cache: Cache, answer: IO[bytes]) -> None:
    """Do the work of one process."""
    for name, paths in work.debates.items():
        try:
            files = [texts.get(path) for path in paths]
        except FilesChanged:
            continue
        parsed = read_debate(name, files, work.owners, work.repeats)
        head, body = keep(cache, name, work.keys[name], parsed) or (b"", b"")
        answer.writelines(line + b"\n" for line in (json.dumps(name).encode(), head, body))
        answer.flush()
        for path in paths:
            texts.known.pop(path, None)


def work_given(given: IO[bytes], answer: IO[bytes]) -> None:
    """Do the work that is given as JSON."""
    said = json.load(given)
    states = {path: FileState(NO_MARK, digest) for path, digest in said["digests"].items()}
    texts = Texts(Path(said["root"]), states)
    cache = Cache(Path(said["cache"]) if said["cache"] else None)
    _read(Work(*(said[name] for name in Work._fields)), texts, cache, answer)


def main() -> None:
    """The work of a process that is no copy."""
    gc.disable()  # it would walk all that was read again and again
    work_given(sys.stdin.buffer, sys.stdout.buffer)
