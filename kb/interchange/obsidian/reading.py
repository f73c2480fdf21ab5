"""A vault becomes a debate: its lines are written as a debate has them, and read as one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from kb.diagnostics import Diagnostic
from kb.interchange.account import Piece
from kb.interchange.frame import Reading
from kb.interchange.json_text import leaves
from kb.interchange.label import label
from kb.interchange.markdown import clean, plain
from kb.interchange.obsidian import note as notes
from kb.interchange.obsidian.entries import AS_IT_IS, Entry, Vault
from kb.interchange.obsidian.filling import fill
from kb.interchange.obsidian.links import keys_of
from kb.interchange.obsidian.note import Note, notes_in, property_path
from kb.interchange.obsidian.vault import OTHER
from kb.interchange.source import Source
from kb.kinds import PersonKind
from kb.model import slugify
from loaders.base.load import LoadedBase, load_base
from loaders.files.folder import PEOPLE, SETTINGS
from loaders.markup.inline import one_line

NOWHERE = Path(os.devnull) / "nowhere"  # where no file can be: what is read is in memory
NAME = "vault"
FRONT = ["---", "question: Why?", "---", ""]
ROUNDS = 8


def pieces(source: Source) -> Iterator[Piece]:
    """Every property and line of every note, and every other file."""
    return notes.pieces(source)


def read(reading: Reading) -> None:
    """Read a vault into a draft."""
    Reader(reading).read()


class Reader:
    """Reads the notes of a vault, and again without the lines that say nothing."""

    def __init__(self, reading: Reading) -> None:
        self.source, self.draft, self.account = reading.source, reading.draft, reading.account
        self.vault = Vault(list(notes_in(reading.source)), self.draft.people)

    def read(self) -> None:
        self._other_files()
        for note in self.vault.people:
            self._person(note)
        for n, note in enumerate(self.vault.debates):
            self._debate(note, is_first=n == 0)
        entries = list(self.vault.entries())
        base = self._settled(entries)
        fill(self.draft, base.base)
        for entry in entries:
            for start, end in entry.spans:
                self._tell(entry, start, end)

    def _tell(self, entry: Entry, start: int, end: int) -> None:
        if entry.fate == "carried":
            self.account.carried(start, end, *entry.what)
        elif entry.fate == "changed":
            self.account.changed(start, end, entry.why, *entry.what)
        else:
            self.account.left_out(start, end, entry.why, *entry.what)

    def _other_files(self) -> None:
        for stretch in self.source.stretches:
            if stretch.file.text == OTHER:
                why = "it is no note of the vault, or a link"
                self.account.left_out(stretch.start, stretch.start + 1, why, "file")

    # -- notes that are no items ------------------------------------------------------------------

    def _person(self, note: Note) -> None:
        title = label(note.properties.get("title")) or label(note.name)
        known = set(self.draft.people)
        links, kind = self.vault.links, cast("PersonKind", note.kind)
        ident = links.add(slugify(clean(note.name)), title, kind)
        for key in keys_of(note.path):
            links.people.setdefault(key, ident)
        self.account.carried(note.start, note.end, "properties.kind", "properties.title")
        rows = [*note.prose, *(field.row for field in note.fields)]
        text = plain(" ".join(row.text for row in rows))
        if ident not in known and text:
            update = {"note": text}
            self.draft.people[ident] = self.draft.people[ident].model_copy(update=update)
            why = "as one paragraph of plain text"
            self.account.changed(note.start, note.end, why, "line")
        elif text:
            self.account.left_out(note.start, note.end, "somebody of this name is there", "line")
        self._left(note, "somebody has no such property", "kind", "title")

    def _debate(self, note: Note, is_first: bool) -> None:
        if not is_first:
            why = "a vault is one debate, which has a note already"
            self.account.left_out(note.start, note.end, why, "line")
            self._left(note, why)
            return
        self.draft.heading = clean(note.properties.get("title"))
        self.draft.question = clean(note.properties.get("question"))
        names = [f"properties.{name}" for name in ("kind", "title", "question")]
        self.account.carried(note.start, note.end, *names)
        for field in note.fields:
            row, why = field.row, "a debate has no such line; its items have"
            self.account.left_out(row.start, row.end, why, "line")
        self._left(note, "a debate has no such property", "kind", "title", "question")

    def _left(self, note: Note, why: str, *known: str) -> None:
        for name, value in note.properties.fields.items():
            names = {piece.what for piece in leaves(value, property_path(name))}
            if names and name not in known:
                self.account.left_out(value.start, max(value.end, value.start + 1), why, *names)

    # -- the debate -------------------------------------------------------------------------------

    def _settled(self, entries: list[Entry]) -> LoadedBase:
        """What the lines say, once those are out that are wrong."""
        for _ in range(ROUNDS):
            rows, owners = _laid_out(entries)
            base = load_base(NOWHERE, drafts=self._files(rows))
            wrong = [p for p in base.errors if p.path == f"{NAME}.md"]
            if not wrong:
                return base
            for problem in wrong:
                self._mend(entries, owners, problem)
        raise self.source.problem(0, "the notes cannot be read as a debate")

    def _files(self, rows: list[str]) -> dict[str, str]:
        people = self.draft.people.values()
        register = [f"## {person.id}\n\n{plain(person.heading)}\n" for person in people]
        return {
            SETTINGS: 'id = "vault"\nheading = "Vault"\n',
            PEOPLE: "# People\n\n" + "\n".join(register),
            f"{NAME}.md": "\n".join([*FRONT, *rows]) + "\n",
        }

    def _mend(self, entries: list[Entry], owners: list[int], problem: Diagnostic) -> None:
        """Take what is wrong word for word; leave it out, where that would be wrong too."""
        at = min(max(problem.line - 1 - len(FRONT), 0), len(owners) - 1) if owners else -1
        entry = entries[owners[at]] if at >= 0 else None
        if entry is None or entry.kind == "id":
            raise self.source.problem(0, f"the notes cannot be read as a debate: {problem.message}")
        if entry.kind in ("prose", "statement", "section") and entry.why != AS_IT_IS:
            entry.fate, entry.why = "changed", AS_IT_IS
            entry.lines = [_word_for_word(line) for line in entry.lines]
        elif entry.kind == "statement":
            raise self.source.problem(entry.spans[0][0] if entry.spans else 0, problem.message)
        else:
            entry.leave_out(f"{problem.message} ({problem.code.value})")
            for other in entries[owners[at] + 1 :]:
                if other.kind != "field" or other.depth <= entry.depth:
                    break
                other.leave_out("the line that it stands under is left out")


def _laid_out(entries: list[Entry]) -> tuple[list[str], list[int]]:
    """All lines, and which entry each comes from."""
    pairs = [(line, n) for n, entry in enumerate(entries) for line in entry.lines]
    return [line for line, _ in pairs], [n for _, n in pairs]


def _word_for_word(line: str) -> str:
    head, sign, rest = line.partition(" ") if line.startswith("#") else ("", "", line)
    return head + sign + plain(one_line(rest))
