"""On what a debate turns: its cruxes by their reach, what nobody asked yet, what all grant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kb.analysis.bearing import Hop, strongest_paths
from kb.analysis.openness import Openness
from kb.analysis.opinions import Opinion, Sides, sides
from kb.analysis.outlook import USUAL, Assumptions, Outlook, Setting, look
from kb.analysis.rivalry import Turning, turning
from kb.analysis.scale import CLEAR
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError
from kb.reasoning.effects import Effect, Effects, find_effects
from kb.reasoning.ranking import MARGIN, ranks
from kb.reasoning.robustness import effects_in, other_ways, stability

TOP = 5  # claims that nobody asked about, as many as are named
EXACT = 256  # claims that are computed exactly; declared cruxes always are
SPEAKERS = 24  # people for whom each crux is tried in their own view; with more, for none
LARGE = 2_000  # claims, above which an order is not tried in other ways


class Position(NamedTuple):
    """A position with its strength on the map as it stands; `reasons`: has it any? `rivals` are
    the positions beside it that cannot be right together with it."""

    id: str
    text: str
    strength: float
    reasons: bool
    rivals: tuple[str, ...]


class Speaker(NamedTuple):
    """Somebody by id and name."""

    id: str
    name: str


class Turn(NamedTuple):
    """A question, and what its answers would do.

    `kind` is declared, unasked or granted; `crux` the item that declares it. `effects` are in
    log-odds, yes less no, `when_yes` and `when_no` the strengths, each in the order of the
    positions; `reach` is the largest effect without its sign. `turns` are the rivals between which
    the lead is another. `whose` are the people whose own view of a position it moves clearly.
    `first` says in how many of `ways` other weighings it is among the first three. `rank` is None
    for a declared crux that bears on no position.
    """

    rank: int | None
    tied: bool
    claim: str
    crux: str | None
    debate: str
    text: str
    kind: str
    strength: float
    reach: float
    effects: tuple[float, ...]
    when_yes: tuple[float, ...]
    when_no: tuple[float, ...]
    turns: tuple[Turning, ...]
    sides: Sides
    whose: tuple[Speaker, ...]
    path: tuple[Hop, ...]
    first: int
    ways: int

    @property
    def item(self) -> str:
        """The item that asks it."""
        return self.crux or self.claim


class Ranking(NamedTuple):
    """The declared cruxes of a debate by reach, then the claims that reach as far and that nobody
    asked about, then those that all who speak of them grant; `whose` view it is, "" for the map's.
    `beside` are positions that nothing is ranked by, since they answer another question.
    `considered` counts the claims that bear on the positions."""

    debate: str
    whose: str
    positions: tuple[Position, ...]
    beside: tuple[str, ...]
    cruxes: tuple[Turn, ...]
    unasked: tuple[Turn, ...]
    granted: tuple[Turn, ...]
    considered: int
    assumptions: Assumptions


def rank_cruxes(
    weighed: Weighed,
    debate: str,
    everybody: dict[str, Opinion],
    *,
    top: int = TOP,
    setting: Setting = USUAL,
    view: Opinion | None = None,
) -> Ranking:
    """The cruxes of a debate, on the map or in the view of one person or camp; `everybody` are the
    credences of all, by the id of the person.

    A crux of another debate takes part where it reaches 0.4. Raises MisuseError for a debate
    without positions, a view that has none of them, and strengths that do not settle.
    """
    positions = _positions(weighed, debate, view)
    outlook = look(weighed, seen_by(setting, view), [weighed.claim(p) for p in positions])
    found = find_effects(outlook.valuation, positions, exact=EXACT, also=weighed.declared)
    openness = Openness(weighed, everybody)
    declared = [e for e in found.claims if _is_declared(weighed, debate, e)]
    others = [
        e
        for e in found.claims
        if e.reach >= CLEAR and e.claim not in weighed.declared and not openness.makes_up(e.claim)
    ]
    is_open = {e.claim: openness.is_open(e.claim) for e in others}
    own = [e for e in others if weighed.claims[e.claim].debate == debate]  # others are asked there
    unasked = [e for e in own if is_open[e.claim]][:top]
    granted = [e for e in own if not is_open[e.claim] and openness.is_shared(e.claim)]
    whose = _whose(weighed, positions, [*declared, *unasked], everybody, setting)
    maker = _Maker(weighed, outlook, found, everybody, whose)
    holds = _stability(weighed, positions, declared, outlook) if view is None else {}
    idle = _idle(weighed, debate, found, setting)
    return Ranking(
        debate,
        view.name if view else "",
        tuple(_position(weighed, outlook, p, positions) for p in positions),
        tuple(p for p in weighed.beside(debate) if p not in positions),
        tuple(maker.turns([*declared, *idle], "declared", holds)),
        tuple(maker.turns(unasked, "unasked", {})),
        tuple(maker.turns(granted, "granted", {})),
        found.considered,
        outlook.assumptions,
    )


def seen_by(setting: Setting, view: Opinion | None) -> Setting:
    """The same setting, with a person's or a camp's credences held."""
    if view is None:
        return setting
    hold = {**setting.scenario.hold, **view.credences}
    return setting._replace(scenario=replace(setting.scenario, hold=hold))


def _positions(weighed: Weighed, debate: str, view: Opinion | None) -> list[str]:
    """The positions of a debate; in a view those of which it speaks."""
    every = weighed.positions(debate)
    if view is None:
        return every
    own = [view.id] if view.id in every else []
    spoken = own or [p for p in every if weighed.claim(p) in view.credences]
    if not spoken:
        raise MisuseError(f"{view.name} takes no stand on a position of '{debate}'")
    return spoken


def _position(
    weighed: Weighed, outlook: Outlook, position: str, beside: Collection[str]
) -> Position:
    rivals = weighed.rivals.get(weighed.claim(position), ())
    return Position(
        position,
        weighed.claims[position].text,
        outlook.strength(position),
        outlook.has_reasons(position),
        tuple(p for p in beside if weighed.claim(p) in rivals),
    )


def _is_declared(weighed: Weighed, debate: str, effect: Effect) -> bool:
    """Whether a claim is asked by a crux of the debate, or by one that reaches far into it."""
    crux = weighed.declared.get(effect.claim)
    if crux is None:
        return False
    return weighed.claims[crux].debate == debate or effect.reach >= CLEAR


def _idle(weighed: Weighed, debate: str, found: Effects, setting: Setting) -> list[Effect]:
    """The declared cruxes from which no way leads to a position: nothing follows from them."""
    bearing = {effect.claim for effect in found.claims} | {*found.positions}
    missing = [
        claim
        for claim, crux in sorted(weighed.declared.items())
        if weighed.claims[crux].debate == debate and claim not in bearing
    ]
    if not missing:
        return []
    apart = look(weighed, setting, missing)
    none, now = (0.0,) * len(found.positions), found.strengths
    return [Effect(c, 0, False, apart.strength(c), now, now, none) for c in missing]


def _stability(
    weighed: Weighed, positions: Sequence[str], declared: Sequence[Effect], outlook: Outlook
) -> dict[str, tuple[int, int]]:
    """Of each declared crux, in how many other ways to weigh reasons it is among the first three;
    nothing where a view is held, or where that would take long."""
    setting = outlook.setting
    if not declared or setting.scenario.hold or len(weighed.graph.claims) > LARGE:
        return {}
    ways = other_ways(setting.method)
    among = {effect.claim for effect in declared}
    supposed = {weighed.claim(item): value for item, value in setting.scenario.set.items()}
    graph, inferred = weighed.graph, weighed.inferred
    found = [effects_in(way, graph, inferred, positions, among=among, do=supposed) for way in ways]
    return {each.claim: (each.first, len(ways)) for each in stability(found, among)}


def _whose(
    weighed: Weighed,
    positions: Sequence[str],
    shown: Sequence[Effect],
    everybody: Mapping[str, Opinion],
    setting: Setting,
) -> dict[str, list[Speaker]]:
    """For each claim the people for whom it is a crux: they speak of it, and in their own view its
    answers move a position of which they speak clearly. Nothing where views cannot be had, or are
    many."""
    speakers = [
        (one, own)
        for one in everybody.values()
        if (own := [p for p in positions if weighed.claim(p) in one.credences])
    ]
    found: dict[str, list[Speaker]] = {effect.claim: [] for effect in shown}
    if len(speakers) > SPEAKERS or not setting.has_views or not found:
        return found
    for one, own in speakers:
        outlook = look(weighed, seen_by(setting, one), [weighed.claim(p) for p in own])
        for effect in find_effects(outlook.valuation, own, among=found.keys()).claims:
            if effect.reach >= CLEAR and effect.claim in one.credences:
                found[effect.claim].append(Speaker(one.id, one.name))
    return found


class _Maker:
    """Makes turns of effects."""

    def __init__(
        self,
        weighed: Weighed,
        outlook: Outlook,
        found: Effects,
        everybody: dict[str, Opinion],
        whose: Mapping[str, Sequence[Speaker]],
    ) -> None:
        self._weighed, self._outlook, self._found = weighed, outlook, found
        self._everybody, self._whose = everybody, whose

    def turns(
        self, effects: Sequence[Effect], kind: str, holds: Mapping[str, tuple[int, int]]
    ) -> Iterable[Turn]:
        paths = self._paths([e for e in effects if e.reach > MARGIN])
        for i, rank, tied in ranks([e.claim for e in effects], [e.reach for e in effects]):
            path = paths.get(effects[i].claim, ())
            yield self._turn(effects[i], rank, tied, kind, path, holds)

    def _paths(self, effects: Sequence[Effect]) -> dict[str, tuple[Hop, ...]]:
        """The way from each claim to the position that it moves most."""
        ends: dict[str, list[str]] = {}
        for effect in effects:
            ends.setdefault(self._found.positions[effect.most], []).append(effect.claim)
        found: dict[str, tuple[Hop, ...]] = {}
        for position, claims in ends.items():
            found |= strongest_paths(self._outlook.valuation, position, claims)
        return found

    def _turn(
        self,
        effect: Effect,
        rank: int,
        tied: bool,
        kind: str,
        path: tuple[Hop, ...],
        holds: Mapping[str, tuple[int, int]],
    ) -> Turn:
        weighed, claim, bears = self._weighed, effect.claim, effect.reach > MARGIN
        crux = weighed.declared.get(claim)
        item = weighed.claims[crux or claim]
        ends = self._found.positions
        yes, no = (dict(zip(ends, s, strict=True)) for s in (effect.yes, effect.no))
        first, ways = holds.get(claim, (0, 0))
        return Turn(
            rank=rank if bears else None,
            tied=tied and bears,
            claim=claim,
            crux=crux,
            debate=item.debate,
            text=item.text,
            kind=kind,
            strength=effect.strength,
            reach=effect.reach,
            effects=effect.effects,
            when_yes=effect.yes,
            when_no=effect.no,
            turns=turning(weighed, yes, no),
            sides=sides(claim, self._everybody),
            whose=tuple(self._whose.get(claim, ())),
            path=path,
            first=first,
            ways=ways,
        )
