"""How ranked cruxes look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.bearing import Hop
from kb.analysis.scale import NO_CHANGE, NOT, effect_word
from kb.analysis.stands import holds_up, under_answers
from kb.analysis.turning import Position, Ranking, Turn
from kb.cli.views import items as views
from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said
from kb.cli.views.numbers import Saying, assumed
from kb.naming import letter
from queries.cruxes import Crux
from queries.debates import DebateName

BRIEF = 3  # cruxes of a debate where all debates are shown
FEW = 7  # cruxes of one debate that are shown without being asked for


class How(NamedTuple):
    """How to show cruxes: with numbers, all of them, or a single one in full."""

    saying: Saying = Saying()
    all: bool = False
    place: int | None = None


def letters(positions: Sequence[Position]) -> dict[str, str]:
    """What stands for each position in a line: A to Z, then numbers; nothing for a single one."""
    if len(positions) == 1:
        return {positions[0].id: "the position"}
    return {p.id: letter(i) for i, p in enumerate(positions)}


def cruxes(
    rankings: Sequence[Ranking],
    bare: Sequence[Crux],
    declared: Mapping[str, Crux],
    debates: Sequence[DebateName],
    how: How,
) -> Iterator[RenderableType]:
    """Debate by debate, what it turns on; `bare` are cruxes of debates without positions."""
    ranked = {ranking.debate: ranking for ranking in rankings}
    shown = False
    for debate in debates:
        ranking = ranked.get(debate.id)
        mine = [crux for crux in bare if crux.debate == debate.id]
        if not ranking and not mine:
            continue
        shown = True
        yield said((debate.id, "bold cyan"), "  ", (debate.question, "italic"))
        if ranking:
            yield from _Shown(ranking, declared, debate.source, how).lines()
        else:
            yield indented(said(("it has no position, so nothing is ranked", "dim")))
            for number_, crux in enumerate(mine, 1):
                yield Text()
                yield said(f"{number_}. ", (crux.text, "bold"))
                yield indented(facts(views.crux_rows(crux, debate.source)))
        yield Text()
    if not shown:
        yield Text("no cruxes", style="dim")


def overview(
    rankings: Sequence[Ranking], bare: Sequence[Crux], debates: Sequence[DebateName]
) -> Iterator[RenderableType]:
    """What each debate turns on most, a line each."""
    ranked = {ranking.debate: ranking for ranking in rankings}
    for debate in debates:
        yield said((debate.id, "bold cyan"), "  ", (debate.question, "italic"))
        lines = [crux.text for crux in bare if crux.debate == debate.id]
        if ranking := ranked.get(debate.id):
            lines = [turn.text for turn in ranking.cruxes]
        rows = ((f"{place}.", said(text)) for place, text in enumerate(lines[:BRIEF], 1))
        yield indented(facts(rows))
    yield Text()
    yield said(("name a debate for what follows from either answer: kb cruxes DEBATE", "dim"))


class _Shown:
    """The cruxes of one debate."""

    def __init__(
        self, ranking: Ranking, declared: Mapping[str, Crux], own: str | None, how: How
    ) -> None:
        self._ranking, self._declared, self._own, self._how = ranking, declared, own, how
        self._saying, self._letters = how.saying, letters(ranking.positions)

    def lines(self) -> Iterator[RenderableType]:
        ranking, how = self._ranking, self._how
        if ranking.whose:
            yield indented(said(("in the view of ", "dim"), ranking.whose))
        yield indented(facts(self._positions()))
        if how.place is not None:
            yield Text()
            yield from self._in_full(how.place, ranking.cruxes[how.place - 1])
        else:
            yield from self._in_short()
        yield Text()
        yield assumed(ranking.assumptions)

    def _positions(self) -> Rows:
        for position in self._ranking.positions:
            rivals = ", ".join(self._letters[r] for r in position.rivals)
            word = self._saying.strength(position.strength, position.reasons)
            of = f", rival of {rivals}" if rivals else ""
            name = self._letters[position.id] if len(self._letters) > 1 else "-"
            yield name, said(position.text, (f"  {word}{of}", "bold"))

    def _in_short(self) -> Iterator[RenderableType]:
        ranking, every = self._ranking, self._how.all
        yield Text()
        shown = ranking.cruxes if every else ranking.cruxes[:FEW]
        for place, turn in enumerate(shown, 1):
            yield from self._brief(f"{place}. ", turn)
        if more := len(ranking.cruxes) - len(shown):
            yield said((f"and {more} more that reach less; --all has them", "dim"))
        if ranking.unasked:
            yield Text()
            yield said(("Nobody asked this yet", "bold underline"))
            for turn in ranking.unasked if every else ranking.unasked[:BRIEF]:
                yield from self._brief("- ", turn)
        if ranking.granted:
            yield Text()
            names = "; ".join(turn.text.rstrip(".") for turn in self._granted())
            yield said(("No cruxes, since all who speak of them grant them: ", "dim"), names)

    def _granted(self) -> Sequence[Turn]:
        return self._ranking.granted if self._how.all else self._ranking.granted[:2]

    def _brief(self, mark: str, turn: Turn) -> Iterator[RenderableType]:
        where = "" if turn.debate == self._ranking.debate else f"  from {turn.debate}"
        yield said(mark, (turn.text, "bold"), (where, "dim"), (f"  {self._moves(turn)}", "cyan"))
        yield indented(facts(self._answers(turn)))

    def _moves(self, turn: Turn) -> str:
        """`moves C clearly, A a little`."""
        if turn.rank is None:
            return "moves no position"
        order = sorted(range(len(turn.effects)), key=lambda i: -abs(turn.effects[i]))
        found = [
            f"{self._letter(i)} {self._saying.effect(turn.effects[i])}"
            for i in order
            if effect_word(turn.effects[i]) != NOT
        ]
        return f"moves {', '.join(found)}" if found else "hardly moves a position"

    def _letter(self, place: int) -> str:
        return self._letters[self._ranking.positions[place].id]

    def _answers(self, turn: Turn) -> Rows:
        """What either answer does, and who gives it."""
        crux = self._declared.get(turn.crux or "")
        for name, strengths, stances, people in (
            ("if yes", turn.when_yes, crux.yes if crux else (), turn.sides.yes),
            ("if no", turn.when_no, crux.no if crux else (), turn.sides.no),
        ):
            who = "; ".join(words.who(s, self._own) for s in stances) or ", ".join(people)
            done = self._done(strengths)
            yield name, said(done, ("  nobody says so" if not who else f"  says {who}", "dim"))
        for turned in turn.turns:
            yield "lead", said(under_answers(*turned, self._letters))

    def _done(self, strengths: Sequence[float]) -> str:
        """What an answer does to each position, from now."""
        changes = [
            f"{self._letters[p.id]} {change}"
            for p, after in zip(self._ranking.positions, strengths, strict=True)
            if (change := self._saying.change(p.strength, after))
        ]
        return ", ".join(changes) or NO_CHANGE

    def _in_full(self, place: int, turn: Turn) -> Iterator[RenderableType]:
        yield said(f"{place}. ", (turn.text, "bold"), (f"  {self._moves(turn)}", "cyan"))
        yield indented(facts(self._rows(turn)))

    def _rows(self, turn: Turn) -> Rows:
        yield from self._answers(turn)
        if turn.whose:
            yield "crux for", said(", ".join(one.name for one in turn.whose))
        if turn.ways:
            held = "holds up" if holds_up(turn.first, turn.ways) else "depends on the weights"
            yield (
                "order",
                said(f"among the first three in {turn.first} of {turn.ways} ways: {held}"),
            )
        if crux := self._declared.get(turn.crux or ""):
            yield from views.crux_rows(crux, self._own)
        else:
            yield "item", said((turn.item, "cyan"))
        if turn.path:
            yield "why", way(turn.path, self._ranking.debate)


def way(path: Sequence[Hop], debate: str) -> Text:
    """`if a is false, that supports b, which rebuts c`."""
    parts: list[str | tuple[str, str]] = []
    for place, hop in enumerate(path):
        name = words.slug(hop.claim, debate)
        parts.append(", " if place else "")
        if hop.negated:
            parts += ["if ", (name, "cyan"), " is false, that"]
        else:
            parts.append((name, "cyan") if place == 0 else "which")
        argument = f"{hop.kind} an argument to" if hop.kind == "undercuts" else hop.kind
        parts.append((f" {argument} ", words.COLOURS[hop.kind]))
        parts.append((words.slug(hop.target, debate), "cyan"))
    return said(*parts)
