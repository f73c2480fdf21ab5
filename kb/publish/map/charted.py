"""A debate as the graph has it, with everything that leads back: what its map is drawn of."""

from __future__ import annotations

import re

from kb.publish.ties import grouped, root_of
from queries.mapping import Argument, Chart, Item

MARKUP = re.compile(r"([\\`*_\[\]<>&])")


class Charted:
    """The ties of one debate (see kb/publish/ties.py)."""

    def __init__(self, chart: Chart) -> None:
        self.claims: dict[str, Item] = {item.id: _as_markdown(item) for item in chart.items}
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


def _as_markdown(item: Item) -> Item:
    """An item whose words, which the graph has, are Markdown that says them, as a file does."""
    return item._replace(text=MARKUP.sub(r"\\\1", item.text)) if MARKUP.search(item.text) else item
