"""The texts of files, of the very bytes that were looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kb.errors import FilesChanged
from loaders.files.conflicts import read_settled
from loaders.files.fresh import States
from loaders.files.text import TextFile


@dataclass
class Texts:
    """The texts of files, read once, and of the very bytes whose hash is in `states`."""

    root: Path
    states: States
    known: dict[str, TextFile] = field(default_factory=dict)

    def get(self, path: str) -> TextFile:
        if path not in self.known:
            file = read_settled(self.root, path)
            if path in self.states and file.digest != self.states[path].digest:
                raise FilesChanged(f"'{path}' changed while the base was read; try again")
            self.known[path] = file
        return self.known[path]

    def get_if(self, path: str, states: States) -> TextFile | None:
        return self.get(path) if path in states else None
