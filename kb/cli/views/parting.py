"""How what would bring two views together looks to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.opinions import Opinion, table
from kb.analysis.parting import DoubleCruxes, Parting, Shared
from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said
from kb.cli.views.numbers import Saying, assumed

CLOSE = 0.02  # two views of a conclusion that differ by less are as good as one


def double_cruxes(found: DoubleCruxes, how: Saying) -> Iterator[RenderableType]:
    """Conclusion by conclusion, what would bring two views together; where one of the two is
    silent only if there is anything."""
    yield from pair(found.a, found.b, found.rivals)
    parted = [parting for parting in found.partings if _is_parted(parting)]
    for parting in parted:
        yield Text()
        yield _gap(parting, how)
        if abs(parting.a - parting.b) < CLOSE:
            yield indented(said(("next to no gap to close", "dim")))
            continue
        telling = _telling(parting)
        if not telling:
            yield indented(said(("no single claim closes a tenth of the gap", "dim")))
        for place, shared in enumerate(telling, 1):
            yield said(f"{place}. ", (shared.text, "bold"))
            yield indented(facts(_shared_rows(parting, shared, how)))
    if not parted:
        yield said(("there is no position on which both take a side and differ", "dim"))
    yield Text()
    yield assumed(found.assumptions, table())


def _telling(parting: Parting) -> list[Shared]:
    """The claims that close a tenth of the gap at least on one side."""
    return [shared for shared in parting.cruxes if shared.kind != "weak"]


def _is_parted(parting: Parting) -> bool:
    if parting.says_a and parting.says_b:
        return True
    is_apart = abs(parting.a - parting.b) >= CLOSE
    return (parting.says_a or parting.says_b) and is_apart and bool(_telling(parting))


def pair(a: Opinion, b: Opinion, rivals: bool | None) -> Iterator[RenderableType]:
    """Who is A and who is B; of two positions also whether they exclude each other."""
    for mark, one in (("A", a), ("B", b)):
        members = f": {', '.join(one.members)}" if one.members else ""
        yield said(f"{mark} is ", (one.name, "bold"), members)
    if rivals is False:
        yield said("The map does not call the two positions rivals: both may be right.")


def _gap(parting: Parting, how: Saying) -> Text:
    silent = _silent(parting.says_a, parting.says_b)
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
