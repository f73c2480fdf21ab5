"""Debates to be reasoned about, one method a question: what `OpenBase.reason` gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kb.analysis.opinions import Opinion, camp_of, holders, opinions
from kb.analysis.outlook import USUAL, Assumptions, Setting, look
from kb.analysis.situation import situation
from kb.analysis.stands import Situation
from kb.analysis.weighed import Weighed
from kb.errors import MisuseError, NotFound
from kb.reasoning.ranking import verdict

if TYPE_CHECKING:  # at run time each method imports what it needs, since a question calls one
    from kb.analysis import disagreeing, parting, reasons, supposing, turning


class Strength(NamedTuple):
    """An item with its strength on the map; `start` is its credence before the reasons, `reasons`
    says whether any weigh."""

    id: str
    kind: str
    text: str
    start: float
    strength: float
    verdict: str
    reasons: bool


class Strengths(NamedTuple):
    """The strengths of items, and what was assumed."""

    items: list[Strength]
    assumptions: Assumptions


@dataclass(frozen=True)
class Reasoner:
    """Some debates with all that bears on them. Items are named by their ids, people likewise.

    Every method raises MisuseError for what cannot be asked (a debate without positions, say) and
    NotFound for an item that is neither true nor false.
    """

    weighed: Weighed
    debates: tuple[str, ...]
    setting: Setting = USUAL

    @cached_property
    def everybody(self) -> dict[str, Opinion]:
        """Everybody's credences, by the id of the person."""
        return opinions(self.weighed)

    def opinion(self, name: str) -> Opinion:
        """The credences of a person, or of the camp of a position."""
        if name in self.everybody:
            return self.everybody[name]
        if name in self.weighed.claims:
            return camp_of(self.weighed, name, self.everybody)
        where = ", ".join(self.debates)
        raise NotFound(f"'{name}' takes no stand in {where}; to report or suppose is none")

    def is_held(self, item: str) -> bool:
        """Whether anybody holds an item, rather than not."""
        return bool(holders(self.weighed, item, self.everybody))

    def cruxes(
        self, debate: str | None = None, top: int | None = None, whose: str | None = None
    ) -> turning.Ranking:
        """On what a debate turns, for all or in the view of a person or camp; see `rank_cruxes`."""
        from kb.analysis.turning import TOP, rank_cruxes

        view = self.view(whose) if whose else None
        ranked, everybody = debate or self.debates[0], self.everybody
        return rank_cruxes(
            self.weighed,
            ranked,
            everybody,
            top=TOP if top is None else top,
            setting=self.setting,
            view=view,
        )

    def view(self, name: str) -> Opinion:
        """The credences of a person, or of the camp of a position, which may be empty."""
        if name in self.weighed.claims and not self.is_held(name):
            return Opinion(name, f"those who would hold {name}", {})
        return self.opinion(name)

    def situation(self, debate: str | None = None) -> Situation:
        """How a debate stands; see `Situation`. Raises MisuseError for one without positions."""
        positions = self.positions(debate or self.debates[0])
        outlook = look(self.weighed, self.setting, [self.weighed.claim(p) for p in positions])
        return situation(self.weighed, {p: outlook.strength(p) for p in positions}, self.everybody)

    def strengths(self, items: Sequence[str] | None = None) -> Strengths:
        """The strengths of some items, else of all items of the debates."""
        outlook = look(self.weighed, self.setting, items and [self.weighed.claim(i) for i in items])
        chosen = items or [
            c.id
            for c in sorted(self.weighed.claims.values(), key=lambda c: (c.debate, c.ordinal, c.id))
            if c.debate in self.debates
        ]
        found = []
        for item in chosen:
            claim, strength = self.weighed.claims[item], outlook.strength(item)
            start = self.weighed.graph.tau[self.weighed.graph.claim(self.weighed.claim(item))]
            said, reasons = verdict(strength), outlook.has_reasons(item)
            found.append(Strength(item, claim.kind, claim.text, start, strength, said, reasons))
        return Strengths(found, outlook.assumptions)

    def why(self, item: str) -> reasons.Why:
        """What holds an item up and what pulls it down."""
        from kb.analysis.reasons import why

        return why(self.weighed, item, self.setting)

    def what_if(self, supposed: Mapping[str, float], debate: str | None = None) -> supposing.WhatIf:
        """What changes in a debate when items are supposed to have a strength."""
        from kb.analysis.supposing import what_if

        return what_if(self.weighed, debate or self.debates[0], supposed, self.setting)

    def flip(self, item: str | None = None, among: str = "leaves") -> supposing.Flip:
        """The fewest reversals that change the verdict on an item, else on the only position of the
        debate, else which of two rivals leads."""
        from kb.analysis.supposing import smallest_change_of_lead, smallest_flip

        if item is None and len(positions := self.positions(self.debates[0])) > 1:
            return smallest_change_of_lead(self.weighed, positions, among, self.setting)
        return smallest_flip(self.weighed, item or self.leading(), among, self.setting)

    def against(self, other: Setting, debate: str | None = None) -> supposing.WhatIf:
        """What is different in a debate from another setting, a scenario more or less."""
        from kb.analysis.supposing import compared

        before = other._replace(usual=self.setting.usual)
        return compared(self.weighed, debate or self.debates[0], before, self.setting)

    def has_positions(self, debate: str) -> bool:
        """Whether a debate has conclusions that anything can turn on."""
        return self.weighed.has_positions(debate)

    def positions(self, debate: str) -> list[str]:
        """The conclusions of a debate."""
        return self.weighed.positions(debate)

    def leading(self, debate: str | None = None) -> str:
        """The strongest position of a debate; of several that are level the first by id."""
        positions = self.weighed.positions(debate or self.debates[0])
        outlook = look(self.weighed, self.setting, positions)
        return min(positions, key=lambda p: (-outlook.strength(p), p))

    def double_cruxes(
        self, a: str, b: str, debate: str | None = None, top: int | None = None
    ) -> parting.DoubleCruxes:
        """What would bring two people, or the camps of two positions, together."""
        from kb.analysis.parting import TOP, double_cruxes

        one, other = self.opinion(a), self.opinion(b)
        ends = self._conclusions(one, other, debate)
        return double_cruxes(
            self.weighed, ends, one, other, top=TOP if top is None else top, setting=self.setting
        )

    def disagreement(self, a: str, b: str, debate: str | None = None) -> disagreeing.Disagreement:
        """Why two people, or the camps of two positions, differ."""
        from kb.analysis.disagreeing import disagreement

        one, other = self.opinion(a), self.opinion(b)
        ends = self._conclusions(one, other, debate)
        return disagreement(self.weighed, ends, one, other, self.setting)

    def _conclusions(self, a: Opinion, b: Opinion, debate: str | None) -> list[str]:
        from kb.analysis.parting import are_items, common_debates

        if a.id == b.id:
            raise MisuseError("say two different people or positions")
        if not debate and are_items(self.weighed, a, b):
            return [a.id, b.id]
        debates = [debate] if debate else common_debates(self.weighed, a, b)
        return [position for each in debates for position in self.weighed.positions(each)]

    def bare_graph(self) -> dict[str, Any]:
        """All claims and arguments as plain data, for other programs."""
        from kb.analysis.bare import bare_graph

        return bare_graph(self.weighed, inferred=self.setting.method.inferred)
