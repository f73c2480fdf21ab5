"""Where the publisher takes a base from: debate by debate, so that none needs the whole in memory.

The pages of a debate are a function of a *slice*: its own facts and those of the debates that touch
it. A slice has a stamp, the hash of all that it is made of; the same stamp means the same pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kb.analysis.networks import network_of
from kb.model import Base
from loaders.base.link import passages
from loaders.base.load import LoadedBase
from loaders.base.ties import Ties, tied, turned
from loaders.facts.parsed import Head
from loaders.files.folder import PEOPLE, SOURCES
from queries.network import Network


class Library:
    """A base as the publisher reads it: a slice is parsed when it is asked for, and not kept.

    `registers` are the base without its facts: its name, people, sources, passages and terms.
    """

    def __init__(self, loaded: LoadedBase) -> None:
        self._loaded, self.method = loaded, loaded.settings.method
        self._ties = Ties(loaded.heads)
        self._last: tuple[list[str], Network] | None = None
        self.debates = tuple(loaded.heads)
        self.registers = Base(
            id=loaded.settings.id,
            heading=loaded.settings.heading,
            people=tuple(loaded.register.people.values()),
            sources=tuple(loaded.register.sources.values()),
            passages=tuple(passages(loaded.register, loaded.lock)),
            terms=loaded.terms,
        )

    def items(self, debate: str) -> Sequence[str]:
        """The ids of the items of a debate."""
        return [f"{debate}/{slug}" for slug in self._loaded.heads[debate].items]

    def slice(self, debate: str) -> Base:
        """The facts of a debate, of all that touches it, and the registers."""
        return self._facts(self._touching(debate))

    def linked(self) -> Base:
        """The facts of the debates that the registers' own prose links to."""
        return self._facts(self._linked_debates)

    def network(self, debate: str) -> Network | None:
        """What reasoning about a debate needs; None where its slice has all of it."""
        bearing = self._bearing(debate)
        if set(bearing) <= set(self._touching(debate)):
            return None
        if self._last is None or self._last[0] != bearing:
            self._last = bearing, network_of(self._facts(bearing))
        return self._last[1]

    def bearing(self, debate: str) -> Base:
        """The facts of all that bears on a debate, and the registers."""
        return self._facts(self._bearing(debate))

    def stamp(self, debate: str) -> str:
        """The hash of what `slice` and `network` are made of."""
        return self._hash([*self._touching(debate), "", *self._bearing(debate)])

    def linked_stamp(self) -> str:
        """The same of `linked`."""
        return self._hash(self._linked_debates)

    def _hash(self, debates: Iterable[str]) -> str:
        keys = (f"{debate}={self._loaded.key(debate)}" if debate else "" for debate in debates)
        return hashlib.sha256("\0".join(keys).encode()).hexdigest()

    def _facts(self, debates: Iterable[str]) -> Base:
        facts = self._loaded.facts(debates)
        return self.registers.model_copy(
            update={
                "debates": tuple(body.debate for body in facts.bodies),
                "claims": tuple(claim for body in facts.bodies for claim in body.claims),
                "arguments": tuple(facts.arguments.values()),
                "relations": tuple(facts.relations.values()),
                "stances": tuple(facts.stances.values()),
            }
        )

    def _touching(self, debate: str) -> list[str]:
        """A debate, those that write of it, and all that these or itself link to, in order.

        Whatever stands on a page is said by the debate or by one that names it, about things that
        the one who says it names.
        """
        speakers = {debate, *self._named_by.get(debate, ())}
        wanted = speakers.union(*(self._names[speaker] for speaker in speakers))
        return [known for known in self.debates if known in wanted]

    def _bearing(self, debate: str) -> list[str]:
        found = self._ties.bearing(debate)
        return [known for known in self.debates if known in found]

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """The debates that each debate names, in lines or in prose."""
        known = set(self.debates)
        return {d: _named(head) & known for d, head in self._loaded.heads.items()}

    @cached_property
    def _named_by(self) -> Mapping[str, set[str]]:
        return turned(self._names)

    @cached_property
    def _linked_debates(self) -> list[str]:
        owners = self._loaded.layout.owners
        files = {link[0].href.partition("#")[0] for link in self._loaded.register.links}
        wanted = {owners[file] for file in files - {PEOPLE, SOURCES} if file in owners}
        return [known for known in self.debates if known in wanted]


def _named(head: Head) -> set[str]:
    return tied(head) | {owner for owner in head.paths.values() if owner}
