"""How two views and what parts them look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.figures import number, signed
from kb.analysis.opinions import Opinion, table
from kb.analysis.parting import Difference, Disagreement, DoubleCruxes, Parting, Shared
from kb.cli import words
from kb.cli.layout import Rows, facts, indented, said
from kb.cli.numbers import assumed

CLOSE = 0.02  # two views of a conclusion that differ by less are as good as one


def double_cruxes(found: DoubleCruxes) -> Iterator[RenderableType]:
    """Conclusion by conclusion, what would bring two views together."""
    yield from _pair(found.a, found.b)
    for parting in found.partings:
        yield Text()
        yield _gap(parting)
        if abs(parting.a - parting.b) < CLOSE:
            yield indented(said(("next to no gap to close", "dim")))
            continue
        telling = [shared for shared in parting.cruxes if shared.kind != "weak"]
        if not telling:
            yield indented(said(("no single claim closes a tenth of the gap", "dim")))
        for place, shared in enumerate(telling, 1):
            yield said(f"{place}. ", (shared.text, "bold"))
            yield indented(facts(_shared_rows(parting, shared)))
    if not found.partings:
        yield said(("they come to the same conclusions on this map", "dim"))
    yield Text()
    yield assumed(found.assumptions, table())


def _pair(a: Opinion, b: Opinion) -> Iterator[RenderableType]:
    for mark, one in (("A", a), ("B", b)):
        members = f": {', '.join(one.members)}" if one.members else ""
        yield said(f"{mark} is ", (one.name, "bold"), members)


def _gap(parting: Parting | Difference) -> Text:
    return said(
        (parting.conclusion, "cyan"),
        f"  A {number(parting.a)}, B {number(parting.b)}  ",
        (parting.text, "italic"),
    )


def _shared_rows(parting: Parting, shared: Shared) -> Rows:
    debate = parting.conclusion.partition("/")[0]
    yield "claim", said((words.slug(shared.id, debate), "cyan"), (f"  {shared.kind}", "dim"))
    yield "now", said(f"A {number(shared.a)}, B {number(shared.b)}")
    yield (
        "with the other's answer",
        said(
            f"A {number(parting.a)} -> {number(shared.moved_a)} ({shared.share_a:.0%} of the gap), "
            f"B {number(parting.b)} -> {number(shared.moved_b)} ({shared.share_b:.0%})"
        ),
    )


def disagreement(found: Disagreement) -> Iterator[RenderableType]:
    """Conclusion by conclusion, what makes the difference."""
    yield from _pair(found.a, found.b)
    for difference in found.differences:
        yield Text()
        yield _gap(difference)
        debate = difference.conclusion.partition("/")[0]
        for piece in difference.pieces:
            numbers = f"  A {number(piece.a)}, B {number(piece.b)} before its reasons"
            value = said(
                (words.slug(piece.id, debate), "cyan"), (numbers, "dim"), f"  {piece.text}"
            )
            yield indented(facts(iter([(signed(piece.effect), value)])), 2)
        rest = f"the rest {signed(difference.smaller)}, residual {difference.residual:.0e}"
        yield indented(said((rest, "dim")), 2)
    if not found.differences:
        yield said(("they come to the same conclusions on this map", "dim"))
    yield Text()
    yield assumed(found.assumptions, table())
