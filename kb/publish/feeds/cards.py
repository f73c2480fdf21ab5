"""What a card says of what a link leads to, when it is hovered over: no more than that page does.

A debate's cards are one small script, which the pages load when they first need it: a script runs
at file:// too, where nothing can be fetched. It has the items of the debate, the senses of its
terms, and of the passages it cites those whose text is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.kinds import ArgumentKind
from kb.model import Claim, Debate
from kb.publish.parts import words
from kb.publish.parts.counting import outdone_in
from kb.publish.parts.desk import Desk
from kb.publish.parts.tallies import items_of, position_tally, weighing
from kb.publish.parts.terms import definitions
from kb.publish.text import names
from kb.publish.text.scripts import script

VOICES = 4  # that a card names
LONGEST = 700  # characters of a passage; the rest stands on the page of its source
SIDES: tuple[tuple[ArgumentKind, str], ...] = (("supports", "For"), ("rebuts", "Against"))

Card = list[str]  # a word for what it is, what it says, and further lines


def cards(desk: Desk, debate: Debate) -> bytes:
    """The cards of a debate, by the address of the page that each is of."""
    items = {_name(claim): _card(desk, claim) for claim in items_of(desk.index, debate)}
    told = {**items, **dict(_terms(desk, debate)), **dict(_passages(desk, debate))}
    return script("kbCards", names.segment(debate.id), told)


def _name(claim: Claim) -> str:
    return names.claim_file(claim.id).removeprefix(names.CLAIMS)


def _card(desk: Desk, claim: Claim) -> Card:
    return [
        words.KINDS[claim.kind][0],
        desk.prose.plain(claim.text),
        _voices(desk, claim),
        position_tally(desk, claim),
        *_strongest(desk, claim),
    ]


def _strongest(desk: Desk, claim: Claim) -> Iterator[str]:
    """The strongest argument for a claim, and against it."""
    effects = desk.numbers_of(claim.debate).effects
    on_it = weighing(desk, claim)
    for kind, word in SIDES:
        found = [argument for argument in on_it if argument.kind == kind]
        if found:
            best = max(found, key=lambda argument: abs(effects.get(argument.id, 0.0)))
            said = (
                f"{desk.item(p.claim).short}{' being false' if p.negated else ''}"
                for p in best.premises
            )
            yield f"{word}: {words.series(list(said))}"


def _terms(desk: Desk, debate: Debate) -> Iterator[tuple[str, Card]]:
    for term, claim in definitions(desk.index, debate.id).items():
        heading = desk.prose.plain(desk.index.terms[term].heading)
        yield names.term_file(term), [heading, desk.prose.plain(claim.text)]


def _passages(desk: Desk, debate: Debate) -> Iterator[tuple[str, Card]]:
    for passage in desk.index.citations_of.get(debate.id, {}):
        ref = desk.passage(passage)
        if ref.text is not None and ref.href is not None:
            text = ref.text if len(ref.text) <= LONGEST else f"{ref.text[:LONGEST].rstrip()}…"
            yield ref.href, [f"¶{ref.number}", text]


def _voices(desk: Desk, claim: Claim) -> str:
    past = outdone_in(desk.index, claim.debate)
    stances = [s for s in desk.index.stances_on.get(claim.id, ()) if s.id not in past]
    said = [
        f"{desk.prose.plain(desk.index.people[s.person].heading)} {words.STANCES[s.kind].on_item}"
        + (f" ({desk.prose.plain(s.note)})" if s.note else "")
        for s in stances[:VOICES]
    ]
    more = len(stances) - VOICES
    return "; ".join([*said, f"{more} more"] if more > 0 else said)
