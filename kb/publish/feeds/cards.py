"""What a card says of an item when a link to it is hovered over: no more than its page does.

A debate's cards are one small script, which the pages load when they first need it: a script runs
at file:// too, where nothing can be fetched.
"""

from __future__ import annotations

from kb.model import Claim, Debate
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.tallies import items_of, position_tally
from kb.publish.text import names
from kb.publish.text.scripts import script

VOICES = 4  # that a card names


def cards(desk: Desk, debate: Debate) -> bytes:
    """The cards of a debate: for each item's page its kind, statement, voices and tally."""
    items = {_name(claim): _card(desk, claim) for claim in items_of(desk.index, debate)}
    return script("kbCards", names.segment(debate.id), items)


def _name(claim: Claim) -> str:
    return names.claim_file(claim.id).removeprefix("claims/")


def _card(desk: Desk, claim: Claim) -> list[str]:
    return [
        words.KINDS[claim.kind][0],
        desk.prose.plain(claim.text),
        _voices(desk, claim),
        position_tally(desk, claim),
    ]


def _voices(desk: Desk, claim: Claim) -> str:
    stances = desk.index.stances_on.get(claim.id, ())
    said = [
        f"{desk.prose.plain(desk.index.people[s.person].heading)} {words.STANCES[s.kind].on_item}"
        for s in stances[:VOICES]
    ]
    more = len(stances) - VOICES
    return "; ".join([*said, f"{more} more"] if more > 0 else said)
