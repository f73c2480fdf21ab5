"""What the server of one's own site may give out: what the last build wrote, as it wrote it."""

from __future__ import annotations

import hashlib
import stat
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from kb.publish.build.write import claimed


class Site:
    """The files that the last build wrote into a folder; whatever else lies there is not known."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes: Mapping[str, str] = {}
        self._building = threading.Lock()

    def built_by(self, build: Callable[[], bool]) -> bool:
        """Build, and know the files anew; whether any of them is another."""
        with self._building:
            try:
                return build()
            finally:
                self._hashes = claimed(self._folder)

    def file(self, address: str) -> tuple[str, bytes] | None:
        """The path and the bytes of the file at an address, if a build wrote exactly these."""
        path = unquote(address).removeprefix("/")
        if not path or path.endswith("/"):
            path += "index.html"
        content = self._read(path)
        if content is None:
            with self._building:  # it may just be written
                content = self._read(path)
        return None if content is None else (path, content)

    def _read(self, path: str) -> bytes | None:
        known = self._hashes.get(path)
        if known is None or not self._is_plain(path):
            return None
        try:
            content = (self._folder / path).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == known else None

    def _is_plain(self, path: str) -> bool:
        """Whether this is a file of the folder itself, that no link leads to."""
        file = self._folder / path
        folders = [self._folder / parent for parent in Path(path).parents][:-1]
        try:
            return stat.S_ISREG(file.lstat().st_mode) and not any(f.is_symlink() for f in folders)
        except OSError:
            return False
