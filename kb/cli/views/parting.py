"""How what would bring two views together looks to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.analysis.opinions import Opinion, table
from kb.analysis.scale import FROM, UP_TO, strength_word
from kb.cli.text import Block, Text
from kb.cli.views.layout import Group, marked
from kb.cli.views.names import with_id
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.screen import Section, sections

if TYPE_CHECKING:
    from kb.analysis.disagreeing import Disagreement
    from kb.analysis.parting import DoubleCruxes, Parting, Shared
    from kb.cli.common import Form

CLOSE = 0.02  # two views of a conclusion that differ by less are as good as one


def double_cruxes(found: DoubleCruxes, how: Saying, form: Form) -> Iterator[Block]:
    """Conclusion by conclusion, what would bring two views together; where one of the two is
    silent only if there is anything."""
    parted = [p for p in found.partings if form.all or _is_parted(p)]
    head = list(pair(found.a, found.b, found.rivals))
    if not found.contrary:
        head.append(agreeing(found))
    elif not parted:
        head.append(Text(("there is no position on which both take a side and differ", "dim")))
    given = [_section(parting, how, form) for parting in parted]
    yield from sections(given, form, head)
    yield from assumed(found.assumptions, how, table())


def _section(parting: Parting, how: Saying, form: Form) -> Section:
    """A conclusion with what would close the gap between two views of it."""
    title = f"{parting.text}{f' ({parting.conclusion})' if form.ids else ''}"
    telling = list(parting.cruxes) if form.all else _telling(parting)
    close = abs(parting.a - parting.b) < CLOSE and not form.all
    none = "next to no gap to close" if close else "no single claim closes a tenth of the gap"
    rows: list[Shared | str] = [*telling] if telling and not close else [none]

    def block(row: Shared | str) -> Block:
        if isinstance(row, str):
            return Text((row, "dim"))
        return marked(f"{telling.index(row) + 1}.", Group(*_shared(parting, row, how, form)))

    return Section(f"{title} {_gap(parting, how)}", rows, block)


def _telling(parting: Parting) -> list[Shared]:
    """The claims that close a tenth of the gap at least on one side."""
    return [shared for shared in parting.cruxes if shared.kind != "weak"]


def _is_parted(parting: Parting) -> bool:
    if parting.says_a and parting.says_b:
        return True
    is_apart = _lean(parting.a) != _lean(parting.b) and abs(parting.a - parting.b) >= CLOSE
    return (parting.says_a or parting.says_b) and is_apart and bool(_telling(parting))


def _lean(strength: float) -> int:
    """To which side a strength leans, in words: yes, no, or neither."""
    word = strength_word(strength)
    return (word in [yes for _, yes in FROM]) - (word in [no for _, no in UP_TO])


def agreeing(found: DoubleCruxes | Disagreement) -> Text:
    """That two take contrary sides on nothing, and where people may meet all the same."""
    people = found.rivals is None
    further = f" How they answer each other: kb compare {found.a.id} {found.b.id}" if people else ""
    return Text(f"On nothing here do they take contrary sides.{further}")


def pair(a: Opinion, b: Opinion, rivals: bool | None) -> Iterator[Block]:
    """Who is A and who is B; of two positions also whether they exclude each other."""
    for mark, one in (("A", a), ("B", b)):
        members = f": {', '.join(one.members)}" if one.members else ""
        yield Text(f"{mark} is ", (one.name, "bold"), members)
    if rivals is False:
        yield Text("The map does not call the two positions rivals: both may be right.")


def _gap(parting: Parting, how: Saying) -> str:
    return _both(parting, how)


def _both(seen: Parting | Shared, how: Saying) -> str:
    """How A and B see a claim."""
    silent = _silent(seen.says_a, seen.says_b)
    a, b = how.strength(seen.a, seen.reasons_a), how.strength(seen.b, seen.reasons_b)
    return f"A {a}, B {b}{silent}"


def _silent(a: bool, b: bool) -> str:
    """Who says nothing of a claim, so that the number is the map's reading of the rest."""
    silent = [mark for mark, says in (("A", a), ("B", b)) if not says]
    return f" ({' and '.join(silent)} by the map alone)" if silent else ""


def _share(share: float) -> str:
    return f"{share:.0%} of the gap" if share <= 1 else "more than the gap"


def _moved(now: float, reasons: bool, then: float, how: Saying) -> str:
    """`open -> leaning yes`; `stays open` where the words for both are the same."""
    before, after = how.strength(now, reasons), how.strength(then, reasons or now != then)
    return f"stays {before}" if before == after else f"{before} -> {after}"


def _shared(parting: Parting, shared: Shared, how: Saying, form: Form) -> Iterator[Text]:
    """A claim, how either sees it, and where the other's answer would bring them."""
    yield with_id(Text(shared.text), shared.id, form)
    yield Text((f"{shared.kind}: {_both(shared, how)}", "dim"))
    a = _moved(parting.a, parting.reasons_a, shared.moved_a, how)
    b = _moved(parting.b, parting.reasons_b, shared.moved_b, how)
    shares = f"A {a} ({_share(shared.share_a)}), B {b} ({_share(shared.share_b)})"
    yield Text(("with the other's answer ", "dim"), shares)
