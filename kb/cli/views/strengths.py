"""How strengths, and the reasons for one, look to a reader in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.analysis.rounding import LEVEL, number, signed
from kb.analysis.scale import FROM, NO_REASONS, OPEN, UP_TO, strength_word
from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, facts
from kb.cli.views.names import Names, with_id
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.output import table
from kb.cli.views.screen import SCREEN, Section, first, left_out, sections

if TYPE_CHECKING:
    from kb.analysis.reasoner import Strength, Strengths
    from kb.analysis.reasons import Ground, Pull, Root, Why
    from kb.cli.common import Form

WORDS = (*(word for _, word in FROM), OPEN, *(word for _, word in UP_TO[::-1]), NO_REASONS)
WIDTH, WITH_NUMBER = 16, 21  # of a strength or an effect in words
HALF = 0.5


class Strong:
    """Items with their strengths."""

    def __init__(self, found: Strengths, how: Saying, names: Names, form: Form) -> None:
        self._found, self._how, self._names, self._form = found, how, names, form

    def positions(self) -> Iterator[Block]:
        """Those of all debates."""
        rows, before = [], ""
        for row in self._found.items:
            debate = row.id.partition("/")[0]
            word = self._how.strength(row.strength, row.reasons)
            told = {"debate": "" if debate == before else debate, "position": self._names[row.id]}
            told |= {"strength": word} | ({"id": row.id} if self._form.ids else {})
            rows.append(told)
            before = debate
        shown, drawn = first(
            len(rows), lambda n: table(rows[:n], screen_width()), self._form, SCREEN - 3
        )
        yield drawn
        yield from left_out(len(rows) - shown)
        yield from assumed(self._found.assumptions, self._how)

    def of_debate(self) -> Iterator[Block]:
        """How many are how strong; positions and cruxes, then the strongest and the weakest."""
        rows = self._found.items
        counts = Counter(strength_word(row.strength, row.reasons) for row in rows)
        told = ", ".join(f"{counts[word]} {word}" for word in WORDS if counts[word])
        head = [Text((f"{words.many(rows, 'statement')}: {told}", "bold"))]
        yield from sections(self._sections(), self._form, head, "")
        if not self._form.all:
            yield Text()
            yield Text(("--all has every statement; kb why ITEM the reasons for one", "dim"))
        yield from assumed(self._found.assumptions, self._how)

    def _sections(self) -> Iterator[Section]:
        rows = self._found.items
        if self._form.all:
            yield Section("As they stand in the debate", rows, self._stated)
            return
        others = [row for row in rows if row.kind not in ("position", "crux") and row.reasons]
        others.sort(key=lambda row: -row.strength)
        yield Section("Positions", [row for row in rows if row.kind == "position"], self._titled)
        yield Section("Cruxes", [row for row in rows if row.kind == "crux"], self._titled)
        strong = [row for row in others if row.strength > HALF]
        yield Section("Strongest of the others", strong, self._titled)
        weak = [row for row in reversed(others) if row.strength < HALF]
        yield Section("Weakest of the others", weak, self._titled)

    def of_item(self) -> Iterator[Block]:
        """One alone."""
        for row in self._found.items:
            yield with_id(Text((row.text, "bold")), row.id, self._form)
            yield Text(self._how.strength(row.strength, row.reasons))
        yield from assumed(self._found.assumptions, self._how)

    def _titled(self, row: Strength) -> Block:
        return self._row(row, self._names[row.id])

    def _stated(self, row: Strength) -> Block:
        return self._row(row, row.text)

    def _row(self, row: Strength, text: str) -> Block:
        word = self._how.strength(row.strength, row.reasons)
        width = WITH_NUMBER if self._how.numbers else WIDTH
        return facts(iter([(f"{word:<{width}}", with_id(Text(text), row.id, self._form))]))


class Reasons:
    """Why an item is as strong as it is."""

    def __init__(self, found: Why, how: Saying, form: Form) -> None:
        self._found, self._how, self._form = found, how, form
        pulls = (*found.up, *found.down)
        self._width = max((len(self._effect(pull)) for pull in pulls), default=0)

    def lines(self) -> Iterator[Block]:
        """What holds it up, what pulls it down, what matters further down."""
        found, how = self._found, self._how
        word = how.strength(found.strength, found.has_reasons)
        start = f", {number(found.start)} before its reasons" if found.start != HALF else ""
        head = [with_id(Text((found.text, "bold")), found.id, self._form), Text(f"{word}{start}")]
        if not (found.up or found.down):
            head.append(Text(("no argument on the map speaks for or against it", "dim")))
        given = [Section(title, pulls, self._pull) for title, pulls in found.sections]
        given.append(Section("Further down, what matters most", found.further, self._root))
        yield from sections(given, self._form, head)
        more = "an effect is against the strength without the argument"
        yield from assumed(found.assumptions, how, more)

    def _pull(self, pull: Pull) -> Block:
        lines = [self._ground(place, ground) for place, ground in enumerate(pull.premises)]
        if pull.undercut >= LEVEL:
            share = f"  {pull.undercut:.0%} of it is undercut"
            lines[-1] = Text(lines[-1], (share, words.COLOURS["undercuts"]))
        return facts(iter([(f"{self._effect(pull):<{self._width}}", Group(*lines))]))

    def _ground(self, place: int, ground: Ground) -> Text:
        joint = ("and " if place else "", "dim")
        false = "if false: " if ground.negated else ""
        word = (f"  {self._how.strength(ground.strength, ground.reasons)}", "cyan")
        return with_id(Text(joint, f"{false}{ground.text}", word), ground.id, self._form)

    def _effect(self, pull: Pull) -> str:
        """How much stronger or weaker the argument makes it; nothing for what weighs nothing."""
        if not pull.force:
            return ""
        without = self._found.strength - pull.effect
        hardly = signed(pull.effect) if self._how.numbers else "hardly"
        return self._how.change(without, self._found.strength) or hardly

    def _root(self, root: Root) -> Block:
        side = "for" if root.influence > 0 else "against"
        name = signed(root.influence) if self._how.numbers else side
        word = (f"  {self._how.strength(root.strength, root.reasons)}", "cyan")
        return facts(iter([(f"{name:<7}", with_id(Text(root.text, word), root.id, self._form))]))
