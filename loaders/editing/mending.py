"""`kb check --fix`: what a problem proposes is done, where it proposes exactly one thing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from kb.errors import KbError
from loaders.editing.links import Span, goal_at
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading
from loaders.editing.text import Edit, Written

INSTEAD = r"\(did you mean '(?P<right>[^']+)'\?\)"
MEANT = rf"'(?P<wrong>[^']+)'[^']*{INSTEAD}"
WRITE = r"'(?P<wrong>[^']+)' is no link in Markdown; write '(?P<right>[^']+)'$"
PROPOSALS = {
    Code.BAD_SETTING: MEANT,
    Code.ALMOST_SETTING: r"'(?P<wrong>[^']+)' is left alone; did you mean '(?P<right>[^']+)'\?$",
    Code.ALMOST_SLUG: r"'(?P<wrong>[^']+)' is almost an id, .* write '(?P<right>[a-z0-9-]+)'$",
    Code.UNKNOWN_LABEL: MEANT,
    Code.UNKNOWN_KIND: MEANT,
    Code.UNREADABLE_TARGET: WRITE,
    Code.HIDDEN_IN_PROSE: WRITE,
    Code.LABEL_NOT_BOLD: r"'(?P<right>[^']+)' is not bold, so the line is prose",
    Code.CREDENCE_OUT_OF_RANGE: rf"the credence (?P<wrong>\S+) .*{INSTEAD}$",
    Code.DETAIL_READ_AS_PROSE: rf"'(?P<wrong>[^' ]+)' is read as prose {INSTEAD}$",
    Code.DANGLING_LINK: MEANT,
    Code.UNKNOWN_PERSON: MEANT,
    Code.UNKNOWN_SOURCE: MEANT,
    Code.FORMER_ID_USED: r"'(?P<wrong>[^']+)' is now called '(?P<right>[^']+)'; name it so$",
}
LAST = 10  # edits among which is one of the same place
UNBOLD = re.compile(
    r"(?:\*\*|__)?\s*(?P<label>[A-Za-z][A-Za-z ]*?)\s*(?:\*\*|__)?\s*:(?:\*\*|__)?[ \t]*"
)
DEBATE = re.compile(r"[a-z0-9-]+/")  # in front of a bare id


class Mended(NamedTuple):
    """A problem, and what was written in the place of what."""

    problem: Diagnostic
    wrong: str
    right: str


def mend(reading: Reading) -> tuple[Plan, list[Mended]]:
    """What is to change for the problems of a base that propose one thing."""
    plan, done = Plan(reading), []
    taken: set[tuple[str, int]] = set()
    for problem in reading.loaded.problems:
        found = re.search(PROPOSALS.get(problem.code, r"(?!)"), problem.message)
        if not found:
            continue
        wrong, right = found.groupdict().get("wrong"), found["right"]
        edits = set(_edits(reading, problem, wrong, right))
        new = edits - set(plan.edits[-LAST:])  # a link may be wrong in two ways that are one
        places = {(edit.path, at) for edit in new for at in range(edit.start, edit.end)}
        if edits and not places & taken:
            plan.edits += new
            taken |= places
            done.append(Mended(problem, wrong or "", right))
    return plan, done


def _edits(reading: Reading, problem: Diagnostic, wrong: str | None, right: str) -> Iterator[Edit]:
    try:
        written = reading.written(problem.path)
    except KbError:
        return
    at = written.at(problem.line, problem.column)
    if wrong is None:
        yield from _bold(written, at, right)
    elif written.text.startswith("[", at) and not wrong.startswith("["):
        yield from _of_link(written, at, wrong, right)
    else:
        yield from _of_words(written, at, wrong, right)


def _of_words(written: Written, at: int, wrong: str, right: str) -> Iterator[Edit]:
    """What stands at a place, or behind the debate that a bare id has in front."""
    debate = DEBATE.match(written.text, at)
    start = debate.end() if debate and not wrong.startswith(debate[0][:-1]) else at
    end = start + len(wrong)
    if written.text.startswith(wrong, start) and not re.match(
        r"[\w-]", written.text[end : end + 1]
    ):
        yield written.edit(at if "/" in right else start, end, right)


def _bold(written: Written, at: int, label: str) -> Iterator[Edit]:
    """A label that is not bold."""
    found = UNBOLD.match(written.text, at)
    if found and found["label"].casefold() == label.casefold():
        yield written.edit(*found.span(), f"**{label}:** ")


def _of_link(written: Written, at: int, wrong: str, right: str) -> Iterator[Edit]:
    """The id, or the file, to which a link leads; and its words where they are the same id."""
    found = goal_at(written.text, at)
    if found is None or ("/" in right and posixpath.dirname(written.path)):
        return
    words, goal = found
    file, hash_sign, ident = goal.of(written.text).partition("#")
    if ident == wrong and "/" not in right:
        start = goal.start + len(file) + len(hash_sign)
        yield written.edit(start, goal.end, right)
        if words.of(written.text) == wrong:
            yield written.edit(*words, right)
    elif file == wrong and right.endswith(".md"):
        yield written.edit(*Span(goal.start, goal.start + len(file)), right)
