"""A text in the hands of the user for a while: in a folder that nobody else can look into."""

from __future__ import annotations

import os
from pathlib import Path

from kb.disk.reading import BINARY
from kb.errors import KbError


class Scratch:
    """A file among the temporary ones, until it is dropped."""

    def __init__(self, name: str, text: str) -> None:
        import tempfile  # a question writes nothing of the kind, and need not wait for it

        self.path = Path(tempfile.mkdtemp(prefix="kb-"), name)
        self._first = text
        opened = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
        with open(opened, "wb") as file:  # as bytes, by which it is seen whether it changed
            file.write(text.encode())

    def text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise KbError(f"'{self.path}' is not UTF-8") from None

    def is_changed(self) -> bool:
        """Whether there is something in it that its maker does not have."""
        try:
            return self.path.read_bytes() not in (b"", self._first.encode())
        except OSError:
            return False

    def drop(self) -> None:
        import shutil

        shutil.rmtree(self.path.parent, ignore_errors=True)
