"""What things were called before: by `Formerly`, and by what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kb.changes.facts import Version
from kb.model import Claim, Person, Source
from queries.folding import fold


@dataclass
class Names:
    """What is called now what had another id before, by that; `merged` are the items that became
    one with another."""

    items: dict[str, str] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)
    debates: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.items, self.debates, self.people, self.sources, self.terms))

    def item(self, ident: str) -> str:
        return self.items.get(ident, ident)

    def debate(self, ident: str) -> str:
        return self.debates.get(ident, ident)

    def person(self, ident: str) -> str:
        return self.people.get(ident, ident)

    def source(self, ident: str) -> str:
        return self.sources.get(ident, ident)

    def term(self, ident: str) -> str:
        return self.terms.get(ident, ident)

    def passage(self, ident: str) -> str:
        source, sign, number = ident.rpartition("#")
        return f"{self.source(source)}{sign}{number}"


def match(before: Version, after: Version) -> Names:
    """What has another id in the later version."""
    names = Names()
    gone = [c for c in before.facts.claims.values() if not after.has(c.id)]
    new = [c for c in after.facts.claims.values() if not before.has(c.id)]
    names.items |= _by_formerly({claim.id for claim in gone}, after.facts.claims.values())
    rest = [claim for claim in gone if claim.id not in names.items]
    taken = set(names.items.values())
    names.items |= _by_statement(rest, [claim for claim in new if claim.id not in taken])
    names.debates |= _debates(before, after, names)
    names.items |= dict(_of_debates(before, after, names))
    names.merged |= set(_merged(before, names))
    one, other = before.loaded.register, after.loaded.register
    names.people |= _by_heading(one.people, other.people)
    names.sources |= _by_heading(one.sources, other.sources)
    names.terms |= _terms(before, after, names)
    return names


def _by_formerly(gone: set[str], now: Iterable[Claim]) -> dict[str, str]:
    return {old: claim.id for claim in now for old in claim.formerly if old in gone}


def _by_statement(gone: Iterable[Claim], new: Iterable[Claim]) -> dict[str, str]:
    """Items whose id changed and whose statement did not: of several that say the same the one in
    the same debate, then the one of the same slug."""
    saying = defaultdict[str, list[Claim]](list)
    for claim in new:
        saying[fold(claim.text)].append(claim)
    found = {}
    for claim in gone:
        if alike := saying[fold(claim.text)]:
            best = min(alike, key=lambda c: (c.debate != claim.debate, c.slug != claim.slug))
            alike.remove(best)
            found[claim.id] = best.id
    return found


def _merged(before: Version, names: Names) -> Iterator[str]:
    """Items that have the id of one that there was, or of one that another item has become."""
    met = set[str]()
    for old, new in names.items.items():
        if new in met or (before.has(new) and new not in names.items):
            yield old
        met.add(new)


def _debates(before: Version, after: Version, names: Names) -> dict[str, str]:
    """Debates that have another name: most of whose items are in a debate that is new; where they
    have none, those that ask the same."""
    one, other = before.loaded.heads, after.loaded.heads
    new = {fold(d.question): d.id for d in after.facts.debates.values() if d.id not in one}
    found: dict[str, str] = {}
    for debate in (d for d in before.facts.debates.values() if d.id not in other):
        items = [f"{debate.id}/{slug}" for slug in one[debate.id].items]
        where = Counter(names.items[i].partition("/")[0] for i in items if i in names.items)
        named = [goal for goal, count in where.most_common(1) if 2 * count > len(items)]
        if not items and fold(debate.question) in new:
            named = [new[fold(debate.question)]]
        for goal in named:
            if goal not in one and goal not in found.values():
                found[debate.id] = goal
    return found


def _of_debates(before: Version, after: Version, names: Names) -> Iterator[tuple[str, str]]:
    """The other items of such debates, which have the same slug in the new one."""
    for old, new in names.debates.items():
        for slug in before.loaded.heads[old].items:
            if f"{old}/{slug}" not in names.items and slug in after.loaded.heads[new].items:
                yield f"{old}/{slug}", f"{new}/{slug}"


def _by_heading(
    before: Mapping[str, Person] | Mapping[str, Source],
    after: Mapping[str, Person] | Mapping[str, Source],
) -> dict[str, str]:
    """Who or what is called the same under another id."""
    new = {fold(one.heading): ident for ident, one in after.items() if ident not in before}
    gone = {ident: fold(one.heading) for ident, one in before.items() if ident not in after}
    once = Counter(gone.values())
    return {ident: new[name] for ident, name in gone.items() if once[name] == 1 and name in new}


def _terms(before: Version, after: Version, names: Names) -> dict[str, str]:
    """Terms that have another name: where a definition has one that is new for one that is gone."""
    one = {term.id for term in before.loaded.terms}
    other = {term.id for term in after.loaded.terms}
    found: dict[str, str] = {}
    for claim in before.facts.claims.values():
        now = after.facts.claims.get(names.item(claim.id))
        if claim.term and now and now.term and claim.term not in other and now.term not in one:
            found.setdefault(claim.term, now.term)
    return found
