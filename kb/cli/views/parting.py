"""How two views and what parts them look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.opinions import Opinion, table
from kb.analysis.parting import Difference, Disagreement, DoubleCruxes, Parting, Piece, Shared
from kb.analysis.rounding import signed
from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said
from kb.cli.views.numbers import Saying, assumed

UNSEEN = 1e-6  # a residual that is smaller is none
CLOSE = 0.02  # two views of a conclusion that differ by less are as good as one


def double_cruxes(found: DoubleCruxes, how: Saying) -> Iterator[RenderableType]:
    """Conclusion by conclusion, what would bring two views together."""
    yield from _pair(found.a, found.b)
    for parting in found.partings:
        yield Text()
        yield _gap(parting, how)
        if abs(parting.a - parting.b) < CLOSE:
            yield indented(said(("next to no gap to close", "dim")))
            continue
        telling = [shared for shared in parting.cruxes if shared.kind != "weak"]
        if not telling:
            yield indented(said(("no single claim closes a tenth of the gap", "dim")))
        for place, shared in enumerate(telling, 1):
            yield said(f"{place}. ", (shared.text, "bold"))
            yield indented(facts(_shared_rows(parting, shared, how)))
    if not found.partings:
        yield said(("they come to the same conclusions on this map", "dim"))
    yield Text()
    yield assumed(found.assumptions, table())


def _pair(a: Opinion, b: Opinion) -> Iterator[RenderableType]:
    for mark, one in (("A", a), ("B", b)):
        members = f": {', '.join(one.members)}" if one.members else ""
        yield said(f"{mark} is ", (one.name, "bold"), members)


def _gap(parting: Parting | Difference, how: Saying) -> Text:
    silent = _silent(parting.says_a, parting.says_b) if isinstance(parting, Parting) else ""
    return said(
        (parting.conclusion, "cyan"),
        f"  A {how.strength(parting.a)}, B {how.strength(parting.b)}{silent}  ",
        (parting.text, "italic"),
    )


def _silent(a: bool, b: bool) -> str:
    """Who says nothing of a claim, so that the number is the map's reading of the rest."""
    silent = [mark for mark, says in (("A", a), ("B", b)) if not says]
    return f" ({' and '.join(silent)} by the map alone)" if silent else ""


def _share(share: float) -> str:
    return f"{share:.0%} of the gap" if share <= 1 else "more than the gap"


def _shared_rows(parting: Parting, shared: Shared, how: Saying) -> Rows:
    debate = parting.conclusion.partition("/")[0]
    yield "claim", said((words.slug(shared.id, debate), "cyan"), (f"  {shared.kind}", "dim"))
    silent = _silent(shared.says_a, shared.says_b)
    yield "now", said(f"A {how.strength(shared.a)}, B {how.strength(shared.b)}", (silent, "dim"))
    yield (
        "with the other's answer",
        said(
            f"A {how.strength(parting.a)} -> {how.strength(shared.moved_a)}"
            f" ({_share(shared.share_a)}), "
            f"B {how.strength(parting.b)} -> {how.strength(shared.moved_b)}"
            f" ({_share(shared.share_b)})"
        ),
    )


def disagreement(found: Disagreement, how: Saying) -> Iterator[RenderableType]:
    """Conclusion by conclusion, where two part and because of what; with numbers how much of the
    difference each claim makes."""
    yield from _pair(found.a, found.b)
    for difference in found.differences:
        yield Text()
        yield _gap(difference, how)
        if difference.pieces:
            yield indented(said(("because of", "dim")), 2)
        for piece in difference.pieces:
            yield indented(facts(iter([_piece(difference, piece, how)])), 2)
        if how.numbers:
            yield indented(said((_rest(difference), "dim")), 2)
    if not found.differences:
        yield said(("they come to the same conclusions on this map", "dim"))
    if agreed := _agreed(found.a, found.b):
        yield Text()
        yield said(("they agree on ", "dim"), ", ".join(agreed))
    yield Text()
    yield assumed(found.assumptions, table())


def _piece(difference: Difference, piece: Piece, how: Saying) -> tuple[str, Text]:
    debate = difference.conclusion.partition("/")[0]
    ends = f"  A {how.strength(piece.a)}, B {how.strength(piece.b)} before its reasons"
    value = said((words.slug(piece.id, debate), "cyan"), (ends, "dim"), f"  {piece.text}")
    return signed(piece.effect) if how.numbers else "-", value


def _rest(difference: Difference) -> str:
    """What is left of a difference, and what the decomposition misses where it misses any."""
    missed = difference.residual
    said_ = f", residual {missed:.0e}" if abs(missed) >= UNSEEN else ""
    return f"the rest {signed(difference.smaller)}{said_}"


def _agreed(a: Opinion, b: Opinion) -> list[str]:
    """The claims of which both speak, on the same side."""
    both = a.credences.keys() & b.credences.keys()
    return sorted(c for c in both if (a.credences[c] - 0.5) * (b.credences[c] - 0.5) > 0)
