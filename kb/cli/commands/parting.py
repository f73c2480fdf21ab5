"""The commands about two people or camps: double cruxes, and why they disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.commands.reasoning import emit_answer, evaluated
from kb.cli.common import Form
from kb.cli.completing import debate_argument, person_argument

if TYPE_CHECKING:
    from kb.analysis.disagreeing import Piece
    from kb.analysis.outlook import Setting
    from kb.api import OpenBase


def _two(base: OpenBase, a: str, b: str) -> tuple[str, str]:
    return base.person_or_position(a), base.person_or_position(b)


def _both(a: str, b: str, debate: str | None) -> list[str]:
    """The debates to look at: the one named, else those of two positions, else all."""
    if debate:
        return [debate]
    of_positions = {name.partition("/")[0] for name in (a, b) if "/" in name}
    return sorted(of_positions)


@click.command("doublecrux")
@person_argument("a")
@person_argument("b")
@debate_argument()
@click.option("--top", type=click.IntRange(1, 1000), default=5, show_default=True)
@evaluated
def doublecrux_command(
    base: OpenBase,
    a: str,
    b: str,
    debate: str | None,
    top: int,
    numbers: bool,
    setting: Setting,
    form: Form,
) -> None:
    """Show what would bring two people, or the camps of two positions, together."""
    from kb.cli.views import parting as views

    one, other = _two(base, a, b)
    reasoner = base.reason(*_both(one, other, debate), setting=setting)
    found = reasoner.double_cruxes(one, other, debate, top)
    flat = [
        {"conclusion": parting.conclusion} | shared._asdict()
        for parting in found.partings
        for shared in parting.cruxes
    ]
    emit_answer(form, found, views.double_cruxes, flat, numbers)


@click.command("disagree")
@person_argument("a")
@person_argument("b")
@debate_argument()
@evaluated
def disagree_command(
    base: OpenBase,
    a: str,
    b: str,
    debate: str | None,
    numbers: bool,
    setting: Setting,
    form: Form,
) -> None:
    """Show on what two people, or two camps, part, because of what, and on what they agree.

    With --numbers also how much of each difference every claim makes.
    """
    from kb.cli.views import disagreeing as views

    one, other = _two(base, a, b)
    reasoner = base.reason(*_both(one, other, debate), setting=setting)
    found = reasoner.disagreement(one, other, debate)
    flat = [
        {"conclusion": difference.conclusion} | _flat(piece)
        for difference in found.differences
        for piece in difference.pieces
    ]
    emit_answer(form, found, views.disagreement, flat, numbers)


def _flat(piece: Piece) -> dict[str, object]:
    said = {"said_a": piece.said.a, "said_b": piece.said.b}
    return {k: v for k, v in piece._asdict().items() if k != "said"} | said
