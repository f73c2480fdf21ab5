"""A seal beside a file that another library writes: whether the file is still what was written.

The library does not tell damage from data, so a damaged graph would answer wrongly. A cache can be
made anew at any time: what has no whole seal is thrown away.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from kb.disk import Cache, mark_of

WAITS = 10


def put_seal(file: Path) -> bytes:
    """Note the state of a file that was just written, and say it."""
    state = _state(file)
    Cache(file.parent).put(_seal(file), state)
    return state


def announce(file: Path, coming: Path) -> bool:
    """Note the state of a file, and of the one that is about to take its place; whether that could
    be done. So both are known, whenever whoever does it is killed."""
    both = b"\n".join((_state(file), _lasting(coming)))
    return Cache(file.parent).put(_seal(file), both)


def is_sealed(file: Path) -> bool:
    """Whether a file is the one that was written, or was about to take its place, by its mark.

    Another process may have written it just now, and be about to seal it.
    """
    for _ in range(WAITS):
        said = Cache(file.parent).get(_seal(file)) or b""
        state, _, coming = said.partition(b"\n")
        if state == _state(file) or (coming and coming == _lasting(file)):
            return True
        time.sleep(0.02)
    return False


def put_note(file: Path, state: bytes, said: str) -> None:
    """Note something of a file in the state in which somebody left it."""
    Cache(file.parent).put(_note(file), b"\n".join((state, said.encode("utf-8"))))


def note_on(file: Path) -> str:
    """What was noted of a file in the state in which it is, sealed; else nothing."""
    state, cache = _state(file), Cache(file.parent)
    of, _, said = (cache.get(_note(file)) or b"").partition(b"\n")
    return said.decode("utf-8") if state and of == state == cache.get(_seal(file)) else ""


def _note(file: Path) -> str:
    return f"{file.name}.note"


def _seal(file: Path) -> str:
    return f"{file.name}.seal"


def _state(file: Path) -> bytes:
    try:
        stat = file.lstat()
    except FileNotFoundError:
        return b""
    return json.dumps([*mark_of(stat), stat.st_mode]).encode()


def _lasting(file: Path) -> bytes:
    """What of the state of a file is the same once it is renamed."""
    stat = file.lstat()
    mark = mark_of(stat)._replace(ctime=0)
    return json.dumps([*mark, stat.st_mode]).encode()
