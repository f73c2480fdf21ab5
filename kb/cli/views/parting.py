"""How two views and what parts them look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.opinions import Opinion, table
from kb.analysis.parting import Difference, Disagreement, DoubleCruxes, Parting, Shared
from kb.analysis.rounding import number, signed
from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said
from kb.cli.views.numbers import assumed

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
    silent = _silent(parting.says_a, parting.says_b) if isinstance(parting, Parting) else ""
    return said(
        (parting.conclusion, "cyan"),
        f"  A {number(parting.a)}, B {number(parting.b)}{silent}  ",
        (parting.text, "italic"),
    )


def _silent(a: bool, b: bool) -> str:
    """Who says nothing of a claim, so that the number is the map's reading of the rest."""
    silent = [mark for mark, says in (("A", a), ("B", b)) if not says]
    return f" ({' and '.join(silent)} by the map alone)" if silent else ""


def _share(share: float) -> str:
    return f"{share:.0%} of the gap" if share <= 1 else "more than the gap"


def _shared_rows(parting: Parting, shared: Shared) -> Rows:
    debate = parting.conclusion.partition("/")[0]
    yield "claim", said((words.slug(shared.id, debate), "cyan"), (f"  {shared.kind}", "dim"))
    silent = _silent(shared.says_a, shared.says_b)
    yield "now", said(f"A {number(shared.a)}, B {number(shared.b)}", (silent, "dim"))
    yield (
        "with the other's answer",
        said(
            f"A {number(parting.a)} -> {number(shared.moved_a)} ({_share(shared.share_a)}), "
            f"B {number(parting.b)} -> {number(shared.moved_b)} ({_share(shared.share_b)})"
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
