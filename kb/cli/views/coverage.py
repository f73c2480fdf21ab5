"""How the coverage of a source looks to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, said
from queries.coverage import CITED, LEFT_OUT, REPEATS, UNCITED, CitingArgument, Coverage, Covered

if TYPE_CHECKING:
    from kb.cli.views.copies import Copies, Shown

IN_WORDS = {
    CITED: "cited",
    LEFT_OUT: "left out",
    REPEATS: "repeating others",
    UNCITED: "cited by nobody",
}


def coverage(found: list[Coverage], copies: Copies | None) -> Iterator[RenderableType]:
    """Source by source, each passage with what cites it, and the sum."""
    for one in found:
        yield said((one.source, "bold cyan"), "  ", (one.heading, "italic"))
        if one.passages:
            yield Text()
            yield facts(_rows(one, copies or {}))
            yield Text()
        yield _sum(one)
        yield Text()
    if not found:
        yield Text("there are no sources", style="dim")


def _sum(one: Coverage) -> Text:
    if not one.passages:
        return Text("no passages are pinned; 'kb sources pin --from DIR' does it", style="dim")
    total = len(one.passages)
    states = [f"{one.count(state)} {IN_WORDS[state]}" for state in IN_WORDS if one.count(state)]
    return said((f"{total} passage{'' if total == 1 else 's'}: {', '.join(states)}", "bold"))


def _rows(one: Coverage, copies: Copies) -> Rows:
    for row in one.passages:
        lines = list(_passage(row))
        if row.id in copies:
            lines += _copy(copies[row.id])
        yield f"¶{row.number}", Group(*lines)


def _passage(row: Covered) -> Iterator[RenderableType]:
    if row.state == UNCITED:
        yield Text("nobody cites it", style="yellow")
    elif row.state == LEFT_OUT:
        yield said(("left out: ", "dim"), row.left_out or "")
    elif row.state == REPEATS and row.repeats:
        yield said((f"repeats ¶{row.repeats.rpartition('#')[2]}", "dim"))
    else:
        for item in row.items:
            yield said((item.item, "cyan"), (_places(item.places), "dim"))
        for argument in row.arguments:
            yield said(
                "the argument ", (_argument(argument), "cyan"), (_places(argument.places), "dim")
            )


def _argument(argument: CitingArgument) -> str:
    """`debate/a + b → c`, the debate named once."""
    debate = argument.premises[0].id.partition("/")[0]
    end = words.end_of(argument, debate)
    return f"{debate}/{words.premise_names(argument.premises, debate)} → {end}"


def _places(count: int) -> str:
    return f"  in {count} places" if count > 1 else ""


def _copy(shown: Shown) -> Iterator[RenderableType]:
    if shown.drift:
        yield said((shown.drift, "yellow"))
    if shown.text is not None:
        yield said((shown.text, "dim"))
