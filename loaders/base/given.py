"""The files of a base that is not on the disk, as another version of it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.facts.parsed import ParsedDebate
from loaders.files.conflicts import settled
from loaders.files.fresh import FileState, States
from loaders.files.raw import NO_MARK, Raw
from loaders.files.text import TextFile, text_of


@dataclass
class Given:
    """All files of a base, in their order; `parsed` are debates that were read before, by what they
    were made of, to which those that are read now are added."""

    files: Mapping[str, Raw]
    parsed: dict[str, ParsedDebate] = field(default_factory=dict)

    def states(self) -> States:
        return {
            path: FileState(NO_MARK, raw.digest, trusted=False) for path, raw in self.files.items()
        }

    def texts(self) -> dict[str, TextFile]:
        return {path: settled(text_of(path, raw)) for path, raw in self.files.items()}
