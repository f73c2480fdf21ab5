"""What a note holds: properties, fields, a statement and prose, each line with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple, get_args

from kb.interchange.account import Piece
from kb.interchange.json_text import Value, leaves, named
from kb.interchange.obsidian.vault import OTHER
from kb.interchange.source import Source
from kb.interchange.yaml_text import read_yaml
from kb.kinds import Kind, PersonKind
from loaders.grammar.vocabulary import NAMES

FIELD = re.compile(r"(\s*)(?:[-*] )?(?:\*\*)?([A-Za-z][A-Za-z _-]{0,30}?)(?:\*\*)?\s*::\s*(.*)")
CALLOUT = re.compile(r">\s?\[!([\w-]+)\][+-]?\s*(.*)")
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
KINDS: tuple[str, ...] = get_args(Kind)
PEOPLE: tuple[str, ...] = get_args(PersonKind)


class Row(NamedTuple):
    """A line of a note, and where it stands in the source."""

    text: str
    start: int
    end: int


class Field(NamedTuple):
    """A line such as `supported by:: [[a]]`, and how deep it is nested."""

    label: str
    value: str
    depth: int
    row: Row


@dataclass
class Note:
    """One note of a vault."""

    path: str
    start: int
    end: int
    properties: Value
    statement: list[Row] = field(default_factory=list)
    text: str = ""  # of the statement
    callout: str = ""  # the kind of item that the callout with the statement names
    fields: list[Field] = field(default_factory=list)
    prose: list[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        return PurePath(self.path).stem

    @property
    def kind(self) -> str:
        said = self.properties.get("kind").strip().casefold()
        return said or self.callout or "claim"


def notes_in(source: Source) -> Iterator[Note]:
    """The notes of a vault."""
    for stretch in source.stretches:
        if stretch.file.text != OTHER:
            yield _note(source, stretch.file.path, stretch.start, len(stretch.file.text))


def property_path(name: str) -> str:
    """What a property is called among the pieces of a vault."""
    return f"properties.{named(name)}"


def pieces(source: Source) -> Iterator[Piece]:
    """Every property and every line that is not empty, and every file that is no note."""
    for stretch in source.stretches:
        start, end = stretch.start, stretch.start + len(stretch.file.text)
        if stretch.file.text == OTHER:
            yield Piece(start, end, "file")
            continue
        front, behind = _front(source, start, end)
        yield from leaves(front, "properties")
        yield from (Piece(row.start, row.end, "line") for row in _rows(source, behind, end))


def _front(source: Source, start: int, end: int) -> tuple[Value, int]:
    """The properties of a note, and where its text begins."""
    if not source.text.startswith("---\n", start):
        return Value(start, start, {}), start
    close = source.text.find("\n---\n", start + 3, end)
    if close < 0:  # a rule, with text below it
        return Value(start, start, {}), start
    front = read_yaml(source, start + 4, close + 1)
    if front.said is not None and not isinstance(front.said, dict):
        raise source.problem(start + 4, "properties are written as 'name: value'")
    return front, close + 5


def _rows(source: Source, start: int, end: int) -> Iterator[Row]:
    """The lines of a text that say something."""
    at = start
    for line in source.text[start:end].split("\n"):
        if line.strip():
            yield Row(line, at, at + len(line))
        at += len(line) + 1


def _note(source: Source, path: str, start: int, length: int) -> Note:
    end = start + length
    front, behind = _front(source, start, end)
    note = Note(path, start, end, front)
    rows = list(_all_rows(source, behind, end))
    rows = _without_statement(note, rows)
    inside = ""
    for row in rows:
        fence = FENCE.match(row.text)
        if fence and (not inside or fence.group(1).startswith(inside)):
            inside = "" if inside else fence.group(1)
        found = None if inside or fence else _field(note, row)
        note.prose.append(row) if found is None else note.fields.append(found)
    return note


def _all_rows(source: Source, start: int, end: int) -> Iterator[Row]:
    at = start
    for line in source.text[start:end].split("\n"):
        yield Row(line, at, at + len(line))
        at += len(line) + 1


def _field(note: Note, row: Row) -> Field | None:
    match = FIELD.fullmatch(row.text)
    key = " ".join(match.group(2).replace("-", " ").replace("_", " ").split()) if match else ""
    if not match or key.casefold() not in NAMES:
        return None
    most = note.fields[-1].depth + 1 if note.fields else 0
    depth = min(len(match.group(1).expandtabs(4)) // 2, most, 20)
    return Field(NAMES[key.casefold()], match.group(3), depth, row)


def _without_statement(note: Note, rows: list[Row]) -> list[Row]:
    """The other lines: the statement is a callout of a kind, else the first paragraph."""
    if note.kind == "debate" or note.kind in PEOPLE:
        return rows
    for at, row in enumerate(rows):
        match = CALLOUT.fullmatch(row.text)
        if match and match.group(1).casefold() in KINDS:
            count = 1
            while at + count < len(rows) and rows[at + count].text.startswith(">"):
                count += 1
            inner = [re.sub(r"^>\s?", "", r.text) for r in rows[at + 1 : at + count]]
            note.callout = match.group(1).casefold()
            return _take(note, rows, at, count, [match.group(2), *inner])
    first = next((at for at, row in enumerate(rows) if _is_prose(note, row)), None)
    if first is None:
        return rows
    count = 1
    while first + count < len(rows) and _is_prose(note, rows[first + count]):
        count += 1
    return _take(note, rows, first, count, [row.text for row in rows[first : first + count]])


def _is_prose(note: Note, row: Row) -> bool:
    text = row.text
    is_other = HEADING.match(text) or FENCE.match(text) or text.lstrip()[:1] in "->*|%"
    return bool(text.strip()) and not is_other and _field(note, row) is None


def _take(note: Note, rows: list[Row], at: int, count: int, texts: list[str]) -> list[Row]:
    note.statement = rows[at : at + count]
    note.text = " ".join(text.strip() for text in texts if text.strip())
    return rows[:at] + rows[at + count :]
