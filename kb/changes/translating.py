"""The facts of an earlier version in the ids of the later one: what is the same looks the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kb.changes.facts import Facts
from kb.changes.matching import Names
from kb.model import (
    Argument,
    Claim,
    Debate,
    Frozen,
    Premise,
    Quote,
    Relation,
    Stance,
    argument_id,
    stance_id,
)
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.references import passage_order, resolve_path

F = TypeVar("F", bound=Frozen)
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s#]*)#([^()\s]+)\)")


def _with(fact: F, **given: object) -> F:
    """The same fact, where nothing in it is otherwise."""
    other = {name: value for name, value in given.items() if getattr(fact, name) != value}
    return fact.model_copy(update=other) if other else fact


@dataclass
class Translator:
    """Rewrites facts to what things are called now; `replaced` are arguments that became others,
    by the ids that both would have now."""

    names: Names
    arguments: Mapping[str, Argument]
    replaced: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def facts(self, given: Facts) -> Facts:
        if not self.names and not self.replaced:
            return given
        return Facts(
            _by_id(map(self.debate, given.debates.values())),
            _by_id(self.claim(c) for c in given.claims.values() if c.id not in self.names.merged),
            _by_id(map(self.argument, given.arguments.values())),
            {(r.source, r.kind, r.target): r for r in map(self.relation, given.relations.values())},
            _by_id(map(self.stance, given.stances.values())),
        )

    def debate(self, debate: Debate) -> Debate:
        source = debate.source and self.names.source(debate.source)
        return _with(debate, id=self.names.debate(debate.id), source=source)

    def claim(self, claim: Claim) -> Claim:
        ident = self.names.item(claim.id)
        return _with(
            claim,
            id=ident,
            slug=ident.partition("/")[2],
            debate=ident.partition("/")[0],
            term=claim.term and self.names.term(claim.term),
            quotes=tuple(self._quote(quote) for quote in claim.quotes),
            passages=self._passages(claim.passages),
        )

    def _quote(self, quote: Quote) -> Quote:
        return _with(quote, passage=self.names.passage(quote.passage))

    def argument(self, argument: Argument) -> Argument:
        return _with(
            argument,
            id=self.argument_id(argument.id),
            premises=self._premises(argument),
            target=self._target(argument.target),
            answer=argument.answer and self.names.item(argument.answer),
            debate=self.names.debate(argument.debate),
            passages=self._passages(argument.passages),
        )

    def argument_id(self, ident: str) -> str:
        """The id that an argument has now; undercuts never run in a circle."""
        if ident not in self._known:
            self._known[ident] = ident  # of one that nobody knows, and in a circle all the same
            if argument := self.arguments.get(ident):
                target = self._target(argument.target)
                now = argument_id(argument.kind, self._premises(argument), target)
                self._known[ident] = self.replaced.get(now, now)
        return self._known[ident]

    def _target(self, target: str) -> str:
        return self.names.item(target) if "/" in target else self.argument_id(target)

    def _premises(self, argument: Argument) -> tuple[Premise, ...]:
        return tuple(_with(p, claim=self.names.item(p.claim)) for p in argument.premises)

    def relation(self, relation: Relation) -> Relation:
        ends = self.names.item(relation.source), self.names.item(relation.target)
        source, target = sorted(ends) if relation.kind == "rivals" else ends
        passages = self._passages(relation.passages)
        return _with(relation, source=source, target=target, passages=passages)

    def stance(self, stance: Stance) -> Stance:
        now = _with(
            stance,
            person=self.names.person(stance.person),
            target=self._target(stance.target),
            of=stance.of and self.names.person(stance.of),
            passages=self._passages(stance.passages),
        )
        if now is stance:
            return stance
        rest = (now.credence, now.date, now.of, now.inferred, now.passages, now.note)
        return _with(now, id=stance_id(now.person, now.kind, now.target, *rest))

    def _passages(self, passages: tuple[str, ...]) -> tuple[str, ...]:
        if not self.names.sources:
            return passages
        return tuple(sorted(map(self.names.passage, passages), key=passage_order))


def _by_id(facts: Iterable[F]) -> dict[str, F]:
    return {fact.id: fact for fact in facts}  # type: ignore[attr-defined]


def replaced(was: Mapping[str, Argument], now: Mapping[str, Argument]) -> dict[str, str]:
    """Arguments that need other premises than they did: each that went with the one that came which
    does the same to the same and shares most premises with it."""
    came = defaultdict[tuple[str, str, str], list[str]](list)
    for argument in now.values():
        if argument.id not in was:
            for key in _keys(argument):
                came[key].append(argument.id)
    found: dict[str, str] = {}
    taken = set[str]()
    for argument in was.values():
        if argument.id not in now:
            alike = Counter(i for key in _keys(argument) for i in came.get(key, ()))
            best = next((i for i, _ in alike.most_common() if i not in taken), None)
            if best:
                taken.add(best)
                found[argument.id] = best
    return found


def _keys(argument: Argument) -> Iterator[tuple[str, str, str]]:
    for claim in {premise.claim: None for premise in argument.premises}:
        yield argument.kind, argument.target, claim


def prose(text: str, path: str, owners: Mapping[str, str], names: Names) -> str:
    """A text whose links to items, people and sources are written by what these are called now,
    wherever they stand: two are compared by that."""

    def absolute(link: re.Match[str]) -> str:
        label, name, ident = link.groups()
        file = resolve_path(path, name)
        owner = owners.get(file)
        if owner:
            now = names.item(f"{owner}/{ident}")
        elif file in (PEOPLE, SOURCES):
            now = _listed(file, names)(ident)
        else:
            return link[0]
        return f"[{now if label in (ident, f'{owner}/{ident}') else label}]({now})"

    return LINK.sub(absolute, text)


def _listed(file: str, names: Names) -> Callable[[str], str]:
    return names.person if file == PEOPLE else names.source
