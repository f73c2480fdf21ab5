"""How strengths, reasons and suppositions look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.reasoner import Strengths
from kb.analysis.reasons import Pull, Why
from kb.analysis.rounding import LEVEL, number, signed
from kb.analysis.supposing import Change, Flip, WhatIf
from kb.cli.views import words
from kb.cli.views.layout import facts, indented, said
from kb.cli.views.numbers import assumed

AMONG = {
    "leaves": "claims without arguments on them",
    "contested": "contested claims",
    "declared": "declared cruxes",
}
SHOWN = 20  # changes that a what-if lists


def strengths(found: Strengths) -> Iterator[RenderableType]:
    """Items with their strengths, debate by debate."""
    debate = ""
    for row in found.items:
        if row.id.partition("/")[0] != debate:
            if debate:
                yield Text()
            debate = row.id.partition("/")[0]
            yield said((debate, "bold cyan"))
        slug = words.slug(row.id, debate)
        kind = "" if row.kind == "claim" else f"  {row.kind}"
        value = said((slug, "cyan"), (kind, "magenta"), f"  {row.text}")
        yield indented(facts(iter([(number(row.strength), value)])))
    yield Text()
    yield assumed(found.assumptions)


def why(found: Why) -> Iterator[RenderableType]:
    """What holds an item up, what pulls it down."""
    debate = found.id.partition("/")[0]
    yield said((found.text, "bold"))
    start = "" if found.start == found.strength else f"  before its reasons {number(found.start)}"
    yield said((found.id, "cyan"), f"  strength {number(found.strength)}{start}")
    for title, pulls in (("Holds it up", found.up), ("Pulls it down", found.down)):
        if pulls:
            yield Text()
            yield Text(title, style="bold underline")
        for pull in pulls:
            yield indented(facts(iter([(_effect(pull), _pull(pull, debate))])), 2)
    if not (found.up or found.down):
        yield said(("no argument on the map speaks for or against it", "dim"))
    if found.further:
        yield Text()
        yield Text("Further down, by influence", style="bold underline")
        for root in found.further:
            value = said(
                (words.slug(root.id, debate), "cyan"), f" {number(root.strength)}: {root.text}"
            )
            yield indented(facts(iter([(signed(root.influence), value)])), 2)
    yield Text()
    yield assumed(found.assumptions, "an effect is the strength less that without the argument")


def _effect(pull: Pull) -> str:
    """The effect; where two digits do not show it, the weight that the argument has."""
    return signed(pull.effect) if abs(pull.effect) >= LEVEL else f"weighs {number(pull.force)}"


def _pull(pull: Pull, debate: str) -> Text:
    parts: list[str | tuple[str, str]] = []
    for place, ground in enumerate(pull.premises):
        name = ("not " if ground.negated else "") + words.slug(ground.id, debate)
        parts += [" + " if place else "", (name, "cyan"), f" {number(ground.strength)}"]
    if pull.undercut >= LEVEL:
        parts.append((f", {pull.undercut:.0%} of it undercut", words.COLOURS["undercuts"]))
    texts = " / ".join(("Not: " if g.negated else "") + g.text for g in pull.premises)
    return said(*parts, (f": {texts}", ""))


# -- supposing ------------------------------------------------------------------------------------


def what_if(found: WhatIf) -> Iterator[RenderableType]:
    """The positions before and after, then all that changes."""
    yield from _supposed(found)
    yield Text("Positions", style="bold underline")
    for change in found.positions:
        yield indented(_change(change, found.debate), 2)
    yield indented(said((_lead(found), "bold")), 2)
    if found.changes:
        yield Text()
        yield Text("What else changes", style="bold underline")
    for change in found.changes[:SHOWN]:
        yield indented(_change(change, found.debate), 2)
    if len(found.changes) > SHOWN:
        rest = f"and {len(found.changes) - SHOWN} more, less; --format csv has all"
        yield indented(said((rest, "dim")), 2)
    yield Text()
    yield assumed(found.assumptions)


def _supposed(found: WhatIf) -> Iterator[RenderableType]:
    if found.supposed:
        each = [
            f"{words.slug(ident, found.debate)} = {value:g}"
            for ident, value in found.supposed.items()
        ]
        yield said("If ", (", ".join(each), "cyan"), ":")
        yield Text()


def _change(change: Change, debate: str) -> RenderableType:
    numbers = f"{number(change.before)} -> {number(change.after)}"
    turned = said(("  turned", "bold")) if change.turned else Text()
    value = said((words.slug(change.id, debate), "cyan"), turned, f"  {change.text}")
    return facts(iter([(numbers, value)]))


def _lead(found: WhatIf) -> str:
    if len(found.positions) == 1:
        turned = found.positions[0].turned
        return "the verdict changes" if turned else "the verdict stays"
    before, after = (
        f"{words.slug(leader, found.debate)} leads" if leader else "the first are level"
        for leader in (found.leading_before, found.leading_after)
    )
    return f"{before} as before" if before == after else f"the lead changes: {before} -> {after}"


def flip(found: Flip) -> Iterator[RenderableType]:
    """The fewest reversals that change a verdict."""
    debate = found.position.partition("/")[0]
    yield said((found.text, "bold"))
    yield said((found.position, "cyan"), f"  strength {number(found.strength)}")
    if found.rival:
        rival = said((words.slug(found.rival, debate), "cyan"), f": {found.rival_text}")
        yield said(f"leads before {number(found.rival_before or 0.0)}  ", rival)
    yield Text()
    what = "the lead" if found.rival else "the verdict"
    if found.reversals is None:
        yield said(f"No reversal of {AMONG[found.among]} would change {what}.")
    else:
        count = len(found.reversals)
        how = "" if found.exact else ", the fewest that were found"
        each = "this was" if count == 1 else f"these {count} were"
        ends = [number(end) for end in (found.after, found.rival_after) if end is not None]
        yield said(
            f"{what.capitalize()} would change ({' : '.join(ends)}) if {each} the contrary{how}:"
        )
        for reversal in found.reversals:
            turn = f"{number(reversal.strength)} -> {reversal.to:g}"
            value = said((words.slug(reversal.id, debate), "cyan"), f"  {reversal.text}")
            yield indented(facts(iter([(turn, value)])), 2)
    yield Text()
    yield assumed(found.assumptions, f"{found.eligible} {AMONG[found.among]} may be reversed")
