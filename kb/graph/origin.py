"""A loaded base as what a sync wants: nodes by hash, and facts on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kb.graph.plan import Record
from kb.model import Passage, Person, Source, Term
from loaders.markup.words import words_of

if TYPE_CHECKING:
    from loaders.base.link import Facts
    from loaders.base.load import LoadedBase


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

    @cached_property
    def _records(self) -> dict[tuple[str, str], Record]:
        order = {debate: number for number, debate in enumerate(self._loaded.heads)}
        records = {}
        for ident, node in self._loaded.records.items():
            what, path, line, _, ordinal = node
            records[_label(ident), ident] = Record(what, path, line, order.get(ident, ordinal))
        return records

    def records(self) -> Mapping[tuple[str, str], Record]:
        return self._records

    def debate_of(self, argument: str) -> str:
        linked = self._loaded.linked
        late = linked.late.get(argument)
        return late.debate if late else linked.collected.owners[argument]

    def facts(self, nodes: Iterable[str]) -> Iterator[FactsView]:
        debates = self._loaded.writing(nodes)
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


def _label(ident: str) -> str:
    if "/" in ident:
        return "Claim"
    return "Argument" if ident.startswith("arg:") else "Debate"
