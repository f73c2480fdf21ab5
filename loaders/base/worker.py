"""Many debates read at once, in processes of their own, where there is much to read.

A process gets its work as JSON on standard input and answers three lines for each debate, its name,
its head and its body, each as JSON. Whatever goes wrong with it, the debates that are missing then
are read as usual.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO

from loaders.base.reading import read_debate
from loaders.files.conflicts import read_settled

MOST = 8  # processes

Json = tuple[str, tuple[bytes, bytes]]  # a debate, its head and its body


def read_many(
    root: Path,
    debates: Mapping[str, Sequence[str]],
    digests: Mapping[str, str],
    owners: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
) -> Iterator[Json]:
    """Read debates (their files by name) with as many processes as there are processors.

    One whose files no longer have the `digests` given is left out.
    """
    count = min(os.cpu_count() or 1, MOST, len(debates))
    names = list(debates)
    shared = {"root": str(root), "owners": dict(owners), "repeats": dict(repeats)}
    running = []
    for start in range(count):
        mine = {name: debates[name] for name in names[start::count]}
        try:
            known = {path: digests[path] for paths in mine.values() for path in paths}
            running.append(_start({**shared, "debates": mine, "digests": known}))
        except (OSError, ValueError):  # no such program, or it ended at once
            break
    yield from _together(running)


def _start(work: Mapping[str, object]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "loaders.base.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdin
    try:
        with process.stdin as pipe:
            pipe.write(json.dumps(work).encode())
    except OSError:  # it ended before it read: there will be no answer
        pass
    return process


def _together(running: Sequence[subprocess.Popen[bytes]]) -> Iterator[Json]:
    """What processes answer, as it comes: none waits until another is done."""
    said: SimpleQueue[Json | None] = SimpleQueue()

    def listen(process: subprocess.Popen[bytes]) -> None:
        for answer in _answers(process):
            said.put(answer)
        said.put(None)

    for process in running:
        Thread(target=listen, args=(process,), daemon=True).start()
    left = len(running)
    while left:
        answer = said.get()
        if answer is None:
            left -= 1
        else:
            yield answer


def _answers(process: subprocess.Popen[bytes]) -> Iterator[Json]:
    """What a process answers, a debate at a time, until it ends or fails."""
    assert process.stdout
    with process.stdout as lines:
        for name in lines:
            head, body = lines.readline(), lines.readline()
            if body.endswith(b"\n"):  # else it ended within a line
                yield json.loads(name), (head[:-1], body[:-1])
    process.wait()


def work(given: IO[bytes], answer: IO[bytes]) -> None:
    """Do the work of one process."""
    wanted = json.load(given)
    for name, paths in wanted["debates"].items():
        files = [read_settled(Path(wanted["root"]), path) for path in paths]
        if any(file.digest != wanted["digests"][file.path] for file in files):
            continue
        parsed = read_debate(name, files, wanted["owners"], wanted["repeats"])
        said = (json.dumps(name), parsed.head.model_dump_json(), parsed.body.model_dump_json())
        answer.writelines(f"{line}\n".encode() for line in said)


if __name__ == "__main__":
    gc.disable()  # it would walk all that was read again and again
    work(sys.stdin.buffer, sys.stdout.buffer)
