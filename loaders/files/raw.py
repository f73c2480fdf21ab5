"""The bytes of a base's file, or why it has none that are read. Imports nothing heavy."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kb import disk
from kb.disk.reading import opening
from loaders.files.folder import LOCK, SETTINGS

if TYPE_CHECKING:
    from kb.diagnostics import Code

MAX_FILE = 5_000_000
MAX_LOCK = 500_000_000  # which a machine writes: a line for every passage of every source
OPENING = 16  # bytes at the beginning of a file that tell front matter
NO_MARK = disk.Mark(-1, -1, -1, -1)


class Raw(NamedTuple):
    """A file as it was at one moment. Where it was refused, `code` and `says` tell why, and `data`
    is no more than its opening."""

    data: bytes
    mark: disk.Mark
    code: Code | None = None
    says: str = ""

    @property
    def digest(self) -> str:
        """The hash of all that reading the file can give."""
        whole = hashlib.sha256(self.data)
        return f"{self.says}: {whole.hexdigest()}" if self.code else whole.hexdigest()


def read_raw(root: Path, path: str) -> Raw:
    """Read `root/path`, which may be a link to another file of the base, and no other."""
    try:
        real = disk.real(root / path)
        if not real.is_relative_to(disk.real(root)):
            says = "leads out of the base; copy the file here"
            return _refused("UNREADABLE_FILE", says)
        seen = disk.see(real, MAX_LOCK if path == LOCK else MAX_FILE, follow=False)
        return Raw(seen.data, seen.mark)
    except disk.TooBig as error:
        allowed = (MAX_LOCK if path == LOCK else MAX_FILE) // 1_000_000
        says = f"is {error.size / 1e6:.1f} MB, more than the {allowed} MB allowed"
        return _refused("FILE_TOO_BIG", f"{says}; split it into parts", _opening(real))
    except disk.NotOrdinary as error:
        says = str(error.strerror).removeprefix("it ")
        return _refused("UNREADABLE_FILE", says)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return _refused("UNREADABLE_FILE", f"cannot be read: {why.lower()}")


def _refused(code: str, says: str, data: bytes = b"---") -> Raw:
    from kb.diagnostics import Code

    return Raw(data, NO_MARK, Code[code], says)


def _opening(path: Path) -> bytes:
    try:
        return opening(path, OPENING)
    except OSError:
        return b"---"


def plain(text: str) -> str:
    """A text with `\\n` line ends and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def settings_in(root: Path) -> dict[str, Any]:
    """What `kb.toml` says, by keys that may have any value; nothing where it cannot be read."""
    import tomllib

    raw = read_raw(root, SETTINGS)
    try:
        return {} if raw.code else tomllib.loads(plain(raw.data.decode("utf-8")))
    except (ValueError, RecursionError):  # also a number of thousands of digits
        return {}
