"""What the server of one's own site may give out: what the last build wrote, as it wrote it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from kb.disk import BIGGEST, read
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
        if known is None or self._is_led_away(path):
            return None
        try:
            content = read(self._folder / path, BIGGEST, follow=False)
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == known else None

    def _is_led_away(self, path: str) -> bool:
        """Whether a folder on the way to a file is a link."""
        folders = [self._folder / parent for parent in Path(path).parents][:-1]
        return any(folder.is_symlink() for folder in folders)
