"""How the coverage of sources looks in a terminal: the sums, then the worst passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, marked
from kb.cli.views.output import table
from kb.cli.views.screen import SCREEN, Section, first, left_out, sections
from queries.coverage import (
    CITED,
    LEFT_OUT,
    REPEATS,
    UNCITED,
    CitingArgument,
    Coverage,
    Covered,
)

if TYPE_CHECKING:
    from kb.cli.common import Form
    from kb.cli.views.names import Names
    from kb.copies import Copies, Shown

IN_WORDS = {
    CITED: "cited",
    LEFT_OUT: "left out",
    REPEATS: "repeating others",
    UNCITED: "cited by nobody",
}
UNPINNED = "no passages are pinned; 'kb sources pin --from DIR' does it"
NAMED = 3  # items that cite a passage and are named, where all are not asked for


class Row(NamedTuple):
    """A passage of a source."""

    source: str
    covered: Covered


class Covering:
    """What of some sources is accounted for."""

    def __init__(self, found: Sequence[Coverage], copies: Copies, names: Names, form: Form) -> None:
        self._found, self._copies, self._names, self._form = found, copies, names, form

    def lines(self) -> Iterator[Block]:
        """The sums, then passage by passage what is not cited, left out, or cited least; with all,
        every passage in order."""
        if not self._found:
            yield Text(("there are no sources", "dim"))
            return
        if len(self._found) == 1:
            [one] = self._found
            heading = Text((one.heading, "bold"), (f"  {one.source}", "cyan"))
            head: list[Block] = [heading, Text(_sum(self._found))]
        else:
            head = list(self._sums())
        yield from sections(self._given(), self._form, head)

    def _sums(self) -> Iterator[Block]:
        rows = [
            {"source": one.source, "passages": str(len(one.passages) or "not pinned")}
            | {IN_WORDS[state]: str(one.count(state) or "") for state in IN_WORDS}
            for one in self._found
        ]
        shown, drawn = first(
            len(rows), lambda n: table(rows[:n], screen_width()), self._form, SCREEN // 3
        )
        yield Text((_sum(self._found), "bold"))
        yield drawn
        yield from left_out(len(rows) - shown)

    def _given(self) -> Iterator[Section]:
        rows = [Row(one.source, row) for one in self._found for row in one.passages]
        if self._form.all:
            for one in self._found:
                own = [row for row in rows if row.source == one.source]
                yield Section(f"{one.source}, passage by passage", own, self._passage)
            return
        changed = [row for row in rows if self._drift(row)]
        same = [row for row in rows if row not in changed] if changed else rows
        of = {state: [row for row in same if row.covered.state == state] for state in IN_WORDS}
        cited = sorted(of[CITED], key=lambda row: row.covered.places)
        yield Section("Different in the copy", changed, self._passage)
        yield Section("Cited by nobody", of[UNCITED], self._passage)
        yield Section("Left out", of[LEFT_OUT], self._passage)
        yield Section("Cited least", cited, self._passage)

    def _drift(self, row: Row) -> bool:
        copy = self._copies.get(row.covered.id)
        return bool(copy and copy.drift)

    # -- a passage --------------------------------------------------------------------------------

    def _passage(self, row: Row) -> Block:
        lines = list(self._told(row.covered))
        if row.covered.id in self._copies:
            lines += _copy(self._copies[row.covered.id])
        source = f"{row.source} " if len(self._found) > 1 else ""
        return marked((f"{source}¶{row.covered.number} ", "dim"), Group(*lines))

    def _told(self, row: Covered) -> Iterator[Text]:
        if row.state == UNCITED:
            yield Text(("nobody cites it", "yellow"))
        elif row.state == LEFT_OUT:
            yield Text(("left out: " if self._form.all else "", "dim"), row.left_out or "")
        elif row.state == REPEATS and row.repeats:
            yield Text((f"repeats ¶{row.repeats.rpartition('#')[2]}", "dim"))
        elif self._form.ids:
            yield from self._by_id(row)
        else:
            yield from self._by_title(row)

    def _by_title(self, row: Covered) -> Iterator[Text]:
        """What cites it, in a line; with all of them, all of it."""
        cited = [f"{self._names.quoted(i.item)}{_places(i.places)}" for i in row.items]
        brief = cited if self._form.all else cited[:NAMED]
        told = ", ".join(brief)
        more = len(cited) - len(brief)
        parts = [f"{told} and {more} more" if more else told]
        if row.arguments:
            parts.append(words.many(row.arguments, "argument"))
        yield Text("; ".join(filter(None, parts)))
        for argument in row.arguments if self._form.all else ():
            grounds = self._names.assumed(argument.premises)
            does = words.DOES[argument.kind][len(argument.premises) > 1]
            aim = self._names.aim(argument.target, argument.attacked, argument.undercut)
            yield Text((f"{grounds} {does} {aim}{_places(argument.places)}", "dim"))

    def _by_id(self, row: Covered) -> Iterator[Text]:
        for item in row.items:
            yield Text((item.item, "cyan"), (_places(item.places), "dim"))
        for argument in row.arguments:
            yield Text(
                "the argument ", (_named(argument), "cyan"), (_places(argument.places), "dim")
            )


def _sum(found: Sequence[Coverage]) -> str:
    passages = [row for one in found for row in one.passages]
    if not passages:
        return UNPINNED
    counts = {state: sum(one.count(state) for one in found) for state in IN_WORDS}
    states = [f"{count} {IN_WORDS[state]}" for state, count in counts.items() if count]
    return f"{words.many(passages, 'passage')}: {', '.join(states)}"


def _named(argument: CitingArgument) -> str:
    """`debate/a + b → c`, the debate named once."""
    debate = argument.premises[0].id.partition("/")[0]
    end = words.end_of(argument, debate)
    return f"{debate}/{words.premise_names(argument.premises, debate)} → {end}"


def _places(count: int) -> str:
    return f" in {count} places" if count > 1 else ""


def _copy(shown: Shown) -> Iterator[Text]:
    if shown.drift:
        yield Text((shown.drift, "yellow"))
    if shown.text is not None:
        yield Text((shown.text, "dim"))
