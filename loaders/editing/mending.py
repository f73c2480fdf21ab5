"""What a problem proposes, as edits; `kb check --fix` makes them where it is sure of one thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic, Proposal
from kb.errors import KbError
from kb.model import slugify
from loaders.editing.links import decoded, goal_at
from loaders.editing.names import way
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading
from loaders.editing.text import Edit, Written
from loaders.grammar.references import resolve_path

LAST = 10  # edits among which is one of the same place
DEBATE = re.compile(r"[a-z0-9-]+/")  # in front of a bare id
NAMES = frozenset({Code.DANGLING_LINK, Code.UNKNOWN_PERSON, Code.UNKNOWN_SOURCE})
BROKEN = frozenset({Code.ALMOST_SLUG, Code.HEADING_READ_AS_PROSE})


class Mended(NamedTuple):
    """A problem, and what was done about it."""

    problem: Diagnostic
    proposal: Proposal


def mend(
    reading: Reading, concerns: Callable[[Diagnostic], bool] = lambda problem: True
) -> tuple[Plan, list[Mended]]:
    """What is to change for the problems of a base, or those of concern, that propose one thing
    for sure."""
    plan, done = Plan(reading), []
    headings = _headings(reading)
    taken: set[tuple[str, int]] = set()
    for problem in reading.loaded.problems:
        if not problem.is_sure or not concerns(problem):
            continue
        (proposal,) = problem.proposals
        if problem.code in NAMES and (
            proposal.wrong in headings or proposal.right == _own(reading, problem)
        ):
            continue
        edits = _edits(reading, problem, proposal)
        new = edits - set(plan.edits[-LAST:])  # a link may be wrong in two ways that are one
        places = {(edit.path, at) for edit in new for at in range(edit.start, edit.end)}
        if edits and not places & taken:
            plan.edits += new
            taken |= places
            done.append(Mended(problem, proposal))
    return plan, done


def _headings(reading: Reading) -> set[str]:
    """The ids that headings would have that open no item: one of them may be what a line names."""
    heads = reading.loaded.heads.values()
    anchors = chain.from_iterable(each for head in heads for each in head.anchors.values())
    return {*anchors, *chain.from_iterable(map(partial(_broken, reading), reading.loaded.problems))}


def _broken(reading: Reading, problem: Diagnostic) -> Iterator[str]:
    """The ids that a broken heading may have been meant to be."""
    if problem.code in BROKEN:
        yield from (proposal.right for proposal in problem.proposals)
        rows = reading.written(problem.path).text.split("\n")
        yield slugify("".join(rows[problem.line - 1 : problem.line]))


def _own(reading: Reading, problem: Diagnostic) -> str:
    """The id of the item under which a problem stands, which nobody means by a line of it."""
    heads = reading.loaded.heads
    items = heads.get(reading.loaded.layout.owners.get(problem.path, ""))
    above = (
        (line, slug)
        for slug, (path, line) in (items.items.items() if items else ())
        if path == problem.path and line <= problem.line
    )
    return max(above, default=(0, ""))[1]


def _edits(reading: Reading, problem: Diagnostic, proposal: Proposal) -> set[Edit]:
    try:
        return set(edits_for(reading.written(problem.path), problem, proposal))
    except KbError:  # the file cannot be read as text
        return set()


def edits_for(written: Written, problem: Diagnostic, proposal: Proposal) -> Iterator[Edit]:
    """What follows from a proposal of a problem in a file; nothing where the file is no longer
    what it was."""
    at = written.at(problem.line, problem.column)
    wrong, right, _ = proposal
    if written.text.startswith("[", at) and not wrong.startswith("["):
        yield from _of_link(written, at, wrong, right)
    else:
        yield from _of_words(written, at, wrong, right)


def _of_words(written: Written, at: int, wrong: str, right: str) -> Iterator[Edit]:
    """What stands at a place, or behind the debate that a bare id has in front."""
    debate = DEBATE.match(written.text, at)
    start = debate.end() if debate and not wrong.startswith(debate[0][:-1]) else at
    end = start + len(wrong)
    cut = re.search(r"[\w-]$", wrong) and re.match(r"[\w-]", written.text[end : end + 1])
    if written.text.startswith(wrong, start) and not cut:
        yield written.edit(at if "/" in right else start, end, right)


def _of_link(written: Written, at: int, wrong: str, right: str) -> Iterator[Edit]:
    """The id, or the file, to which a link leads; and its words where they are the same id."""
    found = goal_at(written.text, at)
    if found is None:
        return
    words, goal = found
    file, hash_sign, ident = goal.of(written.text).partition("#")
    if right.endswith(".md"):
        there = way(written.path, right)
        if file and resolve_path(written.path, decoded(file)) == wrong and (there or hash_sign):
            yield written.edit(goal.start, goal.start + len(file), there)
    elif ident == wrong and "/" not in right:
        start = goal.start + len(file) + len(hash_sign)
        yield written.edit(start, goal.end, right)
        if words.of(written.text) == wrong:
            yield written.edit(*words, right)
