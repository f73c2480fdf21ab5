"""A process that makes the pages of debates, a slice at a time, as JSON lines.

The first line says what all slices share. Each further line is a debate with its slice; the answer
is a line with the files that were written and the extract. Whatever goes wrong with a process, the
debates that are missing then are made as usual.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kb.model import Base
from kb.publish.numbers import Numbers, numbers_of, weighed_base
from kb.publish.press import Options, Press
from kb.publish.slices import own_debate
from kb.publish.templates import Templates
from kb.publish.unit import make_unit
from kb.publish.write import Files, Writer, Written

REGISTERS = ("people", "sources", "passages", "terms")


class Made:
    """What became of a debate: its files, those of them that were written, its extract as JSON."""

    def __init__(self, files: dict[str, Written], written: list[str], extract: str) -> None:
        self.files, self.written, self.extract = files, written, extract


class Maker:
    """Makes the files of debates from their slices and writes them."""

    def __init__(self, templates: Templates, folder: Path, options: Options) -> None:
        self._templates = templates
        self._writer = Writer(folder)
        self._options = options
        self._last: tuple[Base, Press] | None = None

    def press(self, base: Base) -> Press:
        """The press of a slice; debates that come one after the other may share it."""
        if self._last is None or self._last[0] is not base:
            self._last = base, Press(base, self._templates, self._options)
        return self._last[1]

    def make(self, debate: str, base: Base, known: Files, numbers: Numbers | None = None) -> Made:
        """Make a debate; without numbers, they are worked out of the slice, which has it all."""
        found = numbers or numbers_of(weighed_base(base), debate)
        unit = make_unit(self.press(base), own_debate(base, debate), found)
        self._writer.written.clear()
        files = {p: self._writer.file(p, c, known.get(p)) for p, c in unit.files.items()}
        return Made(files, list(self._writer.written), unit.extract.model_dump_json())


class Worker:
    """Another process that makes what it is given; `make` gives None once it has failed."""

    def __init__(
        self, site: Path, compiled: Path | None, folder: Path, options: Options, registers: Base
    ) -> None:
        shared = {
            "site": str(site),
            "compiled": str(compiled) if compiled else None,
            "folder": str(folder),
            "options": {**vars(options), "texts": {k: list(v) for k, v in options.texts.items()}},
            "registers": json.loads(registers.model_dump_json()),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kb.publish.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin, self._process.stdout
        self._first: str | None = json.dumps(shared)

    def make(
        self, debate: str, base: Base, known: Files, numbers: Numbers | None = None
    ) -> Made | None:
        facts = base.model_dump_json(exclude=set(REGISTERS))
        counted = numbers.model_dump_json() if numbers else "null"
        wanted = json.dumps({"debate": debate, "known": dict(known)}).removesuffix("}")
        line = f'{wanted},"numbers":{counted},"slice":{facts}}}'
        try:
            if self._first is not None:
                self._send(self._first)
                self._first = None
            self._send(line)
            answer = json.loads(self._from.readline())
        except (OSError, ValueError):
            return None
        return Made(_files(answer["files"]), answer["written"], answer["extract"])

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
    compiled = Path(shared["compiled"]) if shared["compiled"] else None
    templates = Templates(Path(shared["site"]), compiled)
    maker = Maker(templates, Path(shared["folder"]), Options(**shared["options"]))
    registers = Base.model_validate(shared["registers"])
    lent = {name: getattr(registers, name) for name in REGISTERS}
    gc.freeze()
    for line in given:
        wanted = json.loads(line)
        base = Base.model_validate(wanted["slice"]).model_copy(update=lent)
        numbers = Numbers.model_validate(wanted["numbers"]) if wanted["numbers"] else None
        made = maker.make(wanted["debate"], base, _files(wanted["known"]), numbers)
        said = {"files": made.files, "written": made.written, "extract": made.extract}
        answer.write(json.dumps(said).encode() + b"\n")
        answer.flush()
        gc.collect()


if __name__ == "__main__":
    gc.disable()  # what a slice leaves behind is looked for once, when it is done
    work(sys.stdin.buffer, sys.stdout.buffer)
