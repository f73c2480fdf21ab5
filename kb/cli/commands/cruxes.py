"""The command that ranks: on what a debate turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from kb.cli.commands.reasoning import evaluated, rounded
from kb.cli.common import debate_argument
from kb.cli.views.output import emit, plain

if TYPE_CHECKING:
    from kb.analysis.outlook import Setting
    from kb.analysis.turning import Ranking
    from kb.api import OpenBase
    from queries.cruxes import Crux

ORDERS = ("swing", "flip", "influence", "declared")


@click.command("cruxes")
@debate_argument()
@click.option(
    "--by",
    type=click.Choice(ORDERS),
    default=ORDERS[0],
    show_default=True,
    help="Rank by what turns on a claim whatever is believed of it (swing), by what its contrary "
    "would change (flip), by what a nudge does (influence); or show the declared ones only.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=5,
    show_default=True,
    help="How many computed cruxes; declared ones are always shown.",
)
@evaluated
def cruxes_command(
    base: OpenBase, debate: str | None, by: str, top: int, setting: Setting, form: str
) -> None:
    """Show on what a debate turns.

    Each crux, declared or computed, with what follows from either answer, who answers how, and
    the way by which it bears on the debate's positions.
    """
    from kb.cli.views import cruxes as views

    declared = {crux.id: crux for crux in base.cruxes(debate)}
    names = {d.id: d for d in base.debate_names()}
    reasoner = base.reason(*([debate] if debate else []), setting=setting)
    rankings = [
        reasoner.cruxes(each, by, top) for each in reasoner.debates if reasoner.has_positions(each)
    ]
    bare = [crux for crux in declared.values() if not reasoner.has_positions(crux.debate)]
    emit(
        form,
        rankings,
        view=lambda: (
            views.overview(rankings, bare, list(names.values()))
            if debate is None and len(names) > 1
            else views.cruxes(rankings, bare, declared, list(names.values()))
        ),
        flat=[row for ranking in rankings for row in _flat(ranking, declared)],
        data=[_data(ranking, declared) for ranking in rankings],
    )


def _data(ranking: Ranking, declared: Mapping[str, Crux]) -> dict[str, Any]:
    """A ranking as JSON; what a crux says of itself is beside what was computed of it."""
    found: dict[str, Any] = plain(ranking)
    for turn, row in zip(ranking.cruxes, found["cruxes"], strict=True):
        crux = declared.get(turn.crux or "")
        row["pivotal"] = turn.pivotal
        row["declaration"] = plain(crux) | {"posed_by": crux.posed_by} if crux else None
    found["assumptions"]["line"] = ranking.assumptions.line
    return found


def _flat(ranking: Ranking, declared: Mapping[str, Crux]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for turn in ranking.cruxes:
        crux = declared.get(turn.crux or "")
        rows.append(
            {
                "debate": ranking.debate,
                "rank": turn.rank,
                "crux": turn.crux or turn.claim,
                "kind": turn.kind,
                "question": turn.text,
                "strength": rounded(turn.strength),
                "if_yes": [rounded(value) for value in turn.when_yes],
                "if_no": [rounded(value) for value in turn.when_no],
                "swing": rounded(turn.swing),
                "verdict_if_yes": turn.verdict_yes,
                "verdict_if_no": turn.verdict_no,
                "yes": list(turn.sides.yes),
                "no": list(turn.sides.no),
                "posed_by": crux.posed_by if crux else [],
            }
        )
    return rows
