"""How the fewest reversals that change a verdict look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.analysis.scale import LEAD
from kb.cli.text import Block, Text
from kb.cli.views.layout import facts, indented
from kb.cli.views.names import with_id
from kb.cli.views.numbers import Saying, assumed
from kb.reasoning.ranking import verdict

if TYPE_CHECKING:
    from kb.analysis.supposing import Flip, Reversal
    from kb.cli.common import Form

AMONG = {
    "leaves": "claims without arguments on them",
    "contested": "contested claims",
    "declared": "declared cruxes",
}


def flip(found: Flip, how: Saying, form: Form) -> Iterator[Block]:
    """The fewest claims to be thought the contrary of what they are for another verdict."""
    yield with_id(Text((found.text, "bold")), found.position, form)
    yield Text(how.strength(found.strength, found.reasons))
    if found.rival:
        yield Text(("leads its rival:", "dim"))
        yield with_id(Text((found.rival_text, "bold")), found.rival, form)
        yield Text(how.strength(found.rival_before or 0.0, found.rival_reasons))
    yield Text()
    what = "the lead" if found.rival else "the verdict"
    if found.reversals is None:
        yield Text(f"No reversal of {AMONG[found.among]} would change {what}.")
    else:
        fewest = "" if found.exact else ", the fewest that were found"
        yield Text(f"{_turned(found, how)} with {_these(found.reversals)}{fewest}:")
        for reversal in found.reversals:
            yield indented(_reversal(reversal, how, form), 2)
    yield Text()
    yield Text((f"looked among all {AMONG[found.among]}: {found.eligible}", "dim"))
    yield from assumed(found.assumptions, how)


def _these(reversals: Sequence[Reversal]) -> str:
    return "this" if len(reversals) == 1 else f"these {len(reversals)}"


def _turned(found: Flip, how: Saying) -> str:
    """What it comes to: `The verdict would be no instead of yes`, `Its rival would lead`."""
    after, rival = found.after or 0.0, found.rival_after or 0.0
    if found.rival is None:
        now = how.strength(found.strength, found.reasons)
        ends = f"{now} -> {how.strength(after, True)}"
        return f"The verdict would be {verdict(after)}, not {verdict(found.strength)} ({ends}),"
    turned = "Its rival would lead" if rival - after >= LEAD else "The two would be level"
    return f"{turned} ({how.strength(after, True)} : {how.strength(rival, True)})"


def _reversal(reversal: Reversal, how: Saying, form: Form) -> Block:
    """`leaning yes -> no`, or for what is open which answer does it: `open, if no`. Where only a
    credence makes it lean, that is what is reversed."""
    answer = "yes" if reversal.to else "no"
    now = how.strength(reversal.strength, reversal.reasons or not reversal.was_open)
    turn = f"{now}, if {answer}" if reversal.was_open else f"{now} -> {answer}"
    return facts(iter([(turn, with_id(Text(reversal.text), reversal.id, form))]))
