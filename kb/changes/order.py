"""Items that stand elsewhere: in another debate, another section, or among others in their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kb.changes.kinds import Change, Changed, Moved, Thing
from kb.changes.sentences import ours
from kb.changes.telling import Teller
from kb.model import Claim
from loaders.files.aligning import in_common

Claims = Mapping[str, Claim]


def moved(was: Claims, now: Claims, teller: Teller) -> Iterator[Change]:
    """What moved, by the later ids. An item that came from elsewhere is told of there alone."""
    sections = dict(_renamed_sections(was, now))
    settled = set[str]()
    for ident in (i for i in was if i in now):
        one, other = was[ident].section, now[ident].section
        if one != other and sections.get((now[ident].debate, one)) != other:
            settled.add(ident)
            yield Moved(teller.item(now[ident]), "section", one, other)
    for (debate, one), other in sections.items():
        yield Changed(_section(debate, other), "heading", one, other, (one, other))
    stay = [i for i in was if i in now and i not in settled]
    yield from _reordered(stay, now, teller)


def _section(debate: str, heading: str) -> Thing:
    called = (ours("the section"),)
    return Thing("section", f"{debate}: {heading}", called, called, debate)


def _renamed_sections(was: Claims, now: Claims) -> Iterator[tuple[tuple[str, str], str]]:
    """Sections that have another heading: all items of one are in one that there was not."""
    before = {(c.debate, c.section) for c in was.values()}
    after = {(c.debate, c.section) for c in now.values()}
    went: dict[tuple[str, str], set[str]] = {}
    for ident, claim in was.items():
        if ident in now and now[ident].debate == claim.debate:
            went.setdefault((claim.debate, claim.section), set()).add(now[ident].section)
    for (debate, section), found in went.items():
        [*others, new] = sorted(found)
        is_gone = bool(section) and not others and (debate, section) not in after
        if is_gone and new and (debate, new) not in before:
            yield (debate, section), new


def _reordered(idents: Iterable[str], now: Claims, teller: Teller) -> Iterator[Change]:
    """The fewest items that stand before or behind others than they did."""
    places = {ident: at for at, ident in enumerate(now)}
    before: dict[str, list[str]] = {}
    for ident in idents:
        before.setdefault(now[ident].debate, []).append(ident)
    for order in before.values():
        after = sorted(order, key=places.__getitem__)
        kept = {order[at] for at, _ in in_common(order, after)}
        for at, ident in enumerate(after):
            if ident not in kept:
                behind = after[at + 1] if at + 1 < len(after) else ""
                yield Moved(teller.item(now[ident]), "order", "", behind)
