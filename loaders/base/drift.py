"""What a new pin of a source would pull from under the lines that cite it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from kb.model import Base
from loaders.base.registers import Register
from loaders.files.folder import SOURCES
from loaders.files.lock import Lock, Verdict, verify
from loaders.grammar.references import passage_order

MENDED = (Code.BROKEN_LOCK, Code.PASSAGE_PAST_END)  # by a pin, and no line is unread for them


class Shift(NamedTuple):
    """A cited passage that a copy has elsewhere, otherwise or not at all, and what cites it."""

    verdict: Verdict
    cited_by: tuple[str, ...]


def shifts(
    base: Base, register: Register, lock: Lock, copies: Mapping[str, Sequence[str]]
) -> list[Shift]:
    """The cited passages whose fingerprints the copies no longer have at the same number."""
    cited: dict[str, dict[str, None]] = {}
    for passage, by in _citations(base, register):
        cited.setdefault(passage, {})[by] = None
    return [
        Shift(verdict, tuple(cited[ident]))
        for source, passages in copies.items()
        if source in lock
        for verdict in verify(source, lock[source], passages)
        if verdict.state not in ("matches", "new")
        and (ident := f"{source}#{verdict.number}") in cited
    ]


def may_slip(
    errors: Iterable[Diagnostic], lock: Lock, copies: Mapping[str, Sequence[str]]
) -> Diagnostic | None:
    """The first error for which a line that cites may not be known, where passages stand elsewhere
    or read otherwise now, so that what it means would become other words without anybody seeing."""
    unread = next((error for error in errors if error.code not in MENDED), None)
    is_as_pinned = all(
        verdict.state in ("matches", "new")
        for source, passages in copies.items()
        if source in lock
        for verdict in verify(source, lock[source], passages)
    )
    return None if is_as_pinned else unread


def _citations(base: Base, register: Register) -> Iterator[tuple[str, str]]:
    """Every passage that something cites, with what does: an item, or a line of sources.md."""
    of_arguments = {a.id: f"{a.place.path}:{a.place.line}" for a in base.arguments}
    for claim in base.claims:
        yield from ((passage, claim.id) for passage in claim.passages)
        yield from ((quote.passage, claim.id) for quote in claim.quotes)
    for argument in base.arguments:
        yield from ((passage, of_arguments[argument.id]) for passage in argument.passages)
    for relation in base.relations:
        yield from ((passage, relation.source) for passage in relation.passages)
    for stance in base.stances:
        by = of_arguments.get(stance.target, stance.target)
        yield from ((passage, by) for passage in stance.passages)
    listed = {*register.left_out, *register.repeats, *register.starts}
    for passage in sorted(listed, key=passage_order):
        yield passage, SOURCES
    yield from ((passage, SOURCES) for passage in register.repeats.values())
