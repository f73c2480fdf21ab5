"""Many debates read at once, in processes of their own, where there is much to read.

A process gets its work as JSON on standard input and answers a line for each debate. Whatever goes
wrong with it, the debates that are missing then are read as usual.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from loaders.debate import read_debate
from loaders.text import read_text

MOST = 8  # processes

Json = tuple[str, str]  # the head and the body of a debate


def read_many(
    root: Path,
    debates: Mapping[str, Sequence[str]],
    owners: Mapping[str, str],
    repeats: Mapping[str, tuple[str, ...]],
) -> dict[str, Json]:
    """Read debates (their files by name) with as many processes as there are processors."""
    count = min(os.cpu_count() or 1, MOST, len(debates))
    names = list(debates)
    shared = {"root": str(root), "owners": dict(owners), "repeats": dict(repeats)}
    running = []
    for start in range(count):
        mine = {name: debates[name] for name in names[start::count]}
        try:
            running.append(_start({**shared, "debates": mine}))
        except (OSError, ValueError):  # no such program, or it ended at once
            break
    answers = [answer for process in running for answer in _answers(process)]
    return {name: (head, body) for name, head, body in answers}


def _start(work: Mapping[str, object]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "loaders.worker"],
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


def _answers(process: subprocess.Popen[bytes]) -> list[list[str]]:
    """What a process answered; nothing where it failed."""
    assert process.stdout
    with process.stdout as pipe:
        answer = pipe.read()
    try:
        return json.loads(answer) if process.wait() == 0 else []
    except ValueError:
        return []


def work(given: IO[bytes], answer: IO[bytes]) -> None:
    """Do the work of one process."""
    wanted = json.load(given)
    answers = []
    for name, paths in wanted["debates"].items():
        files = [read_text(Path(wanted["root"]), path) for path in paths]
        part = read_debate(name, files, wanted["owners"], wanted["repeats"])
        answers.append((name, part.head.model_dump_json(), part.body.model_dump_json()))
    answer.write(json.dumps(answers).encode())


if __name__ == "__main__":
    gc.disable()  # it would walk all that was read again and again
    work(sys.stdin.buffer, sys.stdout.buffer)
