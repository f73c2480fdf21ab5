"""A debate with all that touches it: enough of a base to say of it what the whole base says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kb.model import Argument
from loaders.base.known import Heads
from loaders.base.link import Linked
from loaders.facts.parsed import Body, Head


def bodies_around(
    debate: str, heads: Heads, linked: Linked, body: Callable[[str], Body]
) -> list[Body]:
    """The debate, those that name items of it or of which it names some, those tied so to these,
    and so on; in their order in the base."""
    named = {name: set(_named(head)) for name, head in heads.items()}
    late = {one for argument in linked.late.values() for one in _told_of(argument)}
    found: set[str] = set()
    waiting = ({debate} | late) & heads.keys()
    while waiting:
        found |= waiting
        naming = {name for name, others in named.items() if others & waiting}
        waiting = (naming.union(*map(named.__getitem__, waiting)) & heads.keys()) - found
    return [body(name) for name in heads if name in found]


def _named(head: Head) -> Iterator[str]:
    """The debates of which one names items."""
    for need in head.needs:
        if need.kind == "item":
            yield _debate(need.ref)
    yield from map(_debate, head.renamed.values())
    for argument in head.shared:
        yield from _told_of(argument)


def _told_of(argument: Argument) -> Iterator[str]:
    """The debates of whose items an argument tells, and that in which it is written."""
    yield argument.debate
    yield _debate(argument.target)
    yield from (_debate(premise.claim) for premise in argument.premises)


def _debate(item: str) -> str:
    return item.partition("/")[0]
