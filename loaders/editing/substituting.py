"""What a base says with one thing in the place of another, but for prose: to be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.model import Argument, Base, Premise, Relation, argument_id

Ids = frozenset[str]


@dataclass
class Substituted:
    """The facts of a base in which some things go by the ids of others."""

    base: Base
    instead: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._arguments = {argument.id: argument for argument in self.base.arguments}

    def of(self, ident: str | None) -> str | None:
        return self.instead.get(ident, ident) if ident else ident

    def premises(self, argument: Argument) -> tuple[Premise, ...]:
        """Its premises, each once."""
        named = (p.model_copy(update={"claim": self.of(p.claim)}) for p in argument.premises)
        return tuple(dict.fromkeys(named))

    def target(self, ident: str) -> str:
        """An item or an argument as it is called now."""
        argument = self._arguments.get(ident)
        return self.argument(argument) if argument else str(self.of(ident))

    def argument(self, argument: Argument) -> str:
        return argument_id(argument.kind, self.premises(argument), self.target(argument.target))

    def ends(self, relation: Relation) -> tuple[str, ...]:
        ends = (self.target(relation.source), self.target(relation.target))
        return tuple(sorted(ends)) if relation.kind == "rivals" else ends

    def said(self) -> dict[str, object]:
        """All facts, in no order; what was said twice once."""
        base = self.base
        arguments = (
            (self.argument(a), (frozenset(a.passages), a.inferred, self.of(a.answer)))
            for a in base.arguments
        )
        relations = (
            ((r.kind, *self.ends(r)), (frozenset(r.passages), r.inferred)) for r in base.relations
        )
        return {
            "items": _added_up((self.target(c.id), frozenset(c.passages)) for c in base.claims),
            "terms": {self.terms.get(term.id, term.id) for term in base.terms},
            "arguments": {ident: _as_one(each) for ident, each in _grouped(arguments)},
            "relations": {key: _as_one(each) for key, each in _grouped(relations)},
            "stances": set(self._stances()),
            "people": {self.of(person.id) for person in base.people},
            "sources": {source.id for source in base.sources},
        }

    def _stances(self) -> Iterator[tuple[object, ...]]:
        for s in self.base.stances:
            ends = (self.of(s.person), s.kind, self.target(s.target), self.of(s.of))
            yield (*ends, s.credence, s.date, s.inferred, frozenset(s.passages))


def _grouped(pairs: Iterable[tuple[Any, tuple[Any, ...]]]) -> Iterator[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    yield from groups.items()


def _as_one(mentions: list[tuple[Any, ...]]) -> tuple[object, ...]:
    """What is said several times: inferred, and an answer, where every mention says so."""
    passages = frozenset[str]().union(*(each[0] for each in mentions))
    answers = {each[2] if len(each) > 2 else None for each in mentions}
    answer = answers.pop() if len(answers) == 1 else None
    return passages, all(each[1] for each in mentions), answer


def _added_up(pairs: Iterable[tuple[str, Ids]]) -> dict[str, Ids]:
    found: dict[str, Ids] = {}
    for ident, passages in pairs:
        found[ident] = found.get(ident, frozenset()) | passages
    return found
