"""How one crux looks to a reader in a terminal: what either answer does, and who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from kb.analysis.bearing import Hop
from kb.analysis.scale import NO_CHANGE
from kb.analysis.stands import holds_up, under_answers
from kb.analysis.turning import Turn
from kb.cli.views import words
from kb.cli.views.cruxes import Shown
from kb.cli.views.layout import Rows, facts, said
from kb.cli.views.names import Names, linked, stance_of, with_id
from kb.cli.views.numbers import assumed
from queries.arguments import Argument, Bearing, Stance, Undercutting
from queries.cruxes import Crux

if TYPE_CHECKING:
    from kb.cli.common import Form

PLAIN = ("answers_yes", "answers_no", "holds", "rejects")  # which say no more than the answer


class About:
    """What the graph says of a crux."""

    def __init__(self, crux: Crux, own: str | None, names: Names, form: Form) -> None:
        self._crux, self._own, self._names, self._form = crux, own, names, form

    def answers(self, yes: str = "", no: str = "") -> Rows:
        """What either answer does, and who gives it; `yes` and `no` say how much it moves."""
        crux = self._crux
        yield "If yes", self._answer(yes, crux.if_yes, crux.yes, negated=False)
        yield "If no", self._answer(no, crux.if_no, crux.no, negated=True)

    def _answer(
        self, moves: str, effects: Sequence[Bearing], stances: Sequence[Stance], *, negated: bool
    ) -> RenderableType:
        lines: list[RenderableType] = [said((moves, "cyan"))] if moves else []
        lines += [self._effect(effect) for effect in effects]
        lines += [self._undercut(u) for u in self._crux.undercuts if u.negated == negated]
        if not lines:
            lines.append(said("the map draws nothing from it"))
        lines += [self._says(stance) for stance in stances]
        if not stances:
            lines.append(said(("nobody says so", "dim")))
        return Group(*lines)

    def _effect(self, effect: Bearing) -> Text:
        """`supports “Restraint lasts”, together with “It is corrigible”`."""
        linked = self._names.assumed(effect.others)
        return said(
            (f"{effect.kind} ", words.COLOURS[effect.kind]),
            self._names.quoted(effect.target),
            f", together with {linked}" if linked else "",
            (words.OURS if effect.inferred else "", "dim"),
        )

    def _undercut(self, under: Undercutting) -> Text:
        argument = self._names.argument(under.argument_premises, under.target)
        return said(
            ("undercuts ", words.COLOURS["undercuts"]),
            argument,
            (words.OURS if under.inferred else "", "dim"),
        )

    def _says(self, stance: Stance) -> Text:
        verb = "says so" if stance.kind in PLAIN else words.STANCES[stance.kind]
        return stance_of(stance, self._own, verb, self._names)

    def reasons(self) -> Rows:
        """What speaks for either answer."""
        for name, kind in (("For yes", "supports"), ("For no", "rebuts")):
            for argument in self._crux.bearing:
                if argument.kind == kind:
                    yield name, self._premises(argument)
                    name = ""

    def _premises(self, argument: Argument) -> RenderableType:
        reason = f" ({words.because(argument.reasons)})" if argument.reasons else ""
        ours = words.OURS if argument.inferred else ""
        *before, last = linked(argument.premises, self._form)
        return Group(*before, said(last, (reason, "dim"), (ours, "dim")))

    def origin(self) -> str:
        """Who singled it out."""
        names = self._crux.posed_by
        posed = "the mapper" if names == ["mapper"] else " and ".join(names)
        return f"singled out by {posed}" if posed else ""


def in_full(shown: Shown, place: int, own: str | None) -> Iterator[RenderableType]:
    """A ranked crux: what either answer does to each position, who gives it, why it bears."""
    ranking, look = shown.ranking, shown.look
    turn = ranking.cruxes[place - 1]
    about = About(look.declared[turn.item], own, look.names, look.form)
    line = (f"crux {place} of {len(ranking.cruxes)}", shown.moving(turn), about.origin())
    yield with_id(said((turn.text, "bold")), turn.item, look.form)
    yield said(("; ".join(filter(None, line)), "dim"))
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
        yield "" if place else "Lead", said(under_answers(*turned, shown.letters))
    if turn.whose:
        yield "For whom", said(", ".join(one.name for one in turn.whose))
    if turn.path:
        yield "Why", way(turn.path, shown.look.names)
    if turn.ways:
        held = "sure" if holds_up(turn.first, turn.ways) else "not sure"
        ways = f"among the first three in {turn.first} of {turn.ways} ways to weigh reasons"
        yield "Place", said(f"{held}: {ways}")


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
    return said(*parts)


def spaced(rows: Rows) -> Iterator[RenderableType]:
    """Lines with a word in front, with air between what stands behind different words."""
    for name, value in rows:
        if name:
            yield Text()
        yield facts(iter([(f"{name:<8}", value)]))
