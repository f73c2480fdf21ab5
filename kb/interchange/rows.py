"""One row of a table that is read: its cells, and what became of each."""

from __future__ import annotations

from kb.interchange.account import Account
from kb.interchange.cells import Cell
from kb.interchange.columns import COLUMNS
from kb.interchange.markdown import WORD_FOR_WORD, kept, kept_all
from loaders.markup.inline import one_line

UNREAD = {
    "passages": "passages are of sources, which a table does not have",
    "formerly": "former ids are those of the base that the table was made of",
}


class Row:
    """One row: its cells by column, and which of them were taken."""

    def __init__(self, cells: dict[str, Cell], account: Account) -> None:
        self.cells, self._account = cells, account
        self.taken: list[str] = []
        self._open = {name for name, cell in cells.items() if cell.text.strip()}
        self.start = min(cell.start for cell in cells.values())
        self.end = max(cell.end for cell in cells.values()) + 1
        self.kind = self.take("kind").lower().replace(" ", "_") or "claim"

    def take(self, column: str) -> str:
        if column in self._open:
            self._open.discard(column)
            self.taken.append(column)
        return self.cells[column].text.strip() if column in self.cells else ""

    def markdown(self, column: str) -> str:
        """One paragraph of Markdown."""
        said = self.take(column)
        text = kept(said)
        if text != one_line(said):
            self.changed(column, WORD_FOR_WORD)
        return text

    def paragraphs(self, column: str) -> str:
        """Paragraphs of Markdown."""
        text, same = kept_all(self.take(column))
        if not same:
            self.changed(column, WORD_FOR_WORD)
        return text

    def changed(self, column: str, how: str) -> None:
        cell = self.cells[column]
        self.taken.remove(column)
        self._account.changed(cell.start, cell.end + 1, how, column)

    def refuse(self, column: str, why: str) -> None:
        """Leave out one cell that was taken."""
        cell = self.cells[column]
        self.taken.remove(column)
        self._account.left_out(cell.start, cell.end + 1, why, column)

    def left_out(self, why: str) -> None:
        """Leave out the row."""
        what = [*self.taken, *self._open]
        self._account.left_out(self.start, self.end, why, *what)
        self._open.clear()
        self.taken.clear()

    def alike(self) -> tuple[str, ...]:
        """What rows share that are one line of Markdown."""
        names = ("from", "because", "inferred")
        return tuple(self.cells[n].text.strip() if n in self.cells else "" for n in names)

    def done(self) -> None:
        """All that was taken is carried; what nobody asked for says nothing here."""
        if self.taken:
            self._account.carried(self.start, self.end, *self.taken)
        for name in sorted(self._open):
            cell = self.cells[name]
            known = name in COLUMNS
            why = f"it says nothing on a row of kind '{self.kind}'" if known else "no such column"
            why = UNREAD.get(name, why)
            self._account.left_out(cell.start, cell.end + 1, why, name)
