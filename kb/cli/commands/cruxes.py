"""The command that ranks: on what a debate turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.cli.commands.reasoning import evaluated, rounded, versioned
from kb.cli.common import Form
from kb.cli.completing import complete_people, debate_argument
from kb.cli.views.output import emit, plain
from kb.errors import MisuseError

if TYPE_CHECKING:
    from kb.analysis.outlook import Setting
    from kb.analysis.reasoner import Reasoner
    from kb.analysis.turning import Ranking
    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.cruxes import Crux


@click.command("cruxes")
@debate_argument()
@click.argument("place", required=False, type=click.IntRange(1), metavar="[NUMBER]")
@click.option(
    "--for",
    "whose",
    metavar="PERSON|POSITION",
    help="Rank for them alone: what would move their own view of the positions they speak of.",
    shell_complete=complete_people,
)
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    help="How many claims that nobody asked about; declared cruxes are always there.",
)
@evaluated
def cruxes_command(
    base: OpenBase,
    debate: str | None,
    place: int | None,
    whose: str | None,
    top: int,
    numbers: bool,
    setting: Setting,
    form: Form,
) -> None:
    """Show on what a debate turns.

    The questions that the debate declares as its cruxes, by how far their answers reach, with what
    either answer does to each position and who gives it. Then claims that reach as far and that
    nobody asked about. With a NUMBER one crux in full.
    """
    if whose and not debate:
        raise MisuseError("say of which debate: kb cruxes DEBATE --for NAME")
    view = base.person_or_position(whose) if whose else None
    reasoner = base.reason(*([debate] if debate else []), setting=setting)
    rankings = _rankings(reasoner, top, view)
    if place and not (debate and rankings and place <= len(rankings[0].cruxes)):
        known = len(rankings[0].cruxes) if debate and rankings else 0
        raise MisuseError(f"there is no crux {place}; 'kb cruxes DEBATE' numbers {known} of them")
    declared = _declared(base, rankings, debate)
    told = [_alone(rankings[0], place)] if place else rankings
    emit(
        form,
        told,
        view=lambda: _view(base, reasoner, rankings, declared, place, numbers, form),
        flat=(row for ranking in told for row in _flat(ranking, declared, base, form)),
        data=[versioned(_data(ranking, declared)) for ranking in told],
    )


def _alone(ranking: Ranking, place: int) -> Ranking:
    """A ranking of which nothing is told but one crux."""
    return ranking._replace(cruxes=(ranking.cruxes[place - 1],), unasked=(), granted=())


def _view(
    base: OpenBase,
    reasoner: Reasoner,
    rankings: Sequence[Ranking],
    declared: Mapping[str, Crux],
    place: int | None,
    numbers: bool,
    form: Form,
) -> Iterator[Block]:
    """All debates in brief, one debate, or one crux."""
    from kb.cli.text import Text
    from kb.cli.views import crux, cruxes
    from kb.cli.views.names import Names
    from kb.cli.views.numbers import Saying

    look = cruxes.Look(Saying(numbers), form, Names(base, form), declared)
    debates = {each.id: each for each in base.debate_names()}
    bare = [
        one
        for one in declared.values()
        if one.debate in reasoner.debates and not reasoner.has_positions(one.debate)
    ]
    if len(reasoner.debates) != 1 and form.all:
        for ranking in rankings:
            yield from cruxes.Shown(ranking, debates[ranking.debate].question, look).lines()
            yield Text()
    elif len(reasoner.debates) != 1:
        yield from cruxes.overview(rankings, bare, list(debates.values()), form)
    elif not rankings:
        yield from cruxes.undecided(debates[reasoner.debates[0]], bare, look)
    else:
        debate = debates[rankings[0].debate]
        shown = cruxes.Shown(rankings[0], debate.question, look)
        yield from crux.in_full(shown, place, debate.source) if place else shown.lines()


def _rankings(reasoner: Reasoner, top: int, view: str | None) -> list[Ranking]:
    return [
        reasoner.cruxes(each, top, view)
        for each in reasoner.debates
        if reasoner.has_positions(each)
    ]


def _declared(base: OpenBase, rankings: Sequence[Ranking], debate: str | None) -> dict[str, Crux]:
    """The cruxes of a debate and of those from which cruxes reach into it; else of all."""
    named = {turn.debate for ranking in rankings for turn in ranking.cruxes}
    asked = sorted({debate, *named}) if debate else [None]
    return {crux.id: crux for each in asked for crux in base.cruxes(each)}


def _data(ranking: Ranking, declared: Mapping[str, Crux]) -> dict[str, Any]:
    """A ranking as JSON; what a crux says of itself is beside what was computed of it."""
    found: dict[str, Any] = plain(ranking)
    for turn, row in zip(ranking.cruxes, found["cruxes"], strict=True):
        crux = declared.get(turn.crux or "")
        row["declaration"] = plain(crux) | {"posed_by": crux.posed_by} if crux else None
    found["assumptions"]["line"] = ranking.assumptions.line
    return found


def _flat(
    ranking: Ranking, declared: Mapping[str, Crux], base: OpenBase, form: Form
) -> Iterator[dict[str, object]]:
    """The lines of a table; the numbers in one cell are those of `positions`, in that order."""
    from kb.cli.views.names import Names

    names = Names(base, form)
    positions = [names[position.id] for position in ranking.positions]
    for turn in (*ranking.cruxes, *ranking.unasked, *ranking.granted):
        crux = declared.get(turn.crux or "")
        yield {
            "debate": ranking.debate,
            "kind": turn.kind,
            "rank": turn.rank,
            "crux": turn.item,
            "question": turn.text,
            "strength": rounded(turn.strength),
            "reach": rounded(turn.reach),
            "positions": positions,
            "effects": [rounded(value) for value in turn.effects],
            "if_yes": [rounded(value) for value in turn.when_yes],
            "if_no": [rounded(value) for value in turn.when_no],
            "yes": list(turn.sides.yes),
            "no": list(turn.sides.no),
            "crux_for": [one.name for one in turn.whose],
            "first_three": f"{turn.first} of {turn.ways}" if turn.ways else "",
            "posed_by": crux.posed_by if crux else [],
        }
