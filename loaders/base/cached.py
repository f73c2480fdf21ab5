"""The debates of a base, from the cache where its files are still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import ValidationError

from kb.disk import Cache
from loaders.base.parts import BODY, HEAD, Said, is_kept, keep, kept
from loaders.base.reading import NOTHING, read_debate
from loaders.base.registers import Register
from loaders.base.texts import Texts
from loaders.facts.parsed import Body, Head, ParsedDebate
from loaders.files.discover import Layout
from loaders.files.fresh import (
    VERSION,
    States,
)

WORTH_IT = 1_000_000  # bytes to read, below which starting processes takes longer than it saves


class Memory:
    """What a process that goes on has read of debates, each under its key: an edit then costs one
    debate, and no look into a cache."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Head, Body | None]] = {}

    def put(self, debate: str, key: str, head: Head, body: Body | None = None) -> None:
        self._known[debate] = key, head, body

    def head(self, debate: str, key: str) -> Head | None:
        known = self._known.get(debate)
        return known[1] if known and known[0] == key else None

    def body(self, debate: str, key: str) -> Body | None:
        known = self._known.get(debate)
        return known[2] if known and known[0] == key else None


@dataclass
class Debates:
    """The debates of a base, from memory or the cache where the files are still the same.

    `shared` are those that were read of the same base as it was at another time, by their keys;
    `drafts` the files that are read as they would be: of these nothing goes into the cache;
    `renamed` is what items of other debates that each names are called now.
    """

    layout: Layout
    states: States
    texts: Texts
    register: Register
    cache: Cache
    shared: dict[str, ParsedDebate]
    memory: Memory | None = None
    drafts: Collection[str] = ()
    read: dict[str, ParsedDebate] = field(default_factory=dict)
    fetched: dict[str, Said] = field(default_factory=dict)
    renamed: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Where very much is new, let several processes read it."""
        sizes = {name: self._size(name) for name in self.layout.debates}
        if sum(sizes.values()) < WORTH_IT:
            return
        new = {n: paths for n, paths in self.layout.debates.items() if not self._is_kept(n)}
        if len(new) > 1 and sum(sizes[name] for name in new) > WORTH_IT:
            from loaders.base.worker import Work, read_many

            keys = {name: self.key(name) for name in new}
            work = Work(new, keys, self.owners, self.register.same)
            for name, said in read_many(work, self.texts, self.cache):
                if said:  # where nothing can be written
                    self.fetched[name] = said
                for path in new[name]:  # read for what it is, and not needed any more
                    self.texts.known.pop(path, None)

    def _size(self, debate: str) -> int:
        return sum(self.states[path].size for path in self.layout.debates[debate])

    def _is_kept(self, debate: str) -> bool:
        if self._is_draft(debate) or (self.memory and self.memory.head(debate, self.key(debate))):
            return True
        return is_kept(self.cache, debate, self.key(debate))

    @cached_property
    def owners(self) -> dict[str, str]:
        return self.layout.owners

    @cached_property
    def _repeats(self) -> str:
        return hashlib.sha256(repr(self.register.repeats).encode()).hexdigest()

    def _is_draft(self, debate: str) -> bool:
        return any(path in self.drafts for path in self.layout.debates[debate])

    def head(self, debate: str) -> Head:
        key = self.key(debate)
        head = self.memory.head(debate, key) if self.memory else None
        head = head or self._kept_head(debate, key)
        return head if head and self._fits(head) else self._parsed(debate).head

    def _kept_head(self, debate: str, key: str) -> Head | None:
        kept = self._kept(debate, HEAD)
        try:
            head = Head.model_validate_json(kept) if kept else None
        except ValidationError:
            return None  # damaged: read the files instead
        if head and self.memory:
            self.memory.put(debate, key, head)
        return head

    def body(self, debate: str) -> Body:
        if debate in self.read:
            return self.read[debate].body
        key = self.key(debate)
        body = self.memory.body(debate, key) if self.memory else None
        return body or self._kept_body(debate, key) or self._parsed(debate).body

    def _kept_body(self, debate: str, key: str) -> Body | None:
        kept = self._kept(debate, BODY)
        try:
            body = Body.model_validate_json(kept) if kept else None
        except ValidationError:
            return None  # damaged: read the files instead
        if not (body and self._fits(body) and body.renamed == self.renamed.get(debate)):
            return None
        if self.memory and (head := self.memory.head(debate, key)):
            self.memory.put(debate, key, head, body)
        return body

    def read_anew(self, debate: str, renamed: Mapping[str, str]) -> Head:
        """Read a debate now that it is known what its links to items renamed elsewhere mean."""
        files = [self.texts.get(path) for path in self.layout.debates[debate]]
        parsed = read_debate(debate, files, self.owners, self.register.same, renamed)
        self.read[debate] = self.shared[self.key(debate)] = parsed
        if self.memory:
            self.memory.put(debate, self.key(debate), parsed.head, parsed.body)
        if not self._is_draft(debate):
            keep(self.cache, debate, self.key(debate), parsed)
        return parsed.head

    def _parsed(self, debate: str) -> ParsedDebate:
        if debate not in self.read:
            named = self.renamed.get(debate)
            known = self.shared.get(self.key(debate))
            if known and self._fits(known.head) and named in (None, known.head.renamed):
                self.read[debate] = known
            else:
                self.read_anew(debate, named or NOTHING)
        return self.read[debate]

    def _fits(self, read: Head | Body) -> bool:
        """Whether the files to which a debate links belong to the debates that they belonged to."""
        return all(self.owners.get(path) == owner for path, owner in read.paths.items())

    def key(self, debate: str) -> str:
        """What a debate, as read, depends on, but for the debates of the files that it links to."""
        digest = hashlib.sha256(f"{VERSION}\0{debate}\0{self._repeats}".encode())
        for path in self.layout.debates[debate]:
            digest.update(f"\0{path}\0{self.states[path].digest}".encode("utf-8", "replace"))
        return digest.hexdigest()

    def _kept(self, debate: str, which: int) -> bytes | None:
        if debate in self.fetched:
            return self.fetched[debate][which]
        return kept(self.cache, debate, self.key(debate), which)
