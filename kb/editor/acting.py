"""What an editor offers to do about a problem: what it proposes, or the item that is missing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Diagnostic,
    Range,
    WorkspaceClientCapabilities,
)

from kb.diagnostics import Code
from kb.diagnostics import Diagnostic as Problem
from kb.editor.problems import shown_problem, stretch
from kb.editor.renaming import workspace_edit
from kb.editor.sheet import Sheet
from kb.editor.spots import link_end
from kb.errors import KbError
from kb.model import SLUG
from loaders.editing.links import goal_at
from loaders.editing.mending import edits_for
from loaders.editing.plan import Plan
from loaders.editing.text import Edit
from loaders.facts.stances import MAPPER
from loaders.writing.appending import append_item
from loaders.writing.writer import skeleton

KINDS = [CodeActionKind.QuickFix]
ABSENT = (Code.DANGLING_LINK, Code.UNKNOWN_PERSON, Code.UNKNOWN_SOURCE)
BARE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")


def actions(
    sheet: Sheet, where: Range, able: WorkspaceClientCapabilities | None
) -> list[CodeAction]:
    """What can be done about the problems in a stretch of a document."""
    first, last = sheet.places.offset(where.start), sheet.places.offset(where.end)
    found: list[CodeAction] = []
    for problem in sheet.loaded.problems:
        if problem.path == sheet.path:
            start, end = stretch(problem, sheet.places)
            if start <= last and first <= end:
                found += _for_problem(sheet, problem, able)
    return found


def _for_problem(
    sheet: Sheet, problem: Problem, able: WorkspaceClientCapabilities | None
) -> Iterator[CodeAction]:
    shown = shown_problem(problem, sheet.places)
    for proposal in problem.proposals:
        edits = list(edits_for(sheet.reading.written(sheet.path), problem, proposal))
        if edits:
            title = f"Write '{proposal.right}'"
            yield _action(sheet, title, edits, shown, able, problem.is_sure)
    if problem.code in ABSENT:
        yield from _made(sheet, problem, shown, able)


def _action(
    sheet: Sheet,
    title: str,
    edits: list[Edit],
    shown: Diagnostic,
    able: WorkspaceClientCapabilities | None,
    is_sure: bool = False,
) -> CodeAction:
    edit = workspace_edit(sheet.opened, Plan(sheet.reading, edits), able)
    return CodeAction(
        title, CodeActionKind.QuickFix, diagnostics=[shown], edit=edit, is_preferred=is_sure
    )


def _made(
    sheet: Sheet, problem: Problem, shown: Diagnostic, able: WorkspaceClientCapabilities | None
) -> Iterator[CodeAction]:
    """A new item, person or source for a name that leads to none."""
    named = _named(sheet, problem)
    if named is None or named[1] == MAPPER:
        return
    path, slug, words = named
    what = {Code.UNKNOWN_PERSON: "person", Code.UNKNOWN_SOURCE: "source"}.get(problem.code, "claim")
    try:
        written = sheet.reading.written(path)
    except KbError:  # there is no such list yet
        return
    statement = _statement(words, slug, what)
    new = append_item(written.text, skeleton("claim", slug, statement))
    kept = written.text.rstrip("\n \t\r")
    start = len(kept) if new.startswith(kept) else 0
    edit = Edit(path, start, len(written.text), new[start:])
    yield _action(sheet, f"Make a {what} '{slug}'", [edit], shown, able)


def _statement(words: str, slug: str, what: str) -> str | None:
    """What a link shows, as the statement of what it leads to; None where it shows an id."""
    plain = " ".join(words.split())
    if not plain or SLUG.fullmatch(plain):
        return slug.replace("-", " ").title() if what != "claim" else None
    if what != "claim":
        return plain
    return plain[0].upper() + plain[1:] + ("" if plain[-1] in ".!?" else ".")


def _named(sheet: Sheet, problem: Problem) -> tuple[str, str, str] | None:
    """The file in which a missing thing would be, its id, and what the link to it shows."""
    text = sheet.places.text
    at = sheet.places.at(problem.line, problem.column)
    found = goal_at(text, at)
    if found is None:
        return _bare(sheet, problem, at)
    words, goal = found
    name, _, slug = goal.of(text).partition("#")
    folder = posixpath.dirname(sheet.path)
    path = posixpath.normpath(posixpath.join(folder, name)) if name else sheet.path
    is_known = path in sheet.loaded.digests and SLUG.fullmatch(slug)
    return (path, slug, words.of(text)) if is_known and link_end(text, at, goal.of(text)) else None


def _bare(sheet: Sheet, problem: Problem, at: int) -> tuple[str, str, str] | None:
    bare = BARE.match(sheet.places.text, at)
    if not bare:
        return None
    debate, _, slug = bare[0].rpartition("/")
    lists = {Code.UNKNOWN_PERSON: "people.md", Code.UNKNOWN_SOURCE: "sources.md"}
    files = sheet.loaded.layout.debates.get(debate or sheet.debate or "")
    path = lists.get(problem.code) or (sheet.path if not debate else files[-1] if files else "")
    return (path, slug, "") if path else None
