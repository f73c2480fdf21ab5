"""How items that say much the same look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.layout import Beside
from kb.cli.views.names import Names, with_id
from kb.cli.views.screen import Section, sections

if TYPE_CHECKING:
    from kb.analysis.similar import Similar
    from kb.cli.common import Form
    from queries.likeness import Statement


class Pairs:
    """Pairs of items, or what is like one of them."""

    def __init__(self, found: Sequence[Similar], names: Names, form: Form) -> None:
        self._found, self._names, self._form = found, names, form
        self._one: str | None = None

    def of_all(self) -> Iterator[Block]:
        count = words.many(self._found, "pair") + " of items that say much the same"
        yield from self._sections(Text((f"{count}.", "bold")))

    def of_one(self, text: str, ident: str) -> Iterator[Block]:
        self._one = ident
        says = "says" if len(self._found) == 1 else "say"
        head = with_id(Text((text, "bold")), ident, self._form)
        count = f"{words.many(self._found, 'other item')} {says} much the same."
        yield from self._sections(head, Text(count))

    def _sections(self, *head: Block) -> Iterator[Block]:
        same = [pair for pair in self._found if pair.both]
        others = [pair for pair in self._found if not pair.both]
        given = [
            Section("For or against the same", same, self._pair),
            Section("Elsewhere", others, self._pair),
        ]
        yield from sections(given, self._form, head)

    def _pair(self, pair: Similar) -> Block:
        score = Text((f"{pair.score}%", "dim"))
        shown = [pair.second] if self._one else [pair.first, pair.second]
        told = [self._statement(statement) for statement in shown]
        told += [Text((note, "dim")) for note in self._notes(pair)]
        return Beside(zip_longest([score], told, fillvalue=Text()), gap=2, right=True)

    def _statement(self, statement: Statement) -> Block:
        return with_id(Text(statement.text), statement.id, self._form)

    def _notes(self, pair: Similar) -> Iterator[str]:
        if pair.both:
            yield "both bear on " + " and ".join(map(self._names.quoted, pair.both))
        if pair.related:
            yield "the map says how they are related"
