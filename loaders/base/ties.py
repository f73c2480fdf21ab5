"""Which debates bear on each other: those whose items the lines of one tie to those of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from loaders.base.known import Heads
from loaders.facts.parsed import Head


class Ties:
    """The debates that each one names in its lines, and by which it is named."""

    def __init__(self, heads: Heads) -> None:
        self._names = {debate: tied(head) & heads.keys() for debate, head in heads.items()}
        self._named_by = turned(self._names)

    def bearing(self, debate: str) -> set[str]:
        """A debate and all from which arguments may lead into it: those that items tie to each
        other, however far."""
        found, waiting = {debate}, [debate]
        while waiting:
            here = waiting.pop()
            new = (self._names[here] | self._named_by.get(here, set())) - found
            found |= new
            waiting += new
        return found


def tied(head: Head) -> set[str]:
    """The debates whose items a debate names in its lines."""
    named = (need.ref for need in head.needs if need.kind == "item")
    return {ident.partition("/")[0] for ident in (*named, *head.renamed.values())}


def turned(names: Mapping[str, Iterable[str]]) -> Mapping[str, set[str]]:
    """By what each thing is named, from what each one names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, others in names.items():
        for other in others:
            found[other].add(one)
    return found
