"""The notes of a vault as lines of a debate, each of which may turn out to say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kb.interchange.json_text import Value, leaves
from kb.interchange.markdown import clean, fenced, plain
from kb.interchange.obsidian.links import WIKILINK, Links, key_of, keys_of
from kb.interchange.obsidian.note import (
    FENCE,
    HEADING,
    KINDS,
    PEOPLE,
    Note,
    Row,
    property_path,
)
from kb.interchange.report import Fate
from kb.model import Person, slugify
from loaders.grammar.vocabulary import LABELS, NAMES
from loaders.markup.inline import one_line
from loaders.markup.markdown import parse
from loaders.writing.appending import as_paragraph

LISTED = re.compile(r"\s*[-*] (!?\[\[[^\[\]\n]+\]\])\s*")
PROPERTIES = ("kind", "title", "tags", "credence", "term")
AS_IT_IS = "what would lead nowhere, or be hidden, is taken word for word"
LOST_LINK = "a link that leads to no item is its words alone"
Kind = Literal["id", "statement", "property", "field", "prose", "section"]


@dataclass
class Entry:
    """What some lines of a note become: lines of a debate, and how they fare."""

    kind: Kind
    lines: list[str]
    spans: list[tuple[int, int]] = field(default_factory=list)
    what: tuple[str, ...] = ("line",)
    depth: int = 0
    fate: Fate = "carried"
    why: str = ""

    def change(self, why: str) -> None:
        self.fate, self.why = "changed", self.why or why

    def leave_out(self, why: str) -> None:
        self.fate, self.why, self.lines = "left_out", why, []


class Vault:
    """The notes of a vault, sorted into the debate, its items, and people."""

    def __init__(self, notes: list[Note], known: dict[str, Person]) -> None:
        self.debates = [note for note in notes if note.kind == "debate"]
        self.people = [note for note in notes if note.kind in PEOPLE]
        others = [n for n in notes if n.kind != "debate" and n.kind not in PEOPLE]
        self.slugs: dict[int, str] = {}
        keys: dict[str, str] = {}
        for note in others:
            slug = slugify(clean(note.name))[:80].strip("-")
            taken, n, wanted = set(self.slugs.values()), 2, slug
            while slug in taken:
                slug, n = f"{wanted}-{n}", n + 1
            self.slugs[note.start] = slug
            for key in keys_of(note.path):
                keys.setdefault(key, slug)
        self.links = Links(keys, known)
        self.items = {self.slugs[note.start]: note for note in others}

    def entries(self) -> Iterator[Entry]:
        """All lines of the debate, in the order of the note that lists its items."""
        left = dict(self.items)
        if self.debates:
            yield from self._debate(self.debates[0], left)
        for slug in list(left):
            yield from self._item(left.pop(slug), slug, 2)

    def _debate(self, note: Note, left: dict[str, Note]) -> Iterator[Entry]:
        """What stands in the note of the debate: prose, then sections and the items in them."""
        at = next((n for n, row in enumerate(note.prose) if row.text.strip() == "## Items"), None)
        yield from self._prose(note.prose[:at])
        level = 2
        for row in note.prose[at:] if at is not None else []:
            span, heading = [(row.start, row.end)], HEADING.match(row.text)
            listed = LISTED.fullmatch(row.text)
            slug = self._listed(listed.group(1)) if listed else None
            if heading and len(heading.group(1)) > 2:
                level = min(len(heading.group(1)) - 1, level, 5)
                yield self._section(heading.group(2), level, span)
                level += 1
            elif heading:  # back to those in no section
                level = 2
                yield Entry("prose", [""], span)
            elif slug in left:
                yield Entry("prose", [""], span)
                yield from self._item(left.pop(slug), slug, level)
            else:
                yield from self._prose([row])

    def _section(self, heading: str, level: int, span: list[tuple[int, int]]) -> Entry:
        text, lost = self.links.in_prose(clean(heading))
        entry = Entry("section", ["", f"{'#' * level} {text}", ""], span)
        if lost:
            entry.change(LOST_LINK)
        return entry

    def _listed(self, link: str) -> str:
        match = WIKILINK.fullmatch(link)
        key = key_of(match[1]) if match else ""
        return self.links.items.get(key) or self.links.items.get(key.rpartition("/")[2]) or ""

    # -- an item ----------------------------------------------------------------------------------

    def _item(self, note: Note, slug: str, level: int) -> Iterator[Entry]:
        spans = [(row.start, row.end) for row in note.statement if row.text.strip()]
        text, lost = self.links.in_prose(one_line(clean(note.text)))
        yield Entry("id", ["", f"{'#' * level} {slug}", ""])
        entry = Entry(
            "statement", [as_paragraph(text) or as_paragraph(plain(note.name)), ""], spans
        )
        if lost:
            entry.change(LOST_LINK)
        yield entry
        prose = list(self._prose(note.prose))
        is_code = next((e.lines[0][:1].isspace() for e in prose if e.spans and e.lines), False)
        if is_code:  # below a list it would stand in it
            yield from prose
        yield from self._properties(note)
        for one in note.fields:
            is_stance = LABELS[one.label.casefold()].role == "stance"
            value = self.links.in_field(one_line(clean(one.value)), is_stance)
            line = f"{'  ' * one.depth}- **{one.label}:** {value}"
            span = [(one.row.start, one.row.end)]
            yield Entry("field", [line], span, depth=one.depth)
        yield Entry("id", [""])
        yield from prose if not is_code else ()

    def _properties(self, note: Note) -> Iterator[Entry]:
        """Lines for the properties that are labels; the others are left out."""
        if "kind" not in note.properties.fields and note.callout not in ("", "claim"):
            yield Entry("property", [f"- **Kind:** {note.callout}"])
        for name, value in note.properties.fields.items():
            label = NAMES.get(name.replace("-", " ").replace("_", " ").casefold())
            path = tuple(dict.fromkeys(p.what for p in leaves(value, property_path(name))))
            spans = [(value.start, max(value.end, value.start + 1))] if path else []
            said = _texts(value)
            if name == "kind" and note.kind not in KINDS:
                entry = Entry("property", [], spans, path)
                entry.leave_out(f"there is no such kind; those are: {', '.join(KINDS)}")
                yield entry
            elif label is None or not said:
                entry = Entry("property", [], spans, path)
                entry.leave_out("an item has no such property")
                yield entry
            else:
                yield from self._property(label, said, spans, path)

    def _property(
        self, label: str, said: list[str], spans: list[tuple[int, int]], path: tuple[str, ...]
    ) -> Iterator[Entry]:
        is_stance = LABELS[label.casefold()].role == "stance"
        values = ["; ".join(said)] if label == "Tags" else said
        lines = [
            f"- **{label}:** {self.links.in_field(one_line(clean(value)), is_stance)}"
            for value in values
        ]
        if label == "Kind":
            lines = [] if said == ["claim"] else [f"- **Kind:** {said[0].casefold()}"]
        yield Entry("property", lines, spans, path)

    def _prose(self, rows: list[Row]) -> Iterator[Entry]:
        """Prose that ends where it ends, and opens no item and no section."""
        said = [row for row in rows if row.text.strip()]
        if not said:
            return
        if not _ends_with_itself([row.text for row in rows]):
            spans = [(row.start, row.end) for row in said]
            text = fenced("\n".join(clean(row.text) for row in rows), "markdown").split("\n")
            yield Entry("prose", ["", *text, ""], spans, fate="changed", why=AS_IT_IS)
            return
        inside = False
        for row in rows:
            inside = inside != bool(FENCE.match(row.text))
            yield self._line(row, inside)
        yield Entry("id", [""])

    def _line(self, row: Row, inside: bool) -> Entry:
        entry = Entry("prose", [clean(row.text)], [(row.start, row.end)] * bool(row.text.strip()))
        if inside or FENCE.match(row.text):
            return entry
        heading = HEADING.match(row.text)
        text, lost = self.links.in_prose(clean(heading.group(2) if heading else row.text))
        if heading:
            text = f"**{text}**" if text else ""
            entry.change("a heading in a note is a line in bold")
        elif lost:
            entry.change(LOST_LINK)
        entry.lines = [text]
        return entry


def _texts(value: Value) -> list[str]:
    """What a property says, once or several times."""
    found = value.rows or [value]
    return [row.said for row in found if isinstance(row.said, str) and row.said.strip()]


def _ends_with_itself(lines: list[str]) -> bool:
    """Whether a paragraph behind these lines would be one: nothing is left open."""
    text = "\n".join("x" if HEADING.match(line) else line for line in lines)
    blocks = parse(f"{text}\n\nbehind\n").blocks
    last = blocks[-1].inline if blocks else None
    is_closed = last is not None and last.raw == "behind"
    return is_closed and not any(block.kind == "heading" for block in blocks)
