"""A terminal, for what is printed to one: what a reader sees of a command, without colours."""

from __future__ import annotations

import io
import os
import pty
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from threading import Thread
from typing import TextIO

import click

from kb.cli import main


def size(columns: int) -> dict[str, str]:
    """What tells programs how wide their terminal is."""
    return {"COLUMNS": str(columns), "LINES": "40", "TERM": "xterm"}


def written(write: Callable[[TextIO], object]) -> str:
    """What something writes to a terminal, with its colours."""
    master, slave = pty.openpty()
    chunks: list[bytes] = []

    def read() -> None:
        with suppress(OSError):  # which ends it: nobody writes any more
            while chunk := os.read(master, 65_536):
                chunks.append(chunk)

    reader = Thread(target=read)
    reader.start()
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        write(stream)
    reader.join()
    os.close(master)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def printed(write: Callable[[TextIO], object]) -> list[str]:
    """The lines that something writes to a terminal."""
    return [line.rstrip() for line in click.unstyle(written(write)).splitlines()]


def kb(words: Sequence[object]) -> list[str]:
    """What `kb` prints; it has to end well. `size` has to be in the environment."""

    def write(stream: TextIO) -> None:
        with redirect_stdout(stream), redirect_stderr(io.StringIO()) as complaints:
            try:
                main([str(word) for word in words])
            except SystemExit as end:
                ended.append(f"{end.code}: {complaints.getvalue()}")

    ended: list[str] = []
    lines = printed(write)
    assert ended[0].startswith("0: "), ended
    return lines


def shell(
    command: str, folder: Path, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """What a command prints in a folder, and what it complains of."""
    complaints = ""

    def write(stream: TextIO) -> None:
        nonlocal complaints
        words = ["bash", "-c", command]
        done = subprocess.run(
            words, cwd=folder, env=environment, stdout=stream, stderr=subprocess.PIPE, text=True
        )
        complaints = done.stderr

    return printed(write), complaints.splitlines()


# A job in the background ignores interrupts, and so does what it starts.
HEARS_INTERRUPTS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from kb.cli import main
main()
"""
