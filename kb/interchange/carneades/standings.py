"""What a graph of Carneades is tested for, beside the strengths of its statements here."""

from __future__ import annotations

from collections.abc import Sequence

from kb.analysis.networks import network_of
from kb.analysis.reasoner import Reasoner
from kb.analysis.weighed import weigh
from kb.errors import KbError
from kb.interchange.draft import Draft
from kb.interchange.markdown import name as plain_name
from kb.model import Base, Premise

MOST = 2_000  # items of a graph that is weighed
SHOWN = 20
OPEN = 0.05  # nearer to a half than this, a statement is neither in nor out
TESTED = ("in", "out", "undecided")


def compare(draft: Draft, test: str, meant: Sequence[tuple[str, Premise]]) -> str:
    """How strong the statements are that a test says are in or out; empty for another test."""
    if test not in TESTED or not meant:
        return ""
    if len(draft.claims) > MOST:
        return f"not compared: the graph has more than {MOST:,} statements"
    base = Base(
        id=draft.id,
        heading=draft.id,
        debates=(draft.debate(),),
        claims=tuple(draft.claims.values()),
        arguments=tuple(draft.arguments.values()),
        relations=tuple(draft.relations.values()),
    )
    try:
        reasoner = Reasoner(weigh(network_of(base)), (draft.id,))
        found = reasoner.strengths([premise.claim for _, premise in meant])
    except KbError as error:
        return f"not compared: {error}"
    rows = []
    for (term, premise), strength in zip(meant, found.items, strict=True):
        value = 1 - strength.strength if premise.negated else strength.strength
        here = "undecided" if abs(value - 0.5) < OPEN else "in" if value > 0.5 else "out"
        says = "as tested" if here == test else f"here {here}"
        rows.append(f"{plain_name(term)} {value:.2f}, {says}")
    more = f", and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"compared with strengths: {'; '.join(rows[:SHOWN])}{more}"
