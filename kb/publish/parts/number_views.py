"""Numbers as pages show them: strengths, what either answer to a crux does, what items turn on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kb.analysis.rounding import EVEN, LEVEL, is_narrow, lead, number
from kb.model import Debate
from kb.publish.index import Index
from kb.publish.numbers.leaning import letter
from kb.publish.numbers.numbers import CruxNumbers, Meeting, Numbers
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    Between,
    Dial,
    DoubleCruxView,
    Effect,
    Moved,
    Shared,
    StrengthView,
    TurnView,
    Verdict,
    WhatIf,
)
from kb.publish.text import names
from kb.publish.text.scripts import script

TELLING = 0.05  # a swing that is smaller is not shown as something that an item turns on
LEAD = "the lead turns on it"


def strength_view(desk: Desk, claim: str, debate: str) -> StrengthView | None:
    """The strength of an item; None for one that is neither true nor false."""
    strength = desk.numbers_of(debate).strengths.get(claim)
    return None if strength is None else StrengthView(claim, number(strength), strength)


def turns(desk: Desk, claim: str, debate: str) -> tuple[TurnView, ...]:
    """What an item turns on most."""
    return tuple(
        TurnView(desk.item(turn.claim, debate), number(turn.yes), number(turn.no))
        for turn in desk.numbers_of(debate).turns.get(claim, ())
        if abs(turn.yes - turn.no) >= TELLING and turn.claim in desk.index.claims
    )


def letters(desk: Desk, debate: str) -> dict[str, str]:
    """The letters of a debate's positions, as on its map; none where there is only one."""
    return _letters(desk.index, debate)


@lru_cache(maxsize=1)  # asked for again by each position
def _letters(index: Index, debate: str) -> dict[str, str]:
    positions = [c.id for c in index.items_of.get(debate, ()) if c.kind == "position"]
    return {p: letter(i) for i, p in enumerate(positions)} if len(positions) > 1 else {}


def effects(desk: Desk, debate: str) -> dict[str, Effect]:
    """What the answers to each ranked crux of a debate do, by the item that it is; best first."""
    if debate not in desk.effects:
        cruxes = desk.numbers_of(debate).cruxes
        desk.effects[debate] = {crux.item: _effect(desk, debate, crux) for crux in cruxes}
    return desk.effects[debate]


def _effect(desk: Desk, debate: str, crux: CruxNumbers) -> Effect:
    named = letters(desk, debate)
    positions = desk.numbers_of(debate).positions
    return Effect(
        rank="" if crux.rank is None else str(crux.rank),
        before=_before(crux.rank, "lead" if len(positions) > 1 else "strength"),
        minor=crux.kind == "declared",
        computed=crux.kind == "computed",
        moved=tuple(_moved(desk, debate, crux)),
        yes=_lead(named, positions, crux.yes) if named else crux.verdict_yes,
        no=_lead(named, positions, crux.no) if named else crux.verdict_no,
        verdict=_verdict(crux, several=len(positions) > 1),
        turns=crux.pivotal,
    )


def _before(rank: int | None, what: str) -> str:
    if rank is None:
        return ""
    if rank == 1:
        return f"Nothing else moves the {what} more"
    return f"{words.count(rank - 1, 'claim')} move{'s' if rank == 2 else ''} the {what} more"


def _lead(named: Mapping[str, str], positions: Sequence[str], strengths: Sequence[float]) -> str:
    """`A leads by 0.12`."""
    order = sorted(zip(strengths, positions, strict=True), key=lambda at: (-at[0], at[1]))
    first, second = (named[position] for _, position in order[:2])
    ahead = lead(strengths)
    if ahead < EVEN:
        return f"{first} and {second} are level"
    return f"{first} leads by {number(ahead)}"


def verdict(desk: Desk, debate: str) -> Verdict | None:
    """Where the positions of a debate stand, and how many of its ranked cruxes change that."""
    numbers = desk.numbers_of(debate)
    ranked = [crux for crux in numbers.cruxes if crux.rank is not None]
    if not ranked:
        return None
    strengths = [numbers.strengths[position] for position in numbers.positions]
    turning = sum(crux.pivotal for crux in ranked)
    if len(strengths) == 1:
        shown = f"As the map stands, the position has strength {number(strengths[0])}"
        telling = _telling(turning, "turns the verdict", "turn the verdict")
        return Verdict(shown, telling, "First comes what moves its strength most")
    telling = _telling(turning, "changes who leads", "change who leads")
    now = _lead(letters(desk, debate), numbers.positions, strengths)
    return Verdict(f"As the map stands, {now}", telling, "First comes what moves the lead most")


def _telling(turning: int, one: str, many: str) -> str:
    if not turning:
        return f"No single answer {one}"
    return (
        f"One answer by itself {one}" if turning == 1 else f"{turning} answers by themselves {many}"
    )


def _moved(desk: Desk, debate: str, crux: CruxNumbers) -> Iterator[Moved]:
    """The positions that stand differently under the two answers."""
    named = letters(desk, debate)
    leaders = (crux.verdict_yes, crux.verdict_no)
    for position, yes, no in zip(desk.numbers_of(debate).positions, crux.yes, crux.no, strict=True):
        if abs(yes - no) >= LEVEL or (crux.pivotal and position in leaders):
            item = desk.item(position, debate)
            yield Moved(item, named.get(position, ""), number(yes), number(no))


def _verdict(crux: CruxNumbers, several: bool) -> str:
    """What becomes of the verdict, or of the lead, in a few words."""
    if crux.rank is None:
        return "no way leads from it to a position"
    if several and crux.pivotal:
        return "the lead turns on it, by a hair" if is_narrow(crux.yes, crux.no) else LEAD
    if several:
        return "the same position leads either way"
    return "the verdict turns on it" if crux.pivotal else f"{crux.verdict_yes} either way"


def what_if(desk: Desk, debate: Debate) -> WhatIf | None:
    """The sliders of a debate: on its cruxes, best first, where it has positions."""
    numbers = desk.numbers_of(debate.id)
    dials = tuple(_dials(desk, debate, numbers))
    if not numbers.positions or not dials:
        return None
    named = letters(desk, debate.id)
    return WhatIf(
        dials=dials,
        positions=tuple(
            Dial(
                desk.item(position, debate.id),
                StrengthView(position, number(strength), strength),
                named.get(position, ""),
            )
            for position in numbers.positions
            if (strength := numbers.strengths.get(position)) is not None
        ),
        graph=desk.root + names.graph_file(debate.id),
        command=f"kb whatif {debate.id} --set ITEM=0.3",
        assumed=numbers.assumed,
    )


def meetings(desk: Desk, debate: str) -> tuple[DoubleCruxView, ...]:
    """The claims that would bring camps of a debate together, each with the camps; first those
    that do so most."""
    named = letters(desk, debate)
    found: dict[str, list[tuple[float, Between]]] = {}
    for each in desk.numbers_of(debate).meetings:
        for claim, a, b in each.claims:
            between = Between(
                named[each.a],
                named[each.b],
                named[each.conclusion],
                number(each.strength_a),
                number(each.strength_b),
                f"{a:.0%}",
                f"{b:.0%}",
            )
            found.setdefault(claim, []).append((min(a, b), between))
    order = sorted(found, key=lambda claim: (-max(share for share, _ in found[claim]), claim))
    return tuple(
        DoubleCruxView(desk.item(claim, debate), tuple(between for _, between in found[claim]))
        for claim in order
        if claim in desk.index.claims
    )


def shared_claims(desk: Desk, debate: str, meeting: Meeting) -> tuple[Shared, ...]:
    """What two sides would move for, and how much of their gap that closes from either."""
    return tuple(
        Shared(desk.item(claim, debate), f"{a:.0%}", f"{b:.0%}")
        for claim, a, b in meeting.claims
        if claim in desk.index.claims
    )


def _dials(desk: Desk, debate: Debate, numbers: Numbers) -> Iterator[Dial]:
    for crux in numbers.cruxes:
        if crux.rank is not None and crux.item in desk.index.claims:
            shown = StrengthView(crux.item, number(crux.strength), crux.strength)
            yield Dial(desk.item(crux.item, debate.id), shown)


def graph_script(desk: Desk, debate: Debate) -> bytes:
    """The graph of a debate for the what-if on its page, as a script: it runs at file:// too."""
    numbers = desk.numbers_of(debate.id)
    asked = desk.index.asked
    graph = {
        "debate": debate.id,
        "positions": list(numbers.positions),
        "names": {p: _name(desk, p) for p in numbers.positions},
        "same": {c: asked(c) for c in numbers.strengths if asked(c) != c},
        **numbers.graph,
    }
    return script("self.kbGraph=Object", graph)


def _name(desk: Desk, claim: str) -> str:
    return str(desk.item(claim).inline.striptags())
