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


def put_seal(file: Path) -> None:
    """Note the state of a file that was just written."""
    Cache(file.parent).put(_seal(file), _state(file))


def is_sealed(file: Path) -> bool:
    """Whether a file is the one that was written, by size and times.

    Another process may have written it just now, and be about to seal it.
    """
    for _ in range(WAITS):
        if Cache(file.parent).get(_seal(file)) == _state(file):
            return True
        time.sleep(0.02)
    return False


def _seal(file: Path) -> str:
    return f"{file.name}.seal"


def _state(file: Path) -> bytes:
    try:
        stat = file.lstat()
    except FileNotFoundError:
        return b""
    return json.dumps([*mark_of(stat), stat.st_ino, stat.st_mode]).encode()
