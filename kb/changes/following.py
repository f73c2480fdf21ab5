"""What follows from changes of a debate: minds that changed, how positions stand, its cruxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kb.analysis.networks import network_of
from kb.changes.comparing import Comparison
from kb.changes.facts import Version, base_of
from kb.changes.kinds import (
    Change,
    CruxEntered,
    CruxLeft,
    CruxPlaced,
    MindChanged,
    Stands,
    Strength,
    Thing,
)
from kb.changes.matching import Names
from kb.changes.telling import SAYS, Teller
from loaders.base.ties import Ties
from loaders.files.aligning import in_common
from queries.network import Network, WeighedStance
from queries.saying import by_item, counted, side

Said = dict[tuple[str, str], WeighedStance]  # what counts, by the person and by the item


class Following:
    """What follows in the debates that differ, of those that there are in both versions."""

    def __init__(self, found: Comparison) -> None:
        self._found = found
        self._was, self._now = _Side(found.before), _Side(found.after)

    def changes(self) -> Iterator[Change]:
        """All of it. Where only words are others, nothing is reckoned."""
        for was, now, one, other in self._networks():
            yield from _minds(one, other, now, self._found.names, self._found.teller)
            if _weighed(one) != _weighed(other) or self._was.method != self._now.method:
                yield from self._numbers(one, other, was, now)

    def minds(self) -> Iterator[Change]:
        """Who changed their mind."""
        for _, now, one, other in self._networks():
            yield from _minds(one, other, now, self._found.names, self._found.teller)

    def _networks(self) -> Iterator[tuple[str, str, Network, Network]]:
        """Each debate by both of its names, with what bears on it in both versions."""
        names = self._found.names
        before = {names.debate(debate): debate for debate in self._found.before.debates}
        for debate in self._found.after.debates:
            if was := before.get(debate):
                one, other = self._was.network(was), self._now.network(debate)
                if one != other or self._was.method != self._now.method:
                    yield was, debate, one, other

    def _numbers(self, one: Network, other: Network, was: str, now: str) -> Iterator[Change]:
        """Imported when it is needed: most changes are of words."""
        from kb.changes.reckoned import reckoned

        names, teller = self._found.names, self._found.teller
        before = reckoned(one, was, self._was.method)
        after = reckoned(other, now, self._now.method)
        yield from _positions(before.positions, after.positions, names, teller)
        yield from _cruxes(before.cruxes, after.cruxes, names, teller)


class _Side:
    """One version, for reasoning."""

    def __init__(self, version: Version) -> None:
        self._version, self.method = version, version.loaded.settings.method
        self._ties = Ties(version.loaded.heads)

    def network(self, debate: str) -> Network:
        """A debate with all that bears on it."""
        loaded, bearing = self._version.loaded, self._ties.bearing(debate)
        return network_of(base_of(loaded, [d for d in loaded.heads if d in bearing]))


def _weighed(network: Network) -> Network:
    """The same without what no number depends on."""
    return network._replace(
        claims=[claim._replace(ordinal=0) for claim in network.claims],
        stances=[stance._replace(id="", name="") for stance in network.stances],
    )


def _thing(ident: str, teller: Teller) -> Thing | None:
    claim = teller.claim(ident)
    return teller.item(claim) if claim else None


def _positions(
    was: Mapping[str, Strength], now: Mapping[str, Strength], names: Names, teller: Teller
) -> Iterator[Change]:
    for ident, before in was.items():
        after, thing = now.get(names.item(ident)), _thing(names.item(ident), teller)
        if after and thing and before.word != after.word:
            yield Stands(thing, before, after)


def _cruxes(
    was: Mapping[str, int], now: Mapping[str, int], names: Names, teller: Teller
) -> Iterator[Change]:
    """Those on which the debate turns no more, and now; of the others those that passed others."""
    before = {names.item(ident): place for ident, place in was.items()}
    things = {ident: thing for ident in {**before, **now} if (thing := _thing(ident, teller))}
    yield from (CruxEntered(things[i], place) for i, place in now.items() if i not in before)
    yield from (CruxLeft(things[i], place) for i, place in before.items() if i not in now)
    one = [ident for ident in before if ident in now]
    other = [ident for ident in now if ident in before]
    kept = {one[at] for at, _ in in_common(one, other)}
    for ident in other:
        if ident not in kept:
            yield CruxPlaced(things[ident], before[ident], now[ident])


# -- who changed their mind ------------------------------------------------------------------------


class _Speech(NamedTuple):
    """What counts of all that is said, and which items cannot both be right."""

    said: Said
    rivals: Mapping[str, frozenset[str]]


def _speech(network: Network, names: Names) -> _Speech:
    """By what items and people are called in the later version. What is said of a crux is said of
    the claim that it asks."""
    asks = {claim.id: claim.asks for claim in network.claims if claim.asks}
    same = _Asked(asks, names)
    rivals = by_item(network.rivals, same.item)
    own: dict[str, list[WeighedStance]] = {}
    for stance in network.stances:
        own.setdefault(names.person(stance.person), []).append(stance)
    said = {
        (person, item): stance
        for person, stances in own.items()
        for item, stance in counted(stances, lambda s: same.item(s.claim), rivals).items()
    }
    return _Speech(said, {item: frozenset(others) for item, others in rivals.items()})


class _Asked:
    """From each crux to the claim that it asks, by what that is called now."""

    def __init__(self, asks: Mapping[str, str], names: Names) -> None:
        self._asks, self._names = asks, names

    def item(self, ident: str) -> str:
        met = set[str]()
        while ident in self._asks and ident not in met:
            met.add(ident)
            ident = self._asks[ident]
        return self._names.item(ident)


def _minds(
    one: Network, other: Network, debate: str, names: Names, teller: Teller
) -> Iterator[Change]:
    """Who takes the other side on an item of a debate, or a rival's in place of it."""
    before, after = _speech(one, names), _speech(other, Names())
    for (person, item), stance in before.said.items():
        if item.partition("/")[0] != debate:
            continue
        now = after.said.get((person, item))
        if now and side(now.kind) * side(stance.kind) < 0:
            yield from _mind(teller, person, item, stance, item, now)
        elif side(stance.kind) > 0 and not now:
            for rival in sorted(after.rivals.get(item, ())):
                new, old = after.said.get((person, rival)), before.said.get((person, rival))
                if new and side(new.kind) > 0 and not (old and side(old.kind) > 0):
                    yield from _mind(teller, person, item, stance, rival, new)


def _mind(
    teller: Teller, person: str, item: str, was: WeighedStance, new: str, now: WeighedStance
) -> Iterator[Change]:
    thing, other = _thing(item, teller), _thing(new, teller)
    if thing and other:
        verbs = SAYS[was.kind][1], SAYS[now.kind][0]
        yield MindChanged(thing, person, now.name, was.kind, now.kind, other, verbs)
