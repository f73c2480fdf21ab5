"""A document of a base, as a feature is asked about it."""

from __future__ import annotations

from typing import NamedTuple

from lsprotocol.types import Position

from kb.editor.opened import Opened
from kb.editor.places import Places
from kb.editor.spots import Spot, spot_at
from loaders.base.load import LoadedBase
from loaders.editing.reading import Reading


class Sheet(NamedTuple):
    """A file of a base; what is in it as the editor has it, where the editor has it open."""

    opened: Opened
    path: str

    @property
    def is_there(self) -> bool:
        """Whether the base has such a file, on the disk or in the editor."""
        return self.path in self.loaded.digests

    @property
    def reading(self) -> Reading:
        return self.opened.reading

    @property
    def loaded(self) -> LoadedBase:
        return self.opened.reading.loaded

    @property
    def places(self) -> Places:
        return self.opened.places(self.path)

    @property
    def debate(self) -> str | None:
        """The debate that the file is of."""
        return self.loaded.layout.owners.get(self.path)

    def spot(self, position: Position) -> Spot | None:
        """What stands at a place."""
        return spot_at(self.opened, self.path, self.places.offset(position))
