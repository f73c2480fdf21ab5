"""Which of the stances on an item do not count, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.arguments import stances_on_claims
from queries.cruxes import cruxes_asking
from queries.meeting import Saying, outdone_of
from queries.network import weighed_rivals
from queries.saying import by_item

if TYPE_CHECKING:
    from queries.ask import Run


def outdone_on(run: Run, item: str, asks: str | None) -> dict[str, str]:
    """Why some stances on an item do not count, by their ids: the same people say otherwise later,
    or hold its rival. `asks` is the claim, where it is a crux that asks one."""
    thing = asks or item
    pairs = weighed_rivals(run, sorted({end.partition("/")[0] for end in (item, thing)}))
    beside = {end for pair in pairs if {item, thing} & set(pair) for end in pair}
    asked = {row.crux: row.claim for row in cruxes_asking(run, sorted({thing, *beside}))}
    sayings = (
        Saying(s.person, asked.get(s.target, s.target), s.kind, s.date, s.passages, s.id)
        for s in stances_on_claims(run, sorted({thing, *beside, *asked}))
    )
    return outdone_of(sayings, by_item(pairs, lambda end: asked.get(end, end)))
