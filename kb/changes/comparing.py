"""Two versions of a base compared: every fact that differs, as a change that says how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kb.changes import registers
from kb.changes.facts import Facts, Version, versions
from kb.changes.kinds import (
    Added,
    Change,
    Changed,
    Merged,
    Moved,
    Removed,
    Renamed,
    Restated,
    Reworded,
    Thing,
)
from kb.changes.matching import Names, match
from kb.changes.order import moved
from kb.changes.telling import Teller, shown
from kb.changes.translating import Translator, prose, replaced
from kb.model import Argument, Claim, Debate, Relation, Stance
from loaders.base.load import LoadedBase

TEXTS = {
    *("statement", "title", "tags", "prose", "quotes"),
    *("reason", "called", "scheme", "note"),
    *("heading", "question", "summary"),
}


class Comparison(NamedTuple):
    """What differs between two versions, and what to make sentences of them with."""

    before: Version
    after: Version
    names: Names
    teller: Teller
    changes: list[Change]


def compare(before: LoadedBase, after: LoadedBase, titles: Version | None = None) -> Comparison:
    """All that differs, but for where in a file a thing is written and what follows from it;
    `titles` has the titles of items that both lack."""
    one, other = versions(before, after)
    names = match(one, other)
    teller = Teller(one, other, names, titles)
    found = _Comparing(one, other, names, teller)
    return Comparison(one, other, names, teller, list(found.changes()))


class _Comparing:
    """The facts of two versions, the earlier ones in the ids of the later."""

    def __init__(self, before: Version, after: Version, names: Names, teller: Teller) -> None:
        self._before, self._after, self._names, self._teller = before, after, names, teller
        self._renamed = frozenset(names.items.values())
        pairs = ((names.debate(old.partition("/")[0]), new) for old, new in names.items.items())
        self._moved = {new for debate, new in pairs if new.partition("/")[0] != debate}
        self._now: Facts = after.facts
        known = before.facts.arguments
        was = Translator(names, known).facts(before.facts)
        became = replaced(was.arguments, self._now.arguments)
        self._was = Translator(names, known, became).facts(before.facts) if became else was
        teller.know(self._was.arguments.values())

    def changes(self) -> Iterator[Change]:
        yield from self._items()
        yield from self._arguments()
        yield from self._stances()
        yield from self._relations()
        yield from self._debates()
        yield from registers.changes(self._before.loaded, self._after.loaded, self._names)

    # -- items ---------------------------------------------------------------------------------

    def _items(self) -> Iterator[Change]:
        was, now = self._was.claims, self._now.claims
        yield from _gone_and_new(was, now, self._teller.item)
        yield from self._renamed_items()
        yield from moved(was, now, self._teller)
        for ident in _both(was, now):
            yield from self._item(was[ident], now[ident])

    def _renamed_items(self) -> Iterator[Change]:
        for old, new in self._names.items.items():
            debate, _, slug = old.partition("/")
            if not (claim := self._teller.claim(new)):
                continue
            thing = self._teller.item(claim)
            if old in self._names.merged:
                yield Merged(thing, old)
            elif claim.slug != slug:
                yield Renamed(thing, old)
            elif claim.debate != self._names.debate(debate):
                yield Moved(thing, "debate", debate, claim.debate)

    def _item(self, was: Claim, now: Claim) -> Iterator[Change]:
        thing = self._teller.item(now)
        yield from self._differences(thing, _of_item(was), _of_item(now), was, now)
        before, after = set(was.formerly), set(now.formerly)
        if before != after and not (before < after and now.id in self._renamed):
            says = shown("", was.formerly), shown("", now.formerly)
            yield Changed(thing, "formerly", was.formerly, now.formerly, says)

    # -- arguments, stances, relations ---------------------------------------------------------

    def _arguments(self) -> Iterator[Change]:
        was, now = self._was.arguments, self._now.arguments
        yield from _gone_and_new(was, now, self._teller.of_argument)
        for ident in _both(was, now):
            one, other = was[ident], now[ident]
            if one != other:
                thing = self._teller.of_argument(other)
                before, after = _of_argument(one), _of_argument(other)
                if not self._moved.isdisjoint(thing.about):  # it is written where they are now
                    before["written in"] = after["written in"]
                yield from self._differences(thing, before, after, one, other)

    def _relations(self) -> Iterator[Change]:
        was, now = self._was.relations, self._now.relations
        yield from _gone_and_new(was, now, self._teller.relation)
        for key in _both(was, now):
            one, other = was[key], now[key]
            if one != other:
                sides = (self._was.claims.get(key[0]), self._now.claims.get(key[0]))
                thing = self._teller.relation(other)
                yield from self._differences(thing, _of_relation(one), _of_relation(other), *sides)

    def _stances(self) -> Iterator[Change]:
        """Stances are told apart by all that they say: those that differ are paired."""
        gone = {i: s for i, s in self._was.stances.items() if i not in self._now.stances}
        new = {i: s for i, s in self._now.stances.items() if i not in self._was.stances}
        for one, other in _pairs(gone.values(), new.values()):
            del gone[one.id], new[other.id]
            yield from self._restated(one, other)
        yield from _gone_and_new(gone, new, self._teller.stance)

    def _restated(self, one: Stance, other: Stance) -> Iterator[Change]:
        """What somebody says otherwise, as one change."""
        thing = self._teller.stance(other)
        sides = (self._was.claims.get(one.target), self._now.claims.get(other.target))
        found = self._differences(thing, _of_stance(one), _of_stance(other), *sides)
        fields = [change.what for change in found if isinstance(change, Changed | Reworded)]
        if fields:
            before, after = (
                {field: getattr(stance, field) for field in fields} for stance in (one, other)
            )
            says = self._teller.said(one), self._teller.said(other)
            yield Restated(thing, before, after, says)

    # -- debates -------------------------------------------------------------------------------

    def _debates(self) -> Iterator[Change]:
        was, now = self._was.debates, self._now.debates
        yield from _gone_and_new(was, now, self._teller.debate)
        for old, new in self._names.debates.items():
            items = frozenset(i for i in self._renamed if i.partition("/")[0] == new)
            yield Renamed(self._teller.debate(now[new])._replace(about=items), old)
        for ident in _both(was, now):
            thing, one, other = self._teller.debate(now[ident]), was[ident], now[ident]
            yield from self._differences(thing, _of_debate(one), _of_debate(other), one, other)
            before, after = _sections(one), _sections(other)
            for heading in before.keys() & after.keys():
                prose = {"prose": before[heading]}, {"prose": after[heading]}
                section = self._teller.section(other, heading)
                yield from self._differences(section, *prose, one, other)

    # -- fields --------------------------------------------------------------------------------

    def _differences(
        self,
        thing: Thing,
        was: Mapping[str, Any],
        now: Mapping[str, Any],
        one: Claim | Argument | Debate | None,
        other: Claim | Argument | Debate | None,
    ) -> Iterator[Change]:
        """The fields that differ; `one` and `other` say in which files prose with links stands."""
        for field in dict.fromkeys([*was, *now]):
            before, after = was.get(field), now.get(field)
            if before == after:
                continue
            if field in TEXTS:
                before, after = before or "", after or ""
                if self._prose(before, one, self._before, self._names) != self._prose(
                    after, other, self._after, Names()
                ):
                    yield Reworded(thing, field, before, after)
            else:
                yield Changed(
                    thing, field, before, after, (shown(field, before), shown(field, after))
                )

    def _prose(
        self, text: str, where: Claim | Argument | Debate | None, side: Version, names: Names
    ) -> str:
        if where is None or not self._names:
            return text
        return prose(text, where.place.path, side.loaded.layout.owners, names)


def _both(was: Iterable[Any], now: Mapping[Any, Any]) -> list[Any]:
    return [key for key in was if key in now]


def _gone_and_new(
    was: Mapping[Any, Any], now: Mapping[Any, Any], thing: Callable[[Any], Thing]
) -> Iterator[Change]:
    yield from (Added(thing(fact)) for key, fact in now.items() if key not in was)
    yield from (Removed(thing(fact)) for key, fact in was.items() if key not in now)


def _pairs(gone: Iterable[Stance], new: Iterable[Stance]) -> Iterator[tuple[Stance, Stance]]:
    """What somebody said of something, and what they say of it instead: what is of the same kind
    first, then whatever there is."""
    left, came = list(gone), list(new)
    for alike in (_kind_of, _about):
        waiting: dict[tuple[object, ...], list[Stance]] = {}
        for stance in came:
            waiting.setdefault(alike(stance), []).append(stance)
        for stance in list(left):
            if found := waiting.get(alike(stance)):
                other = found.pop(0)
                left.remove(stance)
                came.remove(other)
                yield stance, other


def _about(stance: Stance) -> tuple[object, ...]:
    return stance.person, stance.target, stance.of


def _kind_of(stance: Stance) -> tuple[object, ...]:
    return (*_about(stance), stance.kind)


def _of_item(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "statement": claim.text,
        "title": claim.title,
        "tags": "; ".join(claim.tags),
        "prose": claim.body,
        "quotes": "\n\n".join(f"{quote.text} — {quote.passage}" for quote in claim.quotes),
        "credence": claim.credence,
        "posed": claim.posed,
        "term": claim.term,
        "passages": claim.passages,
    }


def _of_argument(argument: Argument) -> dict[str, Any]:
    premises = (f"{'not ' if p.negated else ''}{p.claim}" for p in argument.premises)
    return {
        "premises": tuple(sorted(premises)),
        "reason": "\n\n".join(argument.reasons),
        "called": argument.called or "",
        "scheme": argument.scheme or "",
        "inferred": argument.inferred,
        "answer": argument.answer,
        "passages": argument.passages,
        "written in": argument.debate,
    }


def _of_relation(relation: Relation) -> dict[str, Any]:
    return {
        "reason": relation.reason,
        "inferred": relation.inferred,
        "passages": relation.passages,
    }


def _of_stance(stance: Stance) -> dict[str, Any]:
    return {
        "kind": stance.kind,
        "credence": stance.credence,
        "date": stance.date,
        "inferred": stance.inferred,
        "passages": stance.passages,
        "note": stance.note,
    }


def _of_debate(debate: Debate) -> dict[str, Any]:
    return {
        "heading": debate.heading,
        "question": debate.question,
        "summary": debate.summary,
        "source": debate.source,
        "sections": tuple(f"{'#' * s.level} {s.heading}" for s in debate.sections),
    }


def _sections(debate: Debate) -> dict[str, str]:
    """The prose below each heading; of several that are the same together."""
    found: dict[str, str] = {}
    for section in debate.sections:
        together = (found.get(section.heading), section.body)
        found[section.heading] = "\n\n".join(filter(None, together))
    return found
