"""What may stand at a cursor: labels, items with their statements, people, sources, passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol.types import (
    CompletionItem,
    CompletionItemKind,
    CompletionList,
    Position,
    TextEdit,
)

from kb.editor.candidates import Candidate, Candidates
from kb.editor.context import Around, Cursor, around, cursor_in, in_front_matter
from kb.editor.hostile import words
from kb.editor.places import Places
from kb.editor.sheet import Sheet
from kb.model import SLUG
from loaders.facts.stances import MAPPER
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.kinds import KINDS, VOICES
from loaders.grammar.vocabulary import LABELS, PERSON_LABELS, SOURCE_LABELS, Label, may_nest

TRIGGERS = ["[", "(", "#", "*", " ", "¶", "/", ":"]
MOST = 300  # proposals at once; with more letters there are fewer
OF_LISTS = {PEOPLE: PERSON_LABELS, SOURCES: SOURCE_LABELS}
SETTINGS = ("title", "question", "source", "formerly")
DOES = ("supports", "rebuts")


def complete(sheet: Sheet, text: str, position: Position) -> CompletionList:
    """What may stand at a place of a document whose text is this."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if position.line >= len(rows):
        return CompletionList(False, [])
    row, places = rows[position.line], Places(text, sheet.opened.encoding)
    line = places.at(position.line + 1)
    at = min(places.offset(position) - line, len(row))
    cursor = cursor_in(row[:at], in_front_matter(rows, position.line))
    if cursor is None:
        return CompletionList(False, [])
    found = list(_proposed(sheet, cursor, around(rows, position.line)))
    end = at + _closed(cursor, row[at:])
    where = places.range(line + cursor.start, line + end)
    items = [_item(c, cursor, TextEdit(where, c.text), n) for n, c in enumerate(found[:MOST])]
    return CompletionList(len(found) > MOST or cursor.kind in ("value", "link", "goal"), items)


def _closed(cursor: Cursor, after: str) -> int:
    """How many characters behind the cursor the editor has put there to close what was opened."""
    closing = {"[[": "]]", "[": "]", "**": "**"}
    for opening, close in closing.items():
        if cursor.kind != "goal" and cursor.typed.startswith(opening) and after.startswith(close):
            return len(close)
    return 0


def _item(candidate: Candidate, cursor: Cursor, edit: TextEdit, order: int) -> CompletionItem:
    opening = cursor.typed[: len(cursor.typed) - len(cursor.typed.lstrip("[*"))]
    return CompletionItem(
        label=candidate.label,
        kind=candidate.kind,
        detail=candidate.detail or None,
        documentation=words(candidate.says) or None,
        sort_text=f"{order:04}",
        filter_text=f"{opening}{candidate.label} {words(candidate.says)}".strip(),
        text_edit=edit,
    )


def _proposed(sheet: Sheet, cursor: Cursor, here: Around) -> Iterator[Candidate]:
    known = Candidates(sheet, cursor.typed.lstrip("["))
    match cursor.kind:
        case "label":
            yield from _labels(sheet, here)
        case "key":
            yield from (Candidate(key, f"{key}: ", CompletionItemKind.Property) for key in SETTINGS)
        case "setting" if cursor.label == "source":
            yield from known.sources(bare=True)
        case "goal":
            yield from _goals(known, cursor)
        case "link":
            yield from known.items()
        case "details":
            yield from _details(known, cursor)
        case "value":
            yield from _values(sheet, known, cursor, here)


def _labels(sheet: Sheet, here: Around) -> Iterator[Candidate]:
    """The labels that may stand here, but for those of which an item has one alone."""
    names: Iterable[str] = OF_LISTS.get(sheet.path) or [
        label.name for label in LABELS.values() if may_stand(label, here)
    ]
    for name in names:
        yield Candidate(name, f"**{name}:** ", CompletionItemKind.Keyword)


def may_stand(label: Label, here: Around) -> bool:
    """Whether a line with this label would say something on an item, or under a line of it."""
    if here.parent:
        parent = LABELS.get(here.parent)
        return parent is not None and may_nest(label, parent)
    once = label.role == "property" and label.name != "Source"
    if not label.on_item or (once and label.name.casefold() in here.labels):
        return False
    return not label.only_kinds or here.kind in label.only_kinds


def _goals(known: Candidates, cursor: Cursor) -> Iterator[Candidate]:
    """Where a link may lead, in the parentheses behind its words."""
    role = LABELS[cursor.label].role if cursor.label in LABELS else ""
    if role == "stance":
        yield from known.people(goal=True)
    yield from known.items(goal=True)
    if role != "stance":
        yield from known.people(goal=True)
    yield from known.sources(goal=True)


def _details(known: Candidates, cursor: Cursor) -> Iterator[Candidate]:
    """What may stand behind the dash, or in a line `Source`."""
    role = LABELS[cursor.label].role if cursor.label in LABELS else ""
    if cursor.typed.startswith("of "):
        yield from known.people(before="of ")
        return
    yield from known.passages(cursor)
    yield from known.sources()
    if role in ("argument", "relation", "stance"):
        yield Candidate("inferred", "inferred", CompletionItemKind.Keyword)


def _values(sheet: Sheet, known: Candidates, cursor: Cursor, here: Around) -> Iterator[Candidate]:
    label = LABELS.get(cursor.label)
    if cursor.label == "kind":
        kinds = VOICES if sheet.path == PEOPLE else KINDS
        yield from (Candidate(kind, kind, CompletionItemKind.EnumMember) for kind in kinds)
    elif label is None or sheet.path in OF_LISTS:
        return
    elif cursor.label == "term":
        yield from known.terms()
    elif label.role == "stance":
        yield from known.people()
        if cursor.label == "posed by":
            yield Candidate(MAPPER, MAPPER, CompletionItemKind.Constant)
    elif label.role in ("argument", "relation") or cursor.label == "with":
        if label.means == "answer" and not cursor.typed.strip().startswith(DOES):
            yield from (Candidate(word, f"{word} ", CompletionItemKind.Keyword) for word in DOES)
            return
        only = "definition" if cursor.label == "uses" else ""
        but = here.slug if SLUG.fullmatch(here.slug) else ""
        yield from known.items(only=only, but=but)
