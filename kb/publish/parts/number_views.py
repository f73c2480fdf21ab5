"""Numbers as pages show them: strengths, what either answer to a crux does, what items turn on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kb.analysis.rounding import number
from kb.analysis.scale import (
    NO_CHANGE,
    NOT,
    change_size,
    change_word,
    effect_word,
    scale,
    strength_word,
)
from kb.analysis.stands import holds_up, sentences, under_answers
from kb.model import Debate
from kb.naming import capital, letter
from kb.publish.index import Index
from kb.publish.numbers.numbers import CruxNumbers, Meeting
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    Between,
    DoubleCruxView,
    Effect,
    Moved,
    Shared,
    StrengthView,
    TurnView,
    Way,
    WhatIf,
)
from kb.publish.text import names
from kb.publish.text.scripts import script
from kb.publish.text.typography import curled

FIRST = 3  # cruxes: of no more, all are among the first three, and to say so says nothing
TELLING = 0.05  # a swing that is smaller is not shown as something that an item turns on


def strength_view(desk: Desk, claim: str, debate: str) -> StrengthView | None:
    """The strength of an item; None for one that is neither true nor false."""
    strength = desk.numbers_of(debate).strengths.get(claim)
    return None if strength is None else _view(desk, claim, debate, strength)


def _view(desk: Desk, claim: str, debate: str, strength: float) -> StrengthView:
    reasons = claim not in _unargued(desk, debate)
    digits = number(strength) if reasons else ""
    return StrengthView(claim, strength_word(strength, reasons), strength, digits)


def _unargued(desk: Desk, debate: str) -> frozenset[str]:
    """The items of a debate for and against which no reason weighs; asked for each item of it."""
    if debate not in desk.unargued:
        desk.unargued[debate] = frozenset(desk.numbers_of(debate).unargued)
    return desk.unargued[debate]


def turns(desk: Desk, claim: str, debate: str) -> Iterator[TurnView]:
    """What an item turns on, most of all first."""
    numbers = desk.numbers_of(debate)
    now = numbers.strengths.get(claim, 0.0)
    for turn in numbers.turns.get(claim, ()):
        if abs(turn.yes - turn.no) >= TELLING and turn.claim in desk.index.claims:
            yes, no = _change(now, turn.yes), _change(now, turn.no)
            yield TurnView(desk.item(turn.claim, debate), yes, no)


def _change(before: float, after: float) -> str:
    return change_word(before, after) or NO_CHANGE


def letters(desk: Desk, debate: str) -> dict[str, str]:
    """The letters of a debate's positions, as on its map and in the terminal: its conclusions
    first, then those that answer a question inside it. None where there is only one."""
    return _letters(desk.index, debate)


@lru_cache(maxsize=1)  # asked for again by each position
def _letters(index: Index, debate: str) -> dict[str, str]:
    positions = [c.id for c in index.items_of.get(debate, ()) if c.kind == "position"]
    positions.sort(key=lambda p: any(r.kind == "answers" for r in index.relations_from.get(p, ())))
    return {p: letter(i) for i, p in enumerate(positions)} if len(positions) > 1 else {}


def effects(desk: Desk, debate: str) -> dict[str, Effect]:
    """What the answers to each ranked crux of a debate do, by the item that it is; best first."""
    if debate not in desk.effects:
        cruxes = desk.numbers_of(debate).cruxes
        some = sum(crux.ways > 0 for crux in cruxes) > FIRST
        desk.effects[debate] = {crux.item: _effect(desk, debate, crux, some) for crux in cruxes}
    return desk.effects[debate]


def _effect(desk: Desk, debate: str, crux: CruxNumbers, is_placed: bool) -> Effect:
    return Effect(
        rank="" if crux.rank is None else str(crux.rank),
        before=_before(crux),
        kind=crux.kind,
        moved=tuple(_moved(desk, debate, crux)),
        leads=tuple(_leads(letters(desk, debate), crux)),
        place=_place(crux) if is_placed else "",
        holds=_holds(crux),
        whose=tuple(map(desk.person, crux.whose)),
        way=_way(desk, debate, crux),
    )


def _way(desk: Desk, debate: str, crux: CruxNumbers) -> Way | None:
    """How a crux comes to bear on the position that it moves most."""
    if not crux.path:
        return None
    _, denied, kind, target = crux.path[0]
    named = {desk.index.asked(p): name for p, name in letters(desk, debate).items()}
    letter = named.get(crux.path[-1][3], "")
    direct = len(crux.path) == 1 and kind != "undercuts"
    return Way("no" if denied else "yes", kind, target, letter, direct)


def _before(crux: CruxNumbers) -> str:
    if crux.rank is None or crux.kind != "declared":
        return ""
    if crux.rank == 1:
        return "No other crux reaches further"
    one = crux.rank == 2
    return f"{words.count(crux.rank - 1, 'crux', 'cruxes')} reach{'es' if one else ''} further"


def _leads(named: Mapping[str, str], crux: CruxNumbers) -> Iterator[str]:
    """`If yes A leads B, if no they are level`."""
    for pair, yes, no in crux.turns:
        yield capital(under_answers(pair, yes, no, named))


def _place(crux: CruxNumbers) -> str:
    """Whether a crux is among the first ones where reasons are weighed in other ways too."""
    if not crux.ways or holds_up(crux.first, crux.ways):
        return ""
    return "Its place depends on how reasons are weighed"


def _holds(crux: CruxNumbers) -> str:
    """How that was found."""
    if not crux.ways:
        return ""
    return f"Among the first three in {crux.first} of {crux.ways} ways to weigh reasons"


def _moved(desk: Desk, debate: str, crux: CruxNumbers) -> Iterator[Moved]:
    """The positions that the answers move, the most moved first."""
    named, numbers = letters(desk, debate), desk.numbers_of(debate)
    found = zip(numbers.positions, crux.effects, crux.yes, crux.no, strict=True)
    for position, effect, yes, no in sorted(found, key=lambda at: -abs(at[1])):
        if effect_word(effect) != NOT:
            now, item = numbers.strengths[position], desk.item(position, debate)
            yield Moved(
                item,
                named.get(position, ""),
                yes=_change(now, yes),
                no=_change(now, no),
                yes_size=change_size(now, yes),
                no_size=change_size(now, no),
                yes_end=f"{strength_word(yes)}, {number(yes)}",
                no_end=f"{strength_word(no)}, {number(no)}",
            )


def stands(desk: Desk, debate: str) -> tuple[str, ...]:
    """How a debate stands, in sentences."""
    found = desk.numbers_of(debate).stands
    if found is None:
        return ()
    says = (claim for objection in found.unanswered for claim in objection.says)
    items = (*found.positions, *(granted.item for granted in found.granted), *says)
    put = (person for objection in found.unanswered for person in (*objection.by, *objection.to))
    people = (*found.voices, *(granted.person for granted in found.granted), *put)
    called = {item: desk.item(item, debate).short for item in items}
    called |= {person: desk.index.people[person].heading for person in people}
    told = {item: desk.prose.plain(desk.index.claims[item].text) for item in items}
    return tuple(map(curled, sentences(found, called, told)))


def what_if(desk: Desk, debate: Debate) -> WhatIf | None:
    """The what-if of a debate, where it has positions and something that moves them."""
    if not any(_dials(desk, debate)):
        return None
    graph = desk.root + names.graph_file(debate.id)
    return WhatIf(graph, f"kb whatif {debate.id} --set ITEM=0.3")


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
                strength_word(each.strength_a),
                strength_word(each.strength_b),
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


def _dials(desk: Desk, debate: Debate) -> Iterator[str]:
    """What a reader may answer in a debate with positions: its cruxes, best first."""
    numbers = desk.numbers_of(debate.id)
    for crux in numbers.cruxes if numbers.positions else ():
        if crux.rank is not None and crux.kind != "granted" and crux.item in desk.index.claims:
            yield crux.item


def _name(desk: Desk, person: str) -> str:
    return desk.prose.plain(desk.index.people[person].heading)


def graph_script(desk: Desk, debate: Debate) -> bytes:
    """The graph of a debate for the what-if on its page, as a script: it runs at file:// too."""
    numbers = desk.numbers_of(debate.id)
    asked, named = desk.index.asked, letters(desk, debate.id)
    dials = list(_dials(desk, debate))
    graph = {
        "debate": debate.id,
        "positions": list(numbers.positions),
        "letters": {p: named.get(p, "") for p in numbers.positions},
        "dials": dials,
        "titles": {i: desk.item(i, debate.id).short for i in (*numbers.positions, *dials)},
        "rivals": numbers.rivals,
        "unargued": numbers.unargued,
        "scale": scale(),
        "views": [
            {"id": view.person, "name": _name(desk, view.person), "hold": view.credences}
            for view in numbers.views
        ],
        "same": {c: asked(c) for c in numbers.strengths if asked(c) != c},
        **numbers.graph,
    }
    return script("self.kbGraph=Object", graph)
