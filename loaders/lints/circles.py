"""Items that support each other in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from kb.diagnostics import Code, Diagnostic
from loaders.facts.parsed import NodeRecord
from loaders.lints.seen import Seen
from loaders.lints.wording import slug

CIRCLES = 20  # that are told of in one debate


def find(seen: Seen) -> Iterator[Diagnostic]:
    """Items each of which is supported, in the end, by itself."""
    supported: dict[str, set[str]] = defaultdict(set)
    made: dict[tuple[str, str], str] = {}
    for argument in seen.body.arguments:
        if argument.kind == "supports":
            for premise in argument.premises:
                if not premise.negated:
                    supported[argument.target].add(premise.claim)
                    made.setdefault((premise.claim, argument.target), argument.id)
    for _ in range(CIRCLES):
        try:
            TopologicalSorter(supported).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
        else:
            return
        links = list(pairwise(circle))
        last = max(links, key=lambda link: _place(seen.records[made[link]]))
        supported[last[1]].discard(last[0])
        names = " → ".join(slug(ident) for ident in circle)
        says = f"these support each other in a circle: {names}; is there a reason from outside it?"
        yield seen.records[made[last]].problem(Code.SUPPORT_IN_CIRCLE, says)


def _place(record: NodeRecord) -> tuple[str, int, int]:
    return record.path, record.line, record.column
