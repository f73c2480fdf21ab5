"""The numbers of debates, worked out: of a network that holds the debate and all that bears on it.

Nothing but the network goes into them, so they hold as long as it stays the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

from kb.analysis.bare import page_graph
from kb.analysis.outlook import Outlook, Setting, look
from kb.analysis.parting import Parting
from kb.analysis.reasoner import Reasoner
from kb.analysis.reasons import effects_on
from kb.analysis.rivalry import rival_pairs
from kb.analysis.situation import situation
from kb.analysis.stands import Situation
from kb.analysis.turning import SPEAKERS, Ranking, Turn
from kb.analysis.weighed import Weighed
from kb.method import USUAL, Method
from kb.publish.numbers.numbers import CruxNumbers, Meeting, Numbers, TurnsOn, ViewNumbers
from kb.publish.numbers.turns import FEW, tried_of, turns_of

CAMPS = 6  # positions of a debate whose camps are compared, each with each
VOICES = 6  # people who speak of positions and are compared, each with each
APART = 0.05  # two views of a conclusion that differ by less are as good as one


def numbers_of(weighed: Weighed, debate: str, method: Method = USUAL) -> Numbers:
    """The numbers of a debate, of a base that holds all that bears on it."""
    setting = Setting(usual=method)
    outlook, reasoner = look(weighed, setting), Reasoner(weighed, (debate,), setting)
    items = [c.id for c in weighed.claims.values() if c.debate == debate]
    if not items:
        return Numbers()
    claims = dict.fromkeys(weighed.claim(item) for item in items)
    effects = {claim: effects_on(outlook, claim) for claim in claims}
    tried = tried_of(outlook, list(claims))
    graph = page_graph(weighed, claims, method)
    ranking = reasoner.cruxes(debate) if reasoner.has_positions(debate) else None
    return Numbers(
        strengths={item: outlook.strength(item) for item in items},
        effects={argument: effect for on in effects.values() for argument, effect in on},
        turns=_turns(outlook, items, tried),
        positions=tuple(p.id for p in ranking.positions) if ranking else (),
        rivals=tuple(rival_pairs(weighed, [p.id for p in ranking.positions])) if ranking else (),
        stands=_stands(reasoner, ranking) if ranking else None,
        unargued=tuple(item for item in items if not effects[weighed.claim(item)]),
        cruxes=tuple(_crux(turn) for turn in _turns_of(ranking)) if ranking else (),
        meetings=tuple(_meetings(reasoner, debate)) if ranking else (),
        partings=tuple(_partings(reasoner, debate)) if ranking else (),
        views=tuple(_views(reasoner, debate, graph)) if ranking else (),
        graph=graph,
        assumed=(ranking or outlook).assumptions.line + _limit(tried, claims),
    )


def _stands(reasoner: Reasoner, ranking: Ranking) -> Situation:
    """How a debate stands whose cruxes are ranked."""
    strengths = {position.id: position.strength for position in ranking.positions}
    return situation(reasoner.weighed, strengths, reasoner.everybody)


def _views(reasoner: Reasoner, debate: str, graph: dict[str, Any]) -> Iterator[ViewNumbers]:
    """The views that a reader may take: of each who speaks of a position."""
    known = {claim["id"] for claim in graph["claims"]}
    for person in _speakers(reasoner, debate)[:SPEAKERS]:
        said = reasoner.everybody[person].credences
        yield ViewNumbers(person=person, credences={c: x for c, x in said.items() if c in known})


def _speakers(reasoner: Reasoner, debate: str) -> list[str]:
    """Those who speak of a position."""
    positions = {reasoner.weighed.claim(p) for p in reasoner.positions(debate)}
    return [p for p, said in reasoner.everybody.items() if positions & said.credences.keys()]


def _meetings(reasoner: Reasoner, debate: str) -> Iterator[Meeting]:
    """Where each two rivals that somebody holds part, and what both sides would move for."""
    held = [p for p in reasoner.positions(debate) if reasoner.is_held(p)]
    for a, b in rival_pairs(reasoner.weighed, held[:CAMPS]):
        for parting in reasoner.double_cruxes(a, b, debate, FEW).partings:
            yield from _meeting(a, b, parting)


def _partings(reasoner: Reasoner, debate: str) -> Iterator[Meeting]:
    """Where two people part on a position of which both speak, and what they would move for."""
    for a, b in combinations(_speakers(reasoner, debate)[:VOICES], 2):
        for parting in reasoner.double_cruxes(a, b, debate, FEW).partings:
            if parting.says_a and parting.says_b:
                yield from _meeting(a, b, parting)


def _meeting(a: str, b: str, parting: Parting) -> Iterator[Meeting]:
    """What two sides would move for, if there is anything and they are far enough apart."""
    claims = tuple(
        (shared.id, shared.share_a, shared.share_b)
        for shared in parting.cruxes
        if shared.kind in ("strict", "double")
    )
    if claims and abs(parting.a - parting.b) >= APART:
        yield Meeting(
            a=a,
            b=b,
            conclusion=parting.conclusion,
            strength_a=parting.a,
            strength_b=parting.b,
            claims=claims,
        )


def _crux(turn: Turn) -> CruxNumbers:
    return CruxNumbers(
        rank=turn.rank,
        tied=turn.tied,
        claim=turn.claim,
        item=turn.item,
        kind=turn.kind,
        strength=turn.strength,
        effects=turn.effects,
        yes=turn.when_yes,
        no=turn.when_no,
        turns=turn.turns,
        whose=tuple(one.id for one in turn.whose),
        path=tuple(tuple(hop) for hop in turn.path),
        first=turn.first,
        ways=turn.ways,
    )


def _turns_of(ranking: Ranking) -> Iterator[Turn]:
    """All that a page says of what a debate turns on, in its order."""
    yield from (*ranking.cruxes, *ranking.unasked, *ranking.granted)


def _turns(
    outlook: Outlook, items: Sequence[str], tried: Sequence[str]
) -> dict[str, tuple[TurnsOn, ...]]:
    weighed = outlook.weighed
    claims = list(dict.fromkeys(weighed.claim(item) for item in items))
    found = turns_of(outlook, claims, tried)
    return {item: turns for item in items if (turns := found[weighed.claim(item)])}


def _limit(tried: Sequence[str], claims: Collection[str]) -> str:
    """What is to be said where not all claims of a debate were tried."""
    if len(tried) >= len(claims):
        return ""
    return f"; what items turn on: of {len(claims)} items, the {len(tried)} that argue most"
