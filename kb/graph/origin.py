"""A loaded base as what a sync wants: nodes by hash, and facts on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kb.graph.plan import Key, Record
from kb.model import Passage, Person, Source, Term
from loaders.markup.words import words_of

if TYPE_CHECKING:
    from loaders.base.link import Facts
    from loaders.base.load import LoadedBase
    from loaders.facts.parsed import Contents, NodeRecord


class LoadedOrigin:
    """A loaded base as what a sync wants."""

    def __init__(self, loaded: LoadedBase) -> None:
        self._loaded = loaded
        self.id, self.heading = loaded.settings.id, words_of(loaded.settings.heading)
        self.fingerprint = loaded.fingerprint
        self.registers: tuple[Person | Source | Passage | Term, ...] = (
            *loaded.register.people.values(),
            *loaded.register.sources.values(),
            *loaded.passages,
            *loaded.terms,
        )
        self._owners = dict[str, str]()  # the debate of each node that was asked for

    @property
    def contents(self) -> Mapping[str, Contents]:
        return self._loaded.linked.contents

    def records(self, debates: Collection[str]) -> dict[Key, Record]:
        found = self._loaded.linked.among(debates)
        self._owners = {**found.owners, **self._owners} if self._owners else found.owners
        own = found.owners
        nodes = ((ident, node) for ident, node in found.records.items() if own[ident] in debates)
        records = {(_label(ident), ident): _record(node, node.ordinal) for ident, node in nodes}
        for number, (debate, contents) in enumerate(self.contents.items()):
            records["Debate", debate] = _record(contents.node, number)
        return records

    def facts(self, nodes: Iterable[str]) -> Iterator[FactsView]:
        debates = self._loaded.writing(nodes, self._owners)
        ordered = [debate for debate in self._loaded.heads if debate in debates]
        return map(FactsView, self._loaded.portions(ordered))


class FactsView:
    """The facts of some debates, flat."""

    def __init__(self, facts: Facts) -> None:
        self.debates = [body.debate for body in facts.bodies]
        self.claims = [claim for body in facts.bodies for claim in body.claims]
        self.arguments = list(facts.arguments.values())
        self.relations = list(facts.relations.values())
        self.stances = list(facts.stances.values())


def _record(node: NodeRecord, ordinal: int) -> Record:
    return Record(node.hash, node.path, node.line, ordinal)


def _label(ident: str) -> str:
    if "/" in ident:
        return "Claim"
    return "Argument" if ident.startswith("arg:") else "Debate"
