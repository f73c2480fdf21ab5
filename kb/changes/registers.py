"""What changed in the lists of a base and its settings: people, sources, terms, what is pinned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kb.changes.kinds import Added, Change, Changed, Removed, Renamed, Reworded, Thing
from kb.changes.matching import Names
from kb.changes.telling import listed, shown, the_base
from kb.model import Person, Source, Term
from loaders.base.load import LoadedBase
from loaders.base.registers import Register
from loaders.base.settings import Settings
from loaders.grammar.references import passage_order

Listed = Mapping[str, Person] | Mapping[str, Source] | Mapping[str, Term]
TEXTS = {"heading", "note"}


def changes(before: LoadedBase, after: LoadedBase, names: Names) -> Iterator[Change]:
    """All of it, by what people, sources and terms are called in the later version."""
    one, other = before.register, after.register
    yield from _of_list(one.people, other.people, names.people)
    yield from _of_list(one.sources, other.sources, names.sources)
    was, now = ({term.id: term for term in base.terms} for base in (before, after))
    yield from _of_list(was, now, names.terms)
    yield from _passages(before, after, names)
    yield from _settings(before, after, names)


def _of_list(was: Listed, now: Listed, names: Mapping[str, str]) -> Iterator[Change]:
    old = {names.get(ident, ident): one for ident, one in was.items()}
    yield from (Added(listed(one)) for ident, one in now.items() if ident not in old)
    yield from (Removed(listed(one)) for ident, one in old.items() if ident not in now)
    for before, after in names.items():
        yield Renamed(listed(now[after]), before)
    for ident, one in old.items():
        if ident in now:
            dumped = (each.model_dump(exclude={"id"}) for each in (one, now[ident]))
            yield from _differences(listed(now[ident]), *dumped)


def _differences(thing: Thing, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for field, before in was.items():
        after = now[field]
        if before != after and field in TEXTS:
            yield Reworded(thing, field, before or "", after or "")
        elif before != after:
            says = shown(field, before), shown(field, after)
            yield Changed(thing, field, before, after, says)


def _passages(before: LoadedBase, after: LoadedBase, names: Names) -> Iterator[Change]:
    """What of each source is pinned, left out, the same as another passage, or begins anew."""
    for old in before.register.sources:
        ident = names.source(old)
        if ident in after.register.sources:
            was = _of_source(before, old, names)
            now = _of_source(after, ident, Names())
            yield from _differences(listed(after.register.sources[ident]), was, now)
            yield from _pinned(before, after, old, ident)


def _of_source(loaded: LoadedBase, source: str, names: Names) -> dict[str, Any]:
    register: Register = loaded.register
    return {
        "left out": _numbers(register.left_out, source),
        "repeats": tuple(
            f"¶{passage_order(one)[1]} is {names.passage(other)}"
            for one, other in register.repeats.items()
            if passage_order(one)[0] == source
        ),
        "starts": _numbers(register.starts, source),
    }


def _numbers(of: Mapping[str, str], source: str) -> tuple[str, ...]:
    own = (item for item in of.items() if passage_order(item[0])[0] == source)
    return tuple(f"¶{passage_order(ident)[1]}{words and f': {words}'}" for ident, words in own)


def _pinned(before: LoadedBase, after: LoadedBase, old: str, ident: str) -> Iterator[Change]:
    was, now = (
        base.lock[name].fingerprints if name in base.lock else ()
        for base, name in ((before, old), (after, ident))
    )
    if was == now:
        return
    thing = listed(after.register.sources[ident])
    if len(was) != len(now):
        says = f"{len(was)} passages", f"{len(now)} passages"
        yield Changed(thing, "pinned", len(was), len(now), says)
    if other := [n for n, (one, two) in enumerate(zip(was, now, strict=False), 1) if one != two]:
        says = "", ranges(other)
        yield Changed(thing, "pinned with other words", [], other, says)


def ranges(numbers: list[int]) -> str:
    """`¶3-5, ¶9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("¶" + "-".join(map(str, run)) for run in runs)


def _settings(before: LoadedBase, after: LoadedBase, names: Names) -> Iterator[Change]:
    thing = the_base(after.settings.id)
    was, now = before.settings, after.settings
    yield from _differences(
        thing,
        _told(was),
        _told(now),
    )
    one, other = [names.debate(debate) for debate in was.debates], list(now.debates)
    if one != other:
        says = shown("", one), shown("", other)
        yield Changed(thing, "debates that come first", one, other, says)


def _told(settings: Settings) -> dict[str, str | None]:
    method = _method(settings.method)
    heading, address = settings.heading, settings.address
    return {"id": settings.id, "heading": heading, "address": address, "method": method}


def _method(method: tuple[float, float, float]) -> str:
    names = ("beta", "rho", "inferred")
    return ", ".join(f"{name} {value:g}" for name, value in zip(names, method, strict=True))
