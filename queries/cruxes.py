"""Cruxes: on what a debate turns, who answers how, and what either answer does."""

from collections.abc import Iterable
from typing import NamedTuple

from queries.arguments import (
    Argument,
    Bearing,
    Stance,
    Undercutting,
    arguments_from,
    arguments_in_full,
    stances_on_claims,
    undercuts_from,
)
from queries.ask import Run, ask
from queries.saying import counted, side


class _CruxRow(NamedTuple):
    id: str
    text: str
    body: str
    posed: str | None
    debate: str
    asks: str | None
    path: str
    line: int


class Crux(NamedTuple):
    """A yes/no question on which a debate turns.

    `if_yes` and `if_no` are the arguments from either answer, `undercuts` the arguments that an
    answer undercuts (no, where it is negated); `bearing` those that speak for yes (supports) or for
    no (rebuts). A crux that asks a claim shares all this with the claim."""

    id: str
    text: str
    debate: str
    posed: str | None
    asks: str | None
    if_yes: tuple[Bearing, ...]
    if_no: tuple[Bearing, ...]
    undercuts: tuple[Undercutting, ...]
    bearing: tuple[Argument, ...]
    stances: tuple[Stance, ...]
    body: str
    path: str
    line: int

    @property
    def yes(self) -> list[Stance]:
        return _answering(self.stances, 1)

    @property
    def no(self) -> list[Stance]:
        return _answering(self.stances, -1)

    @property
    def posed_by(self) -> list[str]:
        """The names of the people who singled it out, or the mapper."""
        people = [stance.name for stance in self.stances if stance.kind == "poses"]
        return people or (["mapper"] if self.posed == "mapper" else [])


def _answering(stances: Iterable[Stance], wanted: int) -> list[Stance]:
    """What counts of what each person answers, where it is on one side: who answers a crux and
    holds its claim says one thing."""
    answers = counted(stances, lambda stance: stance.person, {})
    return [stance for stance in answers.values() if side(stance.kind) == wanted]


def cruxes(run: Run, debate: str | None = None) -> list[Crux]:
    """The declared cruxes of a debate, or of all."""
    rows = ask(run, "cruxes", _CruxRow, debate=debate)
    subjects = sorted({ident for row in rows for ident in (row.id, row.asks) if ident})
    if not subjects:
        return []
    effects = arguments_from(run, subjects)
    undercuts = undercuts_from(run, subjects)
    arguments = arguments_in_full(run, subjects)
    stances = stances_on_claims(run, subjects)
    return [_crux(row, effects, undercuts, arguments, stances) for row in rows]


class Asking(NamedTuple):
    """A crux with the claim whose truth it asks: a stance on one is a stance on the other."""

    claim: str
    crux: str


def cruxes_asking(run: Run, claims: list[str]) -> list[Asking]:
    """The cruxes that ask whether these claims are true."""
    return ask(run, "cruxes_asking", Asking, claims=claims)


def _crux(
    row: _CruxRow,
    effects: list[Bearing],
    undercuts: list[Undercutting],
    arguments: dict[str, list[Argument]],
    stances: list[Stance],
) -> Crux:
    subjects = (row.id, row.asks)
    mine = [effect for effect in effects if effect.source in subjects]
    return Crux(
        id=row.id,
        text=row.text,
        debate=row.debate,
        posed=row.posed,
        asks=row.asks,
        if_yes=tuple(effect for effect in mine if not effect.negated),
        if_no=tuple(effect for effect in mine if effect.negated),
        undercuts=tuple(under for under in undercuts if under.source in subjects),
        bearing=tuple(
            argument for subject in subjects if subject for argument in arguments[subject]
        ),
        stances=tuple(stance for stance in stances if stance.target in subjects),
        body=row.body,
        path=row.path,
        line=row.line,
    )
