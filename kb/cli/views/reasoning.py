"""How strengths, reasons and suppositions look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.reasoner import Strengths
from kb.analysis.reasons import Pull, Why
from kb.analysis.rounding import LEVEL, number, signed
from kb.analysis.scale import LEAD, NO_CHANGE, strength_word
from kb.analysis.stands import ahead
from kb.analysis.supposing import Change, Flip, Reversal, WhatIf
from kb.cli.views import words
from kb.cli.views.layout import facts, indented, said
from kb.cli.views.numbers import Saying, assumed
from kb.reasoning.ranking import verdict

AMONG = {
    "leaves": "claims without arguments on them",
    "contested": "contested claims",
    "declared": "declared cruxes",
}
SHOWN = 20  # changes that a what-if lists


def strengths(found: Strengths, how: Saying) -> Iterator[RenderableType]:
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
        yield indented(facts(iter([(how.strength(row.strength, row.reasons), value)])))
    yield Text()
    yield assumed(found.assumptions)


def why(found: Why, how: Saying) -> Iterator[RenderableType]:
    """What holds an item up, what pulls it down."""
    debate = found.id.partition("/")[0]
    yield said((found.text, "bold"))
    start = f", before its reasons {number(found.start)}" if found.start != 0.5 else ""
    yield said((found.id, "cyan"), f"  {how.strength(found.strength, found.has_reasons)}{start}")
    for title, pulls in found.sections:
        if pulls:
            yield Text()
            yield Text(title, style="bold underline")
        for pull in pulls:
            shown = _effect(pull, found.strength, how)
            yield indented(facts(iter([(shown, _pull(pull, debate, how))])), 2)
    if not (found.up or found.down):
        yield said(("no argument on the map speaks for or against it", "dim"))
    if found.further:
        yield Text()
        yield Text("Further down, by influence", style="bold underline")
        for root in found.further:
            value = said(
                (words.slug(root.id, debate), "cyan"),
                f" {how.strength(root.strength)}: {root.text}",
            )
            shown = (
                signed(root.influence)
                if how.numbers
                else "for"
                if root.influence > 0
                else "against"
            )
            yield indented(facts(iter([(shown, value)])), 2)
    yield Text()
    yield assumed(found.assumptions, "an effect is against the strength without the argument")


def _effect(pull: Pull, strength: float, how: Saying) -> str:
    """How much stronger or weaker the argument makes the item; nothing for what weighs nothing."""
    if not pull.force:
        return ""
    without = strength - pull.effect
    return how.change(without, strength) or ("hardly" if not how.numbers else signed(pull.effect))


def _pull(pull: Pull, debate: str, how: Saying) -> Text:
    parts: list[str | tuple[str, str]] = []
    for place, ground in enumerate(pull.premises):
        name = ("not " if ground.negated else "") + words.slug(ground.id, debate)
        parts += [" + " if place else "", (name, "cyan"), f" {how.strength(ground.strength)}"]
    if pull.undercut >= LEVEL:
        parts.append((f", {pull.undercut:.0%} of it undercut", words.COLOURS["undercuts"]))
    texts = " / ".join(("Not: " if g.negated else "") + g.text for g in pull.premises)
    return said(*parts, (f": {texts}", ""))


# -- supposing ------------------------------------------------------------------------------------


def what_if(found: WhatIf, how: Saying) -> Iterator[RenderableType]:
    """The positions before and after, then all that changes."""
    yield from _supposed(found)
    yield Text("Positions", style="bold underline")
    for change in found.positions:
        yield indented(_change(change, found.debate, how), 2)
    for line in _leads(found):
        yield indented(said((line, "bold")), 2)
    if found.changes:
        yield Text()
        yield Text("What else changes", style="bold underline")
    for change in found.changes[:SHOWN]:
        yield indented(_change(change, found.debate, how), 2)
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


def _change(change: Change, debate: str, how: Saying) -> RenderableType:
    before = strength_word(change.before, change.reasons_before)
    after = strength_word(change.after, change.reasons_after)
    moved = how.change(change.before, change.after) or NO_CHANGE
    words_ = f"{before} -> {after}" if before != after else after
    value = said(
        (words.slug(change.id, debate), "cyan"), f"  {moved}: {words_}", f"\n{change.text}"
    )
    return facts(iter([("-", value)]))


def _leads(found: WhatIf) -> Iterator[str]:
    """Where the lead between two rivals is another than before."""
    if len(found.positions) == 1:
        yield "the verdict changes" if found.positions[0].turned else "the verdict stays"
    before = {frozenset(lead[:2]): lead for lead in found.leads_before}
    for lead in found.leads_after:
        called = {item: words.slug(item, found.debate) for item in lead[:2]}
        ends = before[frozenset(lead[:2])], lead
        was, now = (ahead(each[:2], each.leader, called) for each in ends)
        yield f"{now} as before" if was == now else f"{was} -> {now}"


def flip(found: Flip, how: Saying) -> Iterator[RenderableType]:
    """The fewest claims to be thought the contrary of what they are for another verdict."""
    debate = found.position.partition("/")[0]
    yield said((found.text, "bold"))
    yield said((found.position, "cyan"), f"  {how.strength(found.strength)}")
    if found.rival:
        rival = said((words.slug(found.rival, debate), "cyan"), f": {found.rival_text}")
        yield said(f"leads its rival, {how.strength(found.rival_before or 0.0)}  ", rival)
    yield Text()
    what = "the lead" if found.rival else "the verdict"
    if found.reversals is None:
        yield said(f"No reversal of {AMONG[found.among]} would change {what}.")
    else:
        fewest = "" if found.exact else ", the fewest that were found"
        yield said(f"{_turned(found, how)} with {_these(found.reversals)}{fewest}:")
        for reversal in found.reversals:
            yield indented(_reversal(reversal, debate, how), 2)
    yield Text()
    yield assumed(found.assumptions, f"{found.eligible} {AMONG[found.among]} may be reversed")


def _these(reversals: Sequence[Reversal]) -> str:
    return "this" if len(reversals) == 1 else f"these {len(reversals)}"


def _turned(found: Flip, how: Saying) -> str:
    """What it comes to: `The verdict would be no instead of yes`, `Its rival would lead`."""
    after, rival = found.after or 0.0, found.rival_after or 0.0
    if found.rival is None:
        ends = f"{how.strength(found.strength)} -> {how.strength(after)}"
        return f"The verdict would be {verdict(after)}, not {verdict(found.strength)} ({ends}),"
    turned = "Its rival would lead" if rival - after >= LEAD else "The two would be level"
    return f"{turned} ({how.strength(after)} : {how.strength(rival)})"


def _reversal(reversal: Reversal, debate: str, how: Saying) -> RenderableType:
    """`leaning yes -> no`, or for what is open which answer does it: `open, if no`."""
    answer = "yes" if reversal.to else "no"
    now = how.strength(reversal.strength)
    turn = f"{now}, if {answer}" if reversal.was_open else f"{now} -> {answer}"
    value = said((words.slug(reversal.id, debate), "cyan"), f"  {reversal.text}")
    return facts(iter([(turn, value)]))
