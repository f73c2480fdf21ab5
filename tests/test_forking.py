"""A copy of this process works beside it, and nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest
from processes import begun

from kb import forking
from kb.forking import forked

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only there it is known how many threads there are"
)


@pytest.fixture(autouse=True)
def _copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that other tests left only wait."""
    monkeypatch.setattr(forking, "can_fork", lambda: True)


def shout(given: IO[bytes], answer: IO[bytes]) -> None:
    for line in given:
        answer.write(line.upper())
        answer.flush()


def open_ends() -> list[str]:
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def run(script: str) -> tuple[int, str]:
    """How a process ends that has done nothing else yet, and what it prints."""
    start = "import threading\nfrom kb.forking import can_fork, forked\n"
    command = [sys.executable, "-c", start + script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_copy_goes_on_before_anybody_has_heard_what_it_said(tmp_path: Path) -> None:
    behind = tmp_path / "behind"

    def talk(_: IO[bytes], answer: IO[bytes]) -> None:
        answer.write(bytes(500_000))
        answer.flush()
        behind.touch()

    with forked(talk):
        for _ in range(1000):
            if behind.exists():
                return
            time.sleep(0.01)
    raise AssertionError("the copy waits")


def test_copies_answer_what_they_are_told_and_end_when_nothing_more_is_told() -> None:
    with ExitStack() as stack:
        copies = [stack.enter_context(forked(shout)) for _ in range(3)]
        for number, copy in enumerate(copies):
            assert copy
            copy.to.write(b"ferry %d\n" % number)
            copy.to.flush()
        assert [copy.said.readline() for copy in copies if copy] == [
            b"FERRY 0\n",
            b"FERRY 1\n",
            b"FERRY 2\n",
        ]
        copies[0].to.close()  # the others hold no end of it
        assert copies[0].said.read() == b""


def test_nothing_is_said_twice_and_nothing_happens_twice() -> None:
    script = (
        "import atexit\n"
        "atexit.register(print, 'end')\n"
        "print('once', end=' ')\n"
        "with forked(lambda given, answer: answer.write(b'said')) as copy: print(copy.said.read())"
    )
    assert run(script) == (0, "once b'said'\nend\n")


def test_work_that_fails_says_nothing() -> None:
    script = "with forked(lambda given, answer: 1 / 0) as copy: print(copy.said.read())"
    assert run(script) == (0, "b''\n")


def test_whoever_stops_listening_does_not_wait_for_all_the_work() -> None:
    def endless(_: IO[bytes], answer: IO[bytes]) -> None:
        while True:
            answer.write(b"more\n")

    with forked(endless) as copy:
        assert copy
        assert copy.said.readline() == b"more\n"


def test_no_process_and_no_end_of_a_pipe_is_left() -> None:
    before, processes = open_ends(), begun()
    with forked(shout) as copy:
        assert copy
        copy.to.write(b"not sent yet")
    assert open_ends() == before
    assert begun() <= processes


def test_where_ended_processes_are_not_kept_all_is_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with forked(lambda _, answer: answer.write(b"said")) as copy:
            assert copy
            assert copy.said.read() == b"said"
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_where_another_thread_runs_there_is_no_copy() -> None:
    script = (
        "print(can_fork())\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "with forked(print) as copy: print(copy)"
    )
    assert run(script) == (0, "True\nNone\n")


def test_where_no_process_can_be_begun_there_is_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("too many processes")

    before = open_ends()
    monkeypatch.setattr(os, "fork", refused)
    with forked(shout) as copy:
        assert copy is None
    assert open_ends() == before
