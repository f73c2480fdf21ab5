"""How changes look to a reader in a terminal: debate by debate, what went and what came marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from kb.changes.groups import grouped, summary
from kb.changes.sentences import Role, Sentence
from kb.cli.printing import has_colours, one_line, screen_width
from kb.cli.text import Block, Text
from kb.cli.views.layout import indented, marked
from kb.cli.views.screen import SCREEN, Section, height, left_out, sections
from kb.naming import capital

if TYPE_CHECKING:
    from kb.changes.history import Entry, History
    from kb.changes.kinds import Change
    from kb.cli.common import Form

FRAME = 4  # lines of the history of an item for what is left out
MARKS = {"+": "green", "-": "red", "~": "yellow"}
STYLES = {
    Role.NAME: "bold",
    Role.ID: "cyan",
    Role.KEY: "cyan",
    Role.GONE: "red strike",
    Role.NEW: "green",
}
SIGNS = {Role.GONE: "[-{}-]", Role.NEW: "{{+{}+}}"}  # where nothing has a colour


class Changes:
    """Changes as lines; ids stand in them where they are wanted."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._signs = {} if has_colours() else SIGNS

    def view(self, changes: Sequence[Change]) -> Iterator[Block]:
        groups = list(grouped(changes))
        several = len({group.debate for group in groups}) > 1
        given = [
            Section(
                f"{group.debate}: {group.title}" if several and group.debate else group.title,
                group.changes,
                self.line,
            )
            for group in groups
        ]
        yield from sections(given, self._form, [Text((f"{capital(summary(changes))}.", "bold"))])

    def line(self, change: Change) -> Block:
        return marked((change.mark, MARKS[change.mark]), self._sentence(change.sentence()))

    def _sentence(self, sentence: Sentence) -> Text:
        return Text(*filter(None, (self._piece(role, words) for role, words in sentence)))

    def _piece(self, role: Role, words: str) -> tuple[str, str] | None:
        if role is Role.ID:
            return (f" ({one_line(words)})", STYLES[role]) if self._form.ids else None
        sign = self._signs.get(role, "{}")
        return sign.format(one_line(words)), STYLES.get(role, "")

    # -- the history of an item --------------------------------------------------------------------

    def history(self, history: History, entries: Iterable[Entry]) -> Iterator[Block]:
        """Commit by commit, as many as fit on a screen; of the first at least one change."""
        room = SCREEN - FRAME
        for number, entry in enumerate(entries):
            lines = [indented(self.line(change), 2) for change in entry.changes]
            head = [*([Text()] if number else []), self._head(entry)]
            room -= sum(map(height, head))
            fits = len(lines) if self._form.all else _fitting(lines, room)
            if fits or not number:
                yield from head
                yield from lines[: max(fits, 1)]
            if fits < len(lines):
                yield from _rest(len(lines) - max(fits, 1) if fits or not number else 0, history)
                return
            room -= sum(map(height, lines))

    def _head(self, entry: Entry) -> Text:
        commit = entry.commit
        if commit is None:
            return Text(("not committed", "yellow"))
        found = ((commit.ident[:7], "yellow"), f" {commit.date} ", (commit.subject, "bold"))
        whole = Text(*found, (f"  {commit.author}", "dim"))
        return whole if whole.width <= screen_width() else Text(*found)


def _fitting(lines: Sequence[Block], room: int) -> int:
    """How many of some lines there is room for."""
    used = accumulate(map(height, lines))
    return sum(lines <= room for lines in used)


def _rest(changes: int, history: History) -> Iterator[Block]:
    """How much is not shown: of the last commit, and how many may come behind it."""
    yield from left_out(changes, 2)
    further = len(history.left) + (not changes)
    yield Text()
    yield Text((f"and up to {further:,} more commits; --all shows the rest", "dim"))
