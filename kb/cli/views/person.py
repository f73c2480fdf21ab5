"""How those who speak look to a reader in a terminal: all of them, and what one of them thinks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.names import Names, with_id
from kb.cli.views.output import table
from kb.cli.views.screen import REST, SCREEN, Section, first, height, left_out, sections
from kb.naming import number_of
from queries.people import APART, ArgumentOf, Person, StanceOf

if TYPE_CHECKING:
    from kb.cli.common import Form

Sources = Mapping[str, str | None]  # of the debates, by their ids
KINDS = ("position", "crux")  # what is told of first
HEADINGS = ("Positions", "Cruxes", "Other statements")
NOTE = 4  # lines of what is said about a person, of more the first sentence


def voices(found: Sequence[Person], form: Form) -> Iterator[Block]:
    """Those who say most first; then works and characters under headings of their own."""

    def draw(rows: list[dict[str, str]], count: int) -> Block:
        return table(rows[:count], screen_width())

    by_kind = {
        heading: sorted(
            (p for p in found if APART.get(p.kind, "") == heading),
            key=lambda p: (-p.on_claims - p.on_arguments, p.id),
        )
        for heading in ("", *APART.values())
    }
    if not found:
        yield Text(("nobody takes a stand yet", "dim"))
        return
    apart = (len(some) + 4 for heading, some in by_kind.items() if heading and some)
    room = SCREEN - 4 - sum(apart)
    for heading, some in by_kind.items():
        if not some:
            continue
        if heading:
            yield Text((f"\n{heading}", "bold"))
        rows = [voice_row(p, form) for p in some]
        shown, drawn = first(len(rows), partial(draw, rows), form, room)
        yield drawn
        yield from left_out(len(rows) - shown)
    yield Text()
    yield Text(("kb people NAME says what somebody thinks", "dim"))


def voice_row(voice: Person, form: Form) -> dict[str, str]:
    """Somebody who speaks, as a line of a list."""
    row = {"id": voice.id} if form.ids else {}
    counts = {"on items": str(voice.on_claims), "on arguments": str(voice.on_arguments)}
    return row | {"name": voice.name} | counts


class Shown:
    """What one person thinks, in all debates or in one."""

    def __init__(self, person: Person, own: Sources, names: Names, form: Form) -> None:
        self._person, self._own, self._names, self._form = person, own, names, form
        self._past: Mapping[str, str] = {}

    def lines(
        self,
        stances: Sequence[StanceOf],
        past: Mapping[str, str],
        arguments: Sequence[ArgumentOf],
        debate: str | None,
    ) -> Iterator[Block]:
        """Debate by debate, positions and cruxes first; in one debate kind by kind. `past` is why
        some of the stances do not count."""
        self._past = past
        spoken = [*(s.debate for s in stances), *(a.debate for a in arguments)]
        debates = list(dict.fromkeys(spoken))
        one = len(debates) == 1
        given = self._by_kind(stances) if one else self._by_debate(stances, debates)
        made = Section(f"Arguments ({len(arguments)})", arguments, self._argument)
        head = list(self._head(stances, arguments, debate, len(debates)))
        more = f"; kb people {self._person.id} DEBATE what is said in one" if not one else ""
        yield from sections([*given, made], self._form, head, f"{REST}{more}")

    def _head(
        self,
        stances: Sequence[StanceOf],
        arguments: Sequence[ArgumentOf],
        debate: str | None,
        debates: int,
    ) -> Iterator[Block]:
        """Who it is, and how much is said."""
        person = self._person
        yield with_id(Text((person.name, "bold")), person.id, self._form)
        if note := person.note:
            brief = note if self._form.all or height(Text(note)) <= NOTE else _first_sentence(note)
            yield Text(brief)
        where = debate or number_of(debates, "debate")
        count = words.many([*stances, *arguments], "stance")
        apart = f", {len(stances)} on items and {len(arguments)} on arguments" if arguments else ""
        yield Text((f"{count} in {where}{apart}", "dim"))

    def _by_debate(self, stances: Sequence[StanceOf], debates: Sequence[str]) -> Iterator[Section]:
        for debate in debates:
            own = sorted((s for s in stances if s.debate == debate), key=_place)
            yield Section(f"{debate} ({len(own)})", own, self.stance)

    def _by_kind(self, stances: Sequence[StanceOf]) -> Iterator[Section]:
        for place, heading in enumerate(HEADINGS):
            own = [s for s in stances if _place(s) == place]
            yield Section(f"{heading} ({len(own)})", own, self.stance)

    def stance(self, stance: StanceOf) -> Text:
        """What somebody thinks of an item."""
        where = self._names.passages(stance.passages, self._own.get(stance.debate))
        past = self._past.get(stance.id, "")
        shown = words.details(stance, where, self._names, past)
        is_term = stance.item_kind == "definition"
        term = f"{self._names[stance.item]}: " if is_term else ""
        text = Text(
            (words.SAYS.get(stance.kind, stance.kind), "bold"),
            (f" ({stance.note})" if stance.note else "", "italic"),
            f": {term}{stance.text}",
            (f"  ({shown})" if shown else "", "dim"),
        )
        return with_id(text, stance.item, self._form)

    def _argument(self, argument: ArgumentOf) -> Text:
        verb = "argues" if argument.kind == "holds" else words.SAYS[argument.kind]
        does = words.DOES[argument.argument_kind][len(argument.premises) > 1]
        where = self._names.passages(argument.passages, self._own.get(argument.debate))
        grounds = self._names.assumed(argument.premises)
        end = self._names.aim(argument.target, argument.attacked, argument.undercut)
        return Text(
            (verb, "bold"),
            (f" ({argument.note})" if argument.note else "", "italic"),
            f": {grounds} {does} {end}",
            (f"  ({where})" if where else "", "dim"),
        )


def _place(stance: StanceOf) -> int:
    """Positions first, then cruxes, then the rest."""
    return KINDS.index(stance.item_kind) if stance.item_kind in KINDS else len(KINDS)


def _first_sentence(text: str) -> str:
    return f"{re.split(r'(?<=[.!?]) ', text, maxsplit=1)[0]} ..."
