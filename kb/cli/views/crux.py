"""How one ranked crux looks to a reader in a terminal: its answers, and why it bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.analysis.scale import NO_CHANGE
from kb.analysis.stands import holds_up, under_answers
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.answers import About, spaced
from kb.cli.views.layout import Rows
from kb.cli.views.names import Names, with_id
from kb.cli.views.numbers import assumed

if TYPE_CHECKING:
    from kb.analysis.bearing import Hop
    from kb.analysis.turning import Turn
    from kb.cli.views.cruxes import Shown


def in_full(shown: Shown, place: int, own: str | None) -> Iterator[Block]:
    """A ranked crux: what either answer does to each position, who gives it, why it bears."""
    ranking, look = shown.ranking, shown.look
    turn = ranking.cruxes[place - 1]
    about = About(look.declared[turn.item], own, look.names, look.form)
    moves = f"going from no to yes {shown.moving(turn)}"
    line = (f"crux {place} of {len(ranking.cruxes)}", moves, about.origin())
    yield with_id(Text((turn.text, "bold")), turn.item, look.form)
    yield Text(("; ".join(filter(None, line)), "dim"))
    yield Text()
    yield from shown.positions()
    done = [_done(shown, strengths) for strengths in (turn.when_yes, turn.when_no)]
    yield from spaced(about.answers(*done))
    yield from spaced(about.reasons())
    yield from spaced(_further(shown, turn))
    yield from assumed(ranking.assumptions, look.saying)


def _done(shown: Shown, strengths: Sequence[float]) -> str:
    """What an answer does to each position, from now."""
    changes = [
        f"{shown.letters[p.id]} {change}"
        for p, after in zip(shown.ranking.positions, strengths, strict=True)
        if (change := shown.look.saying.change(p.strength, after))
    ]
    end = "the position" if len(shown.letters) == 1 else "any position"
    return ", ".join(changes) or f"{NO_CHANGE} to {end}"


def _further(shown: Shown, turn: Turn) -> Rows:
    for place, turned in enumerate(turn.turns):
        yield "" if place else "Lead", Text(under_answers(*turned, shown.letters))
    if turn.whose:
        yield "For whom", Text(", ".join(one.name for one in turn.whose))
    if turn.path:
        yield "Why", way(turn.path, shown.look.names)
    if turn.ways:
        held = "sure" if holds_up(turn.first, turn.ways) else "not sure"
        ways = f"among the first three in {turn.first} of {turn.ways} ways to weigh reasons"
        yield "Place", Text(f"{held}: {ways}")


def way(path: Sequence[Hop], names: Names) -> Text:
    """`if “A” is false, that supports “B”, which rebuts “C”`."""
    parts: list[str | tuple[str, str]] = []
    for place, hop in enumerate(path):
        name = names.quoted(hop.claim)
        parts.append(", " if place else "")
        if hop.negated:
            parts.append(f"if {'that' if place else name} is false, it")
        else:
            parts.append("which" if place else name)
        argument = f"{hop.kind} an argument to" if hop.kind == "undercuts" else hop.kind
        parts += [(f" {argument} ", words.COLOURS[hop.kind]), names.quoted(hop.target)]
    return Text(*parts)
