"""How people look to a reader in a terminal: what they think, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.cli import words
from kb.cli.layout import facts, indented, said, section
from queries.people import Answer, Comparison, StanceOf


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
    """Where two people differ, answer each other, agree and are silent."""
    yield from _pairs(f"Differ ({len(found.differ)})", a, b, found.differ)
    title = f"Answer each other ({len(found.answers)})"
    yield Text(f"\n{title}", style="bold underline")
    for answer in found.answers:
        yield from _answer(answer)
    yield Text()
    yield from _pairs(f"Agree ({len(found.agree)})", a, b, found.agree)
    for name, silent, stances in ((a, b, found.only_a), (b, a, found.only_b)):
        title = f"Only {name} ({len(stances)}); {silent} is silent"
        yield from section(title, [stance_of(stance) for stance in stances])


def _pairs(
    title: str, a: str, b: str, pairs: list[tuple[StanceOf, StanceOf]]
) -> Iterator[RenderableType]:
    yield Text(title, style="bold underline")
    for one, other in pairs:
        yield indented(said((one.item, "cyan"), f": {one.text}"), 2)
        yield indented(facts(iter([(a, _short(one)), (b, _short(other))])), 4)


def _answer(answer: Answer) -> Iterator[RenderableType]:
    step = answer.step
    colour = words.COLOURS[step.kind]
    aim = (words.aim_of(answer), "cyan")
    yield indented(said((answer.by, "bold"), " ", (step.kind, colour), " ", aim), 2)
    for premise in step.premises:
        denied = "it is not so that " if premise.negated else ""
        yield indented(said((premise.id, "cyan"), f": {denied}{premise.text}"), 4)


def _short(stance: StanceOf) -> Text:
    credence = f" {stance.credence:g}" if stance.credence is not None else ""
    where = words.short_passages(stance.passages)
    note = f": {stance.note}" if stance.note else ""
    return said(stance.kind.replace("_", " "), credence, f" ({where})" if where else "", note)
