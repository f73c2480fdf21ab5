"""A process that runs `kb` in children of its own, and kills them where it is told to.

A child has everything imported, so that a kill falls into the work and not before it. `at` names
the event of the file system (the nth) or the second at which it dies.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

MODULES = (
    *("kb.cli.commands.files", "kb.cli.commands.publishing", "kb.cli.commands.questions"),
    *("kb.cli.commands.writing", "kb.cli.commands.scenario", "kb.cli.commands.mapping"),
    *("kb.graph.sync", "kb.publish", "kb.stores.embedded", "loaders.base.load"),
    *("kb.cli.commands.editing", "loaders.editing.renaming", "loaders.editing.adding.adding"),
)
EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")


class Ended(NamedTuple):
    """How a run of `kb` ended: its exit code, None where it was killed, and what it printed."""

    code: int | None
    output: str


@dataclass
class Runner:
    """Runs `kb` in a working folder, with a cache folder, and with what else is set."""

    folder: Path
    cache: Path
    settings: dict[str, str] = field(default_factory=dict)

    def kb(
        self, *words: object, event: int = 0, after: float = 0.0, size: int = 0, seconds: int = 60
    ) -> Ended:
        """Run a command, which dies after `seconds`, and can write no file beyond a `size`."""
        said = {"words": [str(word) for word in words], "event": event, "after": after}
        said |= {"size": size, "seconds": seconds, "folder": str(self.folder)}
        said["settings"] = {"XDG_CACHE_HOME": str(self.cache), **self.settings}
        descriptor, printed = tempfile.mkstemp()
        os.close(descriptor)
        parent = _parent()
        assert parent.stdin
        assert parent.stdout
        parent.stdin.write(json.dumps({**said, "to": printed}) + "\n")
        parent.stdin.flush()
        code = json.loads(parent.stdout.readline())
        output = Path(printed).read_text("utf-8", "replace")
        Path(printed).unlink()
        return Ended(None if code < 0 else code, output)


@cache
def _parent() -> subprocess.Popen[str]:
    """The process whose children run the commands: one for all tests, since to import takes long."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen([sys.executable, __file__], text=True, env=env, **pipes)
    atexit.register(process.wait)
    assert process.stdin
    atexit.register(process.stdin.close)
    return process


def _die_at(event: int) -> None:
    left = event

    def hook(name: str, _: Any) -> None:
        nonlocal left
        left -= name in EVENTS
        if left == 0:
            left = -1  # to kill is an event too
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _run(said: dict[str, Any]) -> None:
    output = os.open(said["to"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    from kb.cli import main

    os.environ.update(said["settings"])
    os.environ.pop("KB_DB", None)
    os.chdir(said["folder"])
    signal.alarm(said["seconds"])
    if said["size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (said["size"], resource.RLIM_INFINITY))
    if said["event"]:
        _die_at(said["event"])
    main(said["words"], prog_name="kb")


def _serve() -> None:
    for name in MODULES:
        importlib.import_module(name)

    for line in sys.stdin:
        said = json.loads(line)
        child = os.fork()
        if not child:
            sys.stdin.close()
            code = 3
            try:
                _run(said)
            except SystemExit as end:
                code = int(end.code or 0)
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        if said["after"]:
            time.sleep(said["after"])
            os.kill(child, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()
