"""What a merge left unresolved: an error in any file, which is then read as one side has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kb.diagnostics import Code, Diagnostic
from loaders.files.text import TextFile, read_text

BEFORE = r"[ \t]*(?:>[ \t]+)*"  # an editor moves a conflict into a list or a quote
MARK = re.compile(rf"{BEFORE}\\?(<{{7,15}}|>{{7,15}}|\|{{7,15}}|={{7,15}})(?: .*)?")
LEFT = re.compile(rf"^{BEFORE}\\?(?:<{{7,15}}|>{{7,15}})(?: |$)", re.MULTILINE)


def read_settled(root: Path, path: str) -> TextFile:
    """Read a file of the base, without what a merge left in it."""
    return settled(read_text(root, path))


def settled(file: TextFile) -> TextFile:
    """A file without the marks of a merge. Of each conflict the first side is kept and the rest
    left blank, so that all other lines keep their places and their own problems."""
    if file.text is None or not _has_marks(file.text):
        return file
    lines = file.text.split("\n")
    starts = list(_settle(lines))
    problems = [*file.problems, *(_unresolved(file.path, *place) for place in starts)]
    return replace(file, text="\n".join(lines), problems=problems)


def _has_marks(text: str) -> bool:
    return ("<<<<<<<" in text or ">>>>>>>" in text) and bool(LEFT.search(text))


def _settle(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Blank what does not belong to the first sides; where each conflict begins."""
    side = ""  # the mark above, while in a conflict
    for number, line in enumerate(lines, 1):
        mark = MARK.fullmatch(line)
        sign = mark[1][0] if mark else ""
        if sign and sign in "<>" and not side:
            yield number, mark.start(1) + 1 if mark else 1
        if sign and (side or sign in "<>"):
            side = "" if sign == ">" else sign
            lines[number - 1] = ""
        elif side in ("|", "="):
            lines[number - 1] = ""


def _unresolved(path: str, line: int, column: int) -> Diagnostic:
    says = (
        "an unresolved merge conflict begins here: keep what is right, and take out the lines of "
        "'<<<<<<<', '=======' and '>>>>>>>'"
    )
    return Diagnostic(path, line, column, Code.MERGE_CONFLICT, says)
