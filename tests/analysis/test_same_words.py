"""One item is said to be as strong in every answer that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from bases import SHIPPED
from click.testing import Result

import kb
from kb.analysis.reasoner import Reasoner
from kb.analysis.scale import NO_REASONS, strength_word
from kb.errors import KbError

Told = Iterator[tuple[str, float, bool]]


@pytest.fixture(scope="module")
def base() -> Iterator[kb.api.OpenBase]:
    with kb.open(SHIPPED) as opened:
        yield opened


def test_an_item_has_one_word_wherever_it_is_named(base: kb.api.OpenBase) -> None:
    reasoner = base.reason(*(debate.id for debate in base.debate_names()))
    words = {row.id: strength_word(row.strength, row.reasons) for row in reasoner.strengths().items}
    assert NO_REASONS in words.values()
    named = [*_whys(reasoner, list(words)), *_flips(reasoner)]
    assert len(named) > 300
    for item, strength, reasons in named:
        assert strength_word(strength, reasons) == words[item], item


def _whys(reasoner: Reasoner, items: list[str]) -> Told:
    for item in items:
        found = reasoner.why(item)
        yield item, found.strength, found.has_reasons
        yield from ((root.id, root.strength, root.reasons) for root in found.further)
        for pull in (*found.up, *found.down):
            yield from (
                (one.id, 1 - one.strength if one.negated else one.strength, one.reasons)
                for one in pull.premises
            )


def _flips(reasoner: Reasoner) -> Told:
    for debate in reasoner.debates:
        for position in reasoner.positions(debate):
            found = reasoner.flip(position)
            yield position, found.strength, found.reasons
            for one in found.reversals or ():
                yield one.id, one.strength, one.reasons


def test_of_what_nobody_speaks_and_nothing_bears_on_a_view_is_none(base: kb.api.OpenBase) -> None:
    silent = 0
    for debate in base.debate_names():
        reasoner = base.reason(debate.id)
        words = {row.id: row.reasons for row in reasoner.strengths().items}
        people = sorted(reasoner.everybody)
        for a, b in pairwise(people):
            try:
                found = reasoner.double_cruxes(a, b, debate.id)
            except KbError:
                continue
            for crux in (crux for parting in found.partings for crux in parting.cruxes):
                views = ((crux.says_a, crux.reasons_a), (crux.says_b, crux.reasons_b))
                for says, reasons in views:
                    assert reasons or not (says or words.get(crux.id))
                    silent += not reasons
    assert silent > 5


def test_why_says_so_of_a_premise(kb_command: Callable[..., Result]) -> None:
    shown = kb_command("why", "legibility/model-too-simple", "-C", SHIPPED).stdout
    assert "no reasons given  legibility/spec-would-not-slow" in shown
    own = kb_command("strength", "legibility/spec-would-not-slow", "-C", SHIPPED).stdout
    assert "no reasons given" in own
    numbers = kb_command("why", "legibility/model-too-simple", "--numbers", "-C", SHIPPED).stdout
    assert "open 0.50" not in numbers
