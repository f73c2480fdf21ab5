"""How ranked cruxes look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kb.analysis.scale import NOT, effect_word
from kb.cli.printing import screen_width
from kb.cli.text import Block, Text, joined
from kb.cli.views import words
from kb.cli.views.layout import Column, Table, facts, indented
from kb.cli.views.names import Names, with_id
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.screen import POSITIONS, REST, SCREEN, first, height, left_out
from kb.naming import letter

if TYPE_CHECKING:
    from kb.analysis.turning import Position, Ranking, Turn
    from kb.cli.common import Form
    from queries.arguments import Stance
    from queries.cruxes import Crux
    from queries.debates import DebateName

BRIEF = 3  # claims that are named below the cruxes, where all are not asked for
NOBODY, HARDLY = "-", "hardly"
GAP = 2  # columns between two columns of a table
SHARES = 0.29, 0.24  # of the width that a side gets at most, beside titles and beside questions


class Look(NamedTuple):
    """What all views of cruxes need: how to say numbers, titles, what the graph says of cruxes."""

    saying: Saying
    form: Form
    names: Names
    declared: Mapping[str, Crux]


def letters(positions: Sequence[Position]) -> dict[str, str]:
    """What stands for each position in a line: A to Z, then numbers; nothing for a single one."""
    if len(positions) == 1:
        return {positions[0].id: "the position"}
    return {p.id: letter(i) for i, p in enumerate(positions)}


def overview(
    rankings: Sequence[Ranking],
    bare: Sequence[Crux],
    debates: Sequence[DebateName],
    form: Form,
) -> Iterator[Block]:
    """Each debate with what it turns on most."""
    ranked = {ranking.debate: [turn.text for turn in ranking.cruxes] for ranking in rankings}
    for crux in bare:
        ranked.setdefault(crux.debate, []).append(crux.text)
    told = [debate for debate in debates if ranked.get(debate.id)]

    def draw(count: int) -> Block:
        rows = ((debate.id, _turns_on(ranked[debate.id])) for debate in told[:count])
        return facts(rows)

    if not told:
        yield Text(("no cruxes", "dim"))
        return
    yield Text(("What each debate turns on most", "bold"))
    yield Text()
    shown, drawn = first(len(told), draw, form, SCREEN - 5)
    yield drawn
    yield from left_out(len(told) - shown)
    yield Text()
    yield Text(("kb cruxes DEBATE shows the others, and who answers how", "dim"))


def _turns_on(cruxes: Sequence[str]) -> Text:
    more = len(cruxes) - 1
    return Text(cruxes[0], (f"  ({more} more)" if more else "", "dim"))


def undecided(debate: DebateName, cruxes: Sequence[Crux], look: Look) -> Iterator[Block]:
    """The cruxes of a debate without positions."""
    yield Text((debate.question, "bold"))
    yield Text(("No position is taken, so nothing is ranked.", "dim"))
    yield Text()

    def draw(count: int) -> Block:
        rows = [
            (with_id(Text(crux.text), crux.id, look.form), _who(crux.yes), _who(crux.no))
            for crux in cruxes[:count]
        ]
        return _grid(rows, SHARES[1], "question", "yes", "no")

    shown, drawn = first(len(cruxes), draw, look.form, SCREEN - 6)
    yield drawn
    yield from left_out(len(cruxes) - shown)


class Shown:
    """The cruxes of one debate."""

    def __init__(self, ranking: Ranking, question: str, look: Look) -> None:
        self.ranking, self._question, self.look = ranking, question, look
        self.letters = letters(ranking.positions)

    def lines(self) -> Iterator[Block]:
        """The question, the positions, the cruxes as a table, and what is none."""
        ranking, form = self.ranking, self.look.form
        head = [Text((self._question, "bold")), *self.positions()]
        below = [*self._unasked(), *self._granted()]
        yield from head
        shown = count = len(ranking.cruxes)
        if count:
            yield Text()
            room = SCREEN - sum(map(height, [*head, *below, self._hint(True)])) - 3
            titled = not form.all and height(self._table(count)) > room
            shown, drawn = first(count, partial(self._table, titled=titled), form, room)
            yield drawn
            yield from left_out(count - shown, 2)
            yield from self._ids(shown)
        yield Text()
        yield from below
        if count:
            yield self._hint(shown < count or self._leaves_out())
        elif self._leaves_out():
            yield Text((REST, "dim"))
        yield from assumed(ranking.assumptions, self.look.saying)

    def _leaves_out(self) -> bool:
        """Whether not all is told of what is no crux."""
        ranking = self.ranking
        longest = max(len(ranking.unasked), len(ranking.granted))
        is_long = longest > BRIEF or len(ranking.positions) > POSITIONS
        return is_long and not self.look.form.all

    def _hint(self, more: bool) -> Text:
        rest = "; --all shows the rest" if more else ""
        one = f"kb cruxes {self.ranking.debate} 1 says what either answer would do"
        return Text((f"{one}{rest}", "dim"))

    def _ids(self, count: int) -> Iterator[Block]:
        """The ids of cruxes where they are wanted; in a table they would be broken."""
        if self.look.form.ids:
            yield Text()
            ids = ((f"{i:>2}", turn.item) for i, turn in enumerate(self.ranking.cruxes[:count], 1))
            yield facts((place, Text((ident, "cyan"))) for place, ident in ids)

    def positions(self) -> Iterator[Block]:
        """The positions with their letters, and in whose view they are weighed."""
        if whose := self.ranking.whose:
            for position in self.ranking.positions:  # a camp is called by the id of its position
                whose = whose.replace(position.id, self.look.names.quoted(position.id))
            yield Text(("in the view of ", "dim"), whose)
        positions = self.ranking.positions
        brief = positions if self.look.form.all else positions[:POSITIONS]
        for position in brief:
            name = self.letters[position.id] if len(self.letters) > 1 else "-"
            yield facts(iter([(name, self._position(position))]))
        yield from left_out(len(positions) - len(brief))
        if beside := self.ranking.beside:
            named = ", ".join(map(self.look.names.quoted, beside))
            they = "it answers" if len(beside) == 1 else "they answer"
            yield Text((f"not ranked, for {they} another question: {named}", "dim"))

    def _position(self, position: Position) -> Text:
        rivals = ", ".join(self.letters[rival] for rival in position.rivals)
        grade = self.look.saying.strength(position.strength, position.reasons)
        of = f", rival of {rivals}" if rivals else ""
        title = Text(self.look.names[position.id], (f", {grade}{of}", "cyan"))
        return with_id(title, position.id, self.look.form)

    def _table(self, count: int, titled: bool = False) -> Table:
        rows = [
            (self._asked(turn, titled), *self._answers(turn), Text(self.moves(turn) or HARDLY))
            for turn in self.ranking.cruxes[:count]
        ]
        return _grid(rows, SHARES[not titled], "question", "yes", "no", "moves")

    def _asked(self, turn: Turn, titled: bool) -> Text:
        where = "" if turn.debate == self.ranking.debate else f"  from {turn.debate}"
        return Text(self.look.names[turn.item] if titled else turn.text, (where, "dim"))

    def _answers(self, turn: Turn) -> tuple[Text, Text]:
        crux = self.look.declared.get(turn.crux or "")
        if crux:
            return _who(crux.yes), _who(crux.no)
        yes, no = (Text(", ".join(map(words.short, side)) or NOBODY) for side in turn.sides)
        return yes, no

    def moves(self, turn: Turn) -> str:
        """`C clearly, A a little`; of a single position `clearly`; "" where nothing shows."""
        order = sorted(range(len(turn.effects)), key=lambda i: -abs(turn.effects[i]))
        found = [
            f"{self._letter(i)} {self.look.saying.effect(turn.effects[i])}".strip()
            for i in order
            if effect_word(turn.effects[i]) != NOT
        ]
        return ", ".join(found)

    def moving(self, turn: Turn) -> str:
        """The same as a sentence: `moves the position clearly`."""
        if not (moved := self.moves(turn)):
            return "hardly moves a position" if turn.rank else "moves no position"
        return f"moves {moved}" if self._letter(0) else f"moves the position {moved}"

    def _letter(self, place: int) -> str:
        single = len(self.ranking.positions) == 1
        return "" if single else self.letters[self.ranking.positions[place].id]

    def _unasked(self) -> Iterator[Block]:
        """The claims that reach as far and that nobody asked about."""
        unasked = self.ranking.unasked
        brief = unasked if self.look.form.all else unasked[:BRIEF]
        if brief:
            yield Text(("Nobody asked:", "bold"))
        for turn in brief:
            moves = (f"  {self.moving(turn)}", "cyan")
            text = with_id(Text(turn.text, moves), turn.item, self.look.form)
            yield indented(text, 2)
        yield from left_out(len(unasked) - len(brief), 2)

    def _granted(self) -> Iterator[Block]:
        """The claims that carry much and that all grant."""
        granted, form = self.ranking.granted, self.look.form
        brief = granted if form.all else granted[:BRIEF]
        named = [with_id(Text(turn.text.rstrip(".")), turn.item, form) for turn in brief]
        if more := len(granted) - len(brief):
            named.append(Text((f"and {more} more", "dim")))
        if named:
            yield Text(("Nobody disputes: ", "bold"), joined("; ", named))


def _grid(rows: Sequence[Sequence[Text]], share: float, *columns: str) -> Table:
    """A table of questions, numbered; other columns get what they need, and no more than their
    share, the questions have the rest."""
    free = screen_width() - 2 - GAP * len(columns)
    most = int(free * share)
    beside = ([row[place] for row in rows] for place in range(1, len(columns)))
    named = zip(columns[1:], beside, strict=True)
    widths = [_width(most, name, column) for name, column in named]
    shown = zip(columns, [free - sum(widths), *widths], strict=True)
    numbered = [(Text((str(place), "dim")), *row) for place, row in enumerate(rows, 1)]
    number = Column("", 2, right=True)
    given = [number, *(Column(name, width) for name, width in shown)]
    return Table(given, numbered, gap=GAP, head="dim")


def _width(most: int, name: str, cells: Sequence[Text]) -> int:
    need = max((cell.width for cell in cells), default=0)
    return max(len(name), min(need, most))


def _who(stances: Sequence[Stance]) -> Text:
    """Who answers so, how firmly, and with which qualification."""
    return Text("; ".join(map(_answer, stances)) or NOBODY)


def _answer(stance: Stance) -> str:
    """`Mara leans (0.6): at least in winter`."""
    sure = f" ({stance.credence:g})" if stance.credence is not None else ""
    note = f": {stance.note}" if stance.note else ""
    return f"{words.short(stance.name)}{words.FIRMNESS.get(stance.kind, '')}{sure}{note}"
