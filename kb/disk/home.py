"""Where a program may keep what it has to trust: a folder that only this user can write to."""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE, S_ISDIR


def own_folder(application: str, base: Path) -> Path | None:
    """The folder where what belongs to a base is kept: in the user's cache folder, else in one
    among the temporary files, else in one for this process alone; None where there is none.

    What lies inside the base itself may have come with it, and is not used.
    """
    mark = hashlib.sha256(os.path.realpath(base).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    for folder in _candidates(application):
        if not _is_inside(folder, base) and _is_ours(folder):
            return Path(folder, mark)
    alone = _for_this_process(application)
    return Path(alone, mark) if alone else None


def _candidates(application: str) -> Iterator[str]:
    user = os.path.join(_user_cache(), application)
    if os.path.isabs(user):  # else there is no home
        yield user
    import tempfile

    who = os.geteuid() if hasattr(os, "geteuid") else "user"
    yield os.path.join(tempfile.gettempdir(), f"{application}-{who}")


def _user_cache() -> str:
    """The user's cache folder."""
    if sys.platform == "linux":  # as below, without an import that every question would wait for
        said = os.environ.get("XDG_CACHE_HOME", "").strip()
        return said if os.path.isabs(said) else os.path.expanduser("~/.cache")
    import platformdirs

    return platformdirs.user_cache_dir()


def _is_inside(folder: str, base: Path) -> bool:
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(base))


def _is_ours(folder: str) -> bool:
    """Whether a folder is, or can be made, one that this user alone can write to."""
    try:
        if not os.path.lexists(folder):
            os.makedirs(folder, 0o700, exist_ok=True)
        stat = os.lstat(folder)
        if not S_ISDIR(stat.st_mode) or (hasattr(os, "geteuid") and stat.st_uid != os.geteuid()):
            return False
        if S_IMODE(stat.st_mode) & 0o077:
            os.chmod(folder, 0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


@functools.cache
def _for_this_process(application: str) -> str | None:
    import shutil
    import tempfile

    try:
        folder = tempfile.mkdtemp(prefix=f"{application}-")
    except OSError:
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
