"""A debate as the graph has it, with everything that leads back: what its map is drawn of."""

from __future__ import annotations

from kb.publish.ties import grouped, root_of
from queries.mapping import Argument, Chart, Item


class Charted:
    """The ties of one debate (see kb/publish/ties.py)."""

    def __init__(self, chart: Chart) -> None:
        self.claims: dict[str, Item] = {item.id: item for item in chart.items}
        self.arguments: dict[str, Argument] = {one.id: one for one in chart.arguments}
        self.items_of = grouped((item.debate, item) for item in chart.items)
        self.arguments_on = grouped((one.target, one) for one in chart.arguments)
        self.asking = grouped((one.claim, one.crux) for one in chart.cruxes)
        self.uses_of = chart.used
        self._roots: dict[str, str | None] = {}

    def root_claim(self, argument: str) -> str | None:
        """The claim in which an argument ends."""
        return root_of(argument, self.arguments, self._roots)

    def is_crux(self, claim: str) -> bool:
        """Whether an item is a crux."""
        return self.claims[claim].kind == "crux"
