"""How people look to a reader in a terminal: what they think, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.cli import words
from kb.cli.layout import facts, indented, said, section
from queries.people import Comparison, StanceOf


def stance_of(stance: StanceOf) -> Text:
    """One stance, from the side of the person."""
    shown = words.details(stance, words.short_passages(stance.passages))
    return said(
        (stance.kind.replace("_", " "), "bold"),
        " ",
        (stance.item, "cyan"),
        f": {stance.text}",
        (f"  ({shown})" if shown else "", "dim"),
        (f"  {stance.note}" if stance.note else "", "italic"),
    )


def comparison(a: str, b: str, found: Comparison) -> Iterator[RenderableType]:
    """Where two people agree, differ and are silent."""
    for title, pairs in (("Agree", found.agree), ("Differ", found.differ)):
        yield Text(f"{title} ({len(pairs)})", style="bold underline")
        for one, other in pairs:
            yield indented(said((one.item, "cyan"), f": {one.text}"), 2)
            yield indented(facts(iter([(a, _short(one)), (b, _short(other))])), 4)
    for name, silent, stances in ((a, b, found.only_a), (b, a, found.only_b)):
        title = f"Only {name} ({len(stances)}); {silent} is silent"
        yield from section(title, [stance_of(stance) for stance in stances])


def _short(stance: StanceOf) -> Text:
    credence = f" {stance.credence:g}" if stance.credence is not None else ""
    where = words.short_passages(stance.passages)
    note = f": {stance.note}" if stance.note else ""
    return said(stance.kind.replace("_", " "), credence, f" ({where})" if where else "", note)
