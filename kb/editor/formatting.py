"""`kb fmt` of one document, as edits of the lines that change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from lsprotocol.types import TextEdit

from kb.editor.places import Places
from kb.editor.sheet import Sheet
from kb.errors import KbError
from loaders.editing.form.formatting import form, formatted_files
from loaders.editing.text import edited

ROW = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def formatted(sheet: Sheet) -> list[TextEdit]:
    """What is to change for a document to be in the one form.

    Raises KbError where it has errors, or would say something else then.
    """
    if sheet.path not in formatted_files(sheet.loaded):
        return []
    plan, left = form(sheet.reading, [sheet.path])
    if left:
        raise KbError(f"'{sheet.path}' would say something else in the one form; it is left as is")
    return list(_by_line(sheet.places, edited(sheet.places.text, plan.edits)))


def _by_line(places: Places, new: str) -> Iterator[TextEdit]:
    """The same as edits of whole lines, so that a cursor stays where it is."""
    before, after = ROW.findall(places.text), ROW.findall(new)
    starts = [0]
    for row in before:
        starts.append(starts[-1] + len(row))
    matcher = difflib.SequenceMatcher(None, before, after)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield TextEdit(places.range(starts[first], starts[last]), "".join(after[start:end]))
