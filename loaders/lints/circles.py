"""Items that support each other in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from kb.diagnostics import Code, Diagnostic
from loaders.facts.parsed import NodeRecord
from loaders.lints.seen import Seen
from loaders.lints.wording import slug

CIRCLES = 20  # that are told of in one debate


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items each of which is supported, in the end, by itself."""
    leads: dict[str, dict[str, None]] = {}  # in the order of the file
    made: dict[tuple[str, str], str] = {}
    for argument in seen.body.arguments:
        if argument.kind == "supports":
            leads.setdefault(argument.target, {})
            for premise in argument.premises:
                if not premise.negated:
                    leads.setdefault(premise.claim, {})[argument.target] = None
                    made.setdefault((premise.claim, argument.target), argument.id)
    for _ in range(CIRCLES):
        circle = _circle(leads)
        if not circle:
            return
        links = list(pairwise(circle))
        last = max(links, key=lambda link: _place(seen.records[made[link]]))
        del leads[last[0]][last[1]]
        names = " → ".join(slug(ident) for ident in circle)
        says = f"these support each other in a circle: {names}; is there a reason from outside it?"
        yield seen.records[made[last]].problem(Code.SUPPORT_IN_CIRCLE, says)


def _circle(leads: Mapping[str, Collection[str]]) -> list[str]:
    """The first way from an item back to it, which stands at both ends; empty where none is."""
    done: set[str] = set()
    for start in leads:
        way, onward = {start: None}, [iter(leads[start])]
        while onward:
            for item in onward[-1]:
                if item in way:
                    return [*list(way)[list(way).index(item) :], item]
                if item not in done:
                    way[item] = None
                    onward.append(iter(leads[item]))
                    break
            else:
                onward.pop()
                done.add(way.popitem()[0])
    return []


def _place(record: NodeRecord) -> tuple[str, int, int]:
    return record.path, record.line, record.column
