"""How two people side by side look to a reader in a terminal: first what parts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Group, indented
from kb.cli.views.names import Names, linked, with_id
from kb.cli.views.person import Shown
from kb.cli.views.screen import SCREEN, Section, sections

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.people import Answer, Comparison, Person, StanceOf

Sources = Mapping[str, str | None]  # of the debates, by their ids
BELOW = 5  # lines for what one alone speaks of
ID = re.compile(r"(not )?([^\s()+→/]+/[^\s()+→/]+)")


class Pair:
    """Where two people differ, answer each other and agree."""

    def __init__(self, a: Person, b: Person, own: Sources, names: Names, form: Form) -> None:
        self._a, self._b, self._own, self._names, self._form = a, b, own, names, form

    def lines(self, found: Comparison) -> Iterator[Block]:
        """What parts them first; of what one alone takes a side on, how much it is."""
        a, b = self._a.name, self._b.name
        if not (found.differ or found.answers or found.agree):
            where = "on the same item" if any(found) else "in the same debate"
            yield Text(f"{a} and {b} do not meet: they take no side {where}")
        yield from sections(self._given(found), self._form, room=SCREEN - BELOW)
        if not self._form.all and (alone := "; ".join(self._silence(found))):
            yield Text()
            yield Text((f"{alone} (--all lists them)", "dim"))

    def _given(self, found: Comparison) -> Iterator[Section]:
        yield Section(f"Differ ({len(found.differ)})", found.differ, self._pair)
        title = f"Answer each other ({len(found.answers)})"
        yield Section(title, found.answers, self._answer)
        yield Section(f"Agree ({len(found.agree)})", found.agree, self._pair)
        if self._form.all:
            one, other = (Shown(p, self._own, self._names, self._form) for p in (self._a, self._b))
            for name, stances, shown in (
                (self._a.name, found.only_a, one),
                (self._b.name, found.only_b, other),
            ):
                title = f"{name} alone takes a side ({len(stances)})"
                yield Section(title, stances, shown.stance)

    def _silence(self, found: Comparison) -> Iterator[str]:
        """How often one alone takes a side."""
        for one, stances in ((self._a, found.only_a), (self._b, found.only_b)):
            if stances:
                yield f"{one.name} alone takes a side on {words.many(stances, 'item')}"

    def _pair(self, pair: tuple[StanceOf, StanceOf]) -> Block:
        """A statement with what both say of it, or two rivals with what each says."""
        one, other = pair
        lines: list[Block] = [self._statement(one)]
        lines.append(indented(self._says(self._a, one), 2))
        if one.thing != other.thing:
            lines.append(Text(("its rival: ", "dim"), self._statement(other)))
        return Group(*lines, indented(self._says(self._b, other), 2))

    def _statement(self, stance: StanceOf) -> Text:
        return with_id(Text(stance.text), stance.item, self._form)

    def _says(self, person: Person, stance: StanceOf) -> Text:
        where = self._names.passages(stance.passages, self._own.get(stance.debate))
        shown = words.details(stance, where, self._names)
        note = f": {stance.note}" if stance.note else ""
        verb = words.STANCES[stance.kind]
        return Text(
            (person.name, "bold"), f" {verb}", (f" ({shown})" if shown else "", "dim"), note
        )

    def _answer(self, answer: Answer) -> Block:
        """Who does what to something of the other's, by which argument."""
        argument = answer.argument
        by, to = (
            self._a.name if person == self._a.id else self._b.name
            for person in (answer.by, answer.to)
        )
        does = (f" {argument.kind} ", words.COLOURS[argument.kind])
        if argument.attacks:
            aim = f"the argument from {self._titled(argument.attacks)}, made by {to}"
        else:
            aim = f"{self._names.quoted(argument.target)}, held by {to}"
        ours = (words.OURS if argument.inferred else "", "dim")
        lines = list(linked(argument.premises, self._form))
        if argument.reasons:
            lines.append(Text((f"because {words.because(argument.reasons)}", "dim")))
        head = Text((by, "bold"), does, aim, ours)
        return Group(head, *(indented(line, 2) for line in lines))

    def _titled(self, argument: str) -> str:
        """An argument that is named by ids, by titles: `“A” and “B” being false to “C”`."""
        named = ID.sub(
            lambda found: f"{self._names.quoted(found[2])}{' being false' if found[1] else ''}",
            argument,
        )
        return named.replace(" + ", " and ").replace(" → ", " to ")
