"""A base that is open in an editor: its files as on the disk, but for what nobody saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lsprotocol.types import Location, PositionEncodingKind

from kb.disk import Together
from kb.editor.addresses import uri_of
from kb.editor.places import Places
from kb.editor.weights import Weights
from kb.errors import KbError
from kb.session import own_cache
from loaders.base.cached import Memory
from loaders.base.load import load_base
from loaders.editing.reading import Mention, Reading
from loaders.files.folder import survey
from loaders.files.fresh import States, scan
from loaders.files.lock import read_copies


@dataclass
class Document:
    """A text as the editor has it, saved or not."""

    uri: str
    text: str
    version: int | None


class Seen(NamedTuple):
    """What a base was read from: the files by their hashes, and the texts in the place of some."""

    digests: dict[str, str]
    drafts: dict[str, str]

    def same(self, before: Seen | None, path: str) -> bool:
        """Whether a file holds what it held before."""
        return (
            before is not None
            and self.digests.get(path) == before.digests.get(path)
            and self.drafts.get(path) == before.drafts.get(path)
        )


@dataclass
class Opened:
    """A base as it is now; `documents` are its files that the editor has open, by their names."""

    root: Path
    encoding: PositionEncodingKind | str
    copies: Path | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    published: dict[str, object] = field(default_factory=dict)  # what was told, by addresses
    _states: States = field(default_factory=dict)
    _seen: Seen | None = None
    _reading: Reading | None = None
    _memory: Memory = field(default_factory=Memory)
    _named: dict[str, tuple[str, list[Mention]]] = field(default_factory=dict)
    _places: dict[str, Places] = field(default_factory=dict)
    _weights: Weights = field(default_factory=Weights)

    @cached_property
    def _cache(self) -> Path | None:
        return own_cache(self.root)

    def finish(self) -> str | None:
        """Finish a change of several files that was broken off; what there is to say about it."""
        return Together(self.root, self._cache).finish()

    def look(self) -> None:
        """Read the base again if anything changed; until the next look it is as it was now."""
        seen = self._see()
        if self._reading is None or self._seen != seen:
            loaded = load_base(self.root, self._cache, seen.drafts, memory=self._memory)
            self._places = {p: old for p, old in self._places.items() if seen.same(self._seen, p)}
            self._reading, self._seen = Reading(loaded), seen

    @property
    def reading(self) -> Reading:
        """The base as it was at the last look."""
        if self._reading is None:
            self.look()
        assert self._reading
        return self._reading

    def is_behind(self) -> bool:
        """Whether anything changed since the base was read."""
        return self._seen != self._see()

    def _see(self) -> Seen:
        self._states = scan(self.root, survey(self.root).paths, self._states)
        digests = {path: state.digest for path, state in self._states.items()}
        return Seen(digests, {path: document.text for path, document in self.documents.items()})

    def places(self, path: str) -> Places:
        """The text of a file of the base. Raises KbError where it cannot be read."""
        if path not in self._places:
            self._places[path] = Places(self.reading.written(path).text, self.encoding)
        return self._places[path]

    def uri(self, path: str) -> str:
        """The address of a file, as the editor knows it."""
        document = self.documents.get(path)
        return document.uri if document else uri_of(self.root / path)

    def location(self, path: str, start: int, end: int) -> Location:
        return Location(self.uri(path), self.places(path).range(start, end))

    def named_in(self, debate: str) -> list[Mention]:
        """Every place in a debate that names something, kept as long as the debate is the same."""
        reading = self.reading
        key = f"{reading.loaded.key(debate)} {self._ids}"
        known = self._named.get(debate)
        if known is None or known[0] != key:
            known = key, reading.mentions_of(debate)
            self._named[debate] = known
        return known[1]

    @property
    def _ids(self) -> int:
        """Stands for all that links can lead to."""
        loaded = self.reading.loaded
        items = tuple((debate, tuple(head.items)) for debate, head in loaded.heads.items())
        return hash((items, tuple(loaded.layout.owners.items())))

    def naming(self, word: str, item: str = "") -> Iterator[Mention]:
        """Every place in debates and lists that may name something called by a word; of an `item`
        only in debates that need it, since many have ids in common."""
        reading = self.reading
        yield from reading.mentions_in_lists()
        for debate in reading.loaded.layout.debates:
            if reading.has(debate, (word,)) and (not item or reading.names(debate, (item,))):
                yield from self.named_in(debate)

    def weights(self) -> Weights:
        """How much reasons weigh, for the base as it is now."""
        self._weights.look(self.reading.loaded)
        return self._weights

    def copy_of(self, source: str) -> list[str]:
        """The passages of a source, where a copy of it is at hand; else none."""
        known = self.reading.loaded.register.sources.get(source)
        if self.copies is None or known is None:
            return []
        try:
            return read_copies([known], self.copies).get(source, [])
        except (KbError, OSError):
            return []
