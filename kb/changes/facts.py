"""The facts of those debates of a base whose files differ from those of another version of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kb.model import Argument, Base, Claim, Debate, Relation, Stance
from loaders.base.load import LoadedBase
from loaders.facts.parsed import Head

Key = tuple[str, str, str]  # of a relation: from where, which, and to where


@dataclass
class Facts:
    """Facts by their ids; claims and debates in the order of the files."""

    debates: dict[str, Debate] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    relations: dict[Key, Relation] = field(default_factory=dict)
    stances: dict[str, Stance] = field(default_factory=dict)


@dataclass
class Version:
    """A base as it is in one version, with the facts of some debates; those of others when they are
    asked for."""

    loaded: LoadedBase
    debates: list[str]

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.loaded, self.debates)

    def has(self, item: str) -> bool:
        debate, _, slug = item.partition("/")
        return debate in self.loaded.heads and slug in self.loaded.heads[debate].items

    def claim(self, item: str) -> Claim | None:
        """An item, wherever it is."""
        if item in self.facts.claims or not self.has(item):
            return self.facts.claims.get(item)
        return self._of(item.partition("/")[0]).claims.get(item)

    def argument(self, ident: str) -> Argument | None:
        """An argument, wherever it is."""
        known = self.facts.arguments.get(ident)
        writers = () if known else sorted(self.loaded.writers(ident))
        found = (self._of(debate).arguments.get(ident) for debate in writers)
        return known or next(found, None)

    def _of(self, debate: str) -> Facts:
        if debate not in self._others:
            self._others[debate] = facts_of(self.loaded, [debate])
        return self._others[debate]

    @cached_property
    def _others(self) -> dict[str, Facts]:
        return {}


def facts_of(loaded: LoadedBase, debates: Iterable[str]) -> Facts:
    found = loaded.facts(debates)
    return Facts(
        {body.debate.id: body.debate for body in found.bodies},
        {claim.id: claim for body in found.bodies for claim in body.claims},
        found.arguments,
        {(r.source, r.kind, r.target): r for r in found.relations.values()},
        found.stances,
    )


def base_of(loaded: LoadedBase, debates: Iterable[str]) -> Base:
    """Some debates of a base as one, with all people."""
    found = loaded.facts(debates)
    return Base(
        id=loaded.settings.id,
        heading=loaded.settings.heading,
        debates=tuple(body.debate for body in found.bodies),
        claims=tuple(claim for body in found.bodies for claim in body.claims),
        arguments=tuple(found.arguments.values()),
        relations=tuple(found.relations.values()),
        stances=tuple(found.stances.values()),
        people=tuple(loaded.register.people.values()),
    )


def versions(before: LoadedBase, after: LoadedBase) -> tuple[Version, Version]:
    """Both versions, with the facts of the debates that differ and of those that write of the same
    arguments and relations as these."""
    changed = {d for d in {*before.heads, *after.heads} if not _is_same(before, after, d)}
    wanted = changed | _beside(before, changed) | _beside(after, changed)
    one, other = (Version(b, [d for d in b.heads if d in wanted]) for b in (before, after))
    return one, other


def _is_same(before: LoadedBase, after: LoadedBase, debate: str) -> bool:
    """Whether a debate was made of the same files, whose links lead to the same debates."""
    if debate not in before.heads or debate not in after.heads:
        return False
    paths = before.heads[debate].paths == after.heads[debate].paths
    return paths and before.key(debate) == after.key(debate)


def _beside(loaded: LoadedBase, debates: Iterable[str]) -> set[str]:
    """Who else writes of what these debates share with others."""
    heads: Mapping[str, Head] = loaded.heads
    found = set[str]()
    for head in (heads[debate] for debate in debates if debate in heads):
        for node in [*(a.id for a in head.shared), *(r.source for r in head.shared_relations)]:
            found |= loaded.writers(node)
    return found
