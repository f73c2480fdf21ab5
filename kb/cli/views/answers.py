"""How the answers to a crux look to a reader in a terminal: what either does, and who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, Rows, facts
from kb.cli.views.names import Names, linked, stance_of

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.arguments import Argument, Bearing, Stance, Undercutting
    from queries.cruxes import Crux

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
    ) -> Block:
        lines: list[Block] = [Text((moves, "cyan"))] if moves else []
        lines += [self._effect(effect) for effect in effects]
        lines += [self._undercut(u) for u in self._crux.undercuts if u.negated == negated]
        if not lines:
            lines.append(Text("the map draws nothing from it"))
        lines += [self._says(stance) for stance in stances]
        if not stances:
            lines.append(Text(("nobody says so", "dim")))
        return Group(*lines)

    def _effect(self, effect: Bearing) -> Text:
        """`supports “Restraint lasts”, together with “It is corrigible”`."""
        linked = self._names.assumed(effect.others)
        return Text(
            (f"{effect.kind} ", words.COLOURS[effect.kind]),
            self._names.quoted(effect.target),
            f", together with {linked}" if linked else "",
            (words.OURS if effect.inferred else "", "dim"),
        )

    def _undercut(self, under: Undercutting) -> Text:
        argument = self._names.argument(under.argument_premises, under.target)
        return Text(
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

    def _premises(self, argument: Argument) -> Block:
        reason = f" ({words.because(argument.reasons)})" if argument.reasons else ""
        ours = words.OURS if argument.inferred else ""
        *before, last = linked(argument.premises, self._form)
        return Group(*before, Text(last, (reason, "dim"), (ours, "dim")))

    def origin(self) -> str:
        """Who singled it out."""
        names = self._crux.posed_by
        posed = "the mapper" if names == ["mapper"] else " and ".join(names)
        return f"singled out by {posed}" if posed else ""


def spaced(rows: Rows) -> Iterator[Block]:
    """Lines with a word in front, with air between what stands behind different words."""
    for name, value in rows:
        if name:
            yield Text()
        yield facts(iter([(f"{name:<8}", value)]))
