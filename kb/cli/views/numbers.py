"""How strengths and effects are said: in words, with numbers for those who ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kb.analysis.rounding import number
from kb.analysis.scale import change_word, effect_word, strength_word
from kb.cli.text import Block, Text

if TYPE_CHECKING:
    from kb.analysis.outlook import Assumptions


class Saying(NamedTuple):
    """How to say numbers; with `numbers` the decimals stand beside the words."""

    numbers: bool = False

    def strength(self, value: float, reasons: bool) -> str:
        """`leaning yes`, or `leaning yes 0.63`; an item without reasons has no number."""
        word = strength_word(value, reasons)
        return f"{word} {number(value)}" if self.numbers and reasons else word

    def effect(self, value: float) -> str:
        """`clearly`, or `clearly (0.45)`; the number is in log-odds."""
        return f"{effect_word(value)} ({abs(value):.2f})" if self.numbers else effect_word(value)

    def change(self, before: float, after: float) -> str:
        """`clearly stronger`, or `clearly stronger (0.50 to 0.62)`; "" for what does not show."""
        word = change_word(before, after)
        return f"{word} ({number(before)} to {number(after)})" if self.numbers and word else word


def assumed(found: Assumptions, how: Saying, *more: str) -> Iterator[Block]:
    """What the numbers rest on, for those who ask for numbers, and where it is not the usual."""
    if how.numbers or not found.is_usual:
        yield Text(("assumed: " + "; ".join([found.line, *more]), "dim"))
