"""Something new as Markdown, and as a plan that is refused where `kb check` would warn of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from kb.diagnostics import Diagnostic
from kb.disk import is_there
from kb.errors import KbError, NotFound
from kb.model import SLUG, Person, Source, no_id, slugify
from loaders.base.load import LoadedBase
from loaders.editing.adding.lines import item_lines
from loaders.editing.adding.names import Links, source_heading
from loaders.editing.adding.places import after_item, at_end, behind, debate_for
from loaders.editing.adding.wanted import LISTED, Wanted, needed
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading
from loaders.editing.things import refuse_taken
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.kinds import VOICES
from loaders.lints.debate import SUSPECTS
from loaders.markup.inline import one_line
from loaders.writing.appending import HEADING, append_item, skeleton
from loaders.writing.list_writer import (
    PEOPLE_HEADING,
    SOURCES_HEADING,
    write_person,
    write_source,
)
from loaders.writing.phrases import file_of
from loaders.writing.writer import write_front


class Draft(NamedTuple):
    """Something new as Markdown: its id, and the file, the debate and the item behind which it
    is to stand."""

    ident: str
    text: str
    path: str
    debate: str | None = None
    after: str | None = None


class Added(NamedTuple):
    """What is to be written, where it will stand, and what the map lacks then that it did not
    lack before."""

    plan: Plan
    ident: str
    path: str
    line: int
    lacks: list[Diagnostic]


def draft(reading: Reading, wanted: Wanted) -> Draft:
    """The Markdown of something new.

    Raises NotFound for a name that does not exist, MisuseError for words that make no sense, and
    KbError for an id that is taken.
    """
    wanted.check()
    if wanted.kind == "debate":
        return _debate(reading, wanted)
    if wanted.kind in LISTED:
        return _listed(reading, wanted)
    return _item(reading, wanted)


def _item(reading: Reading, wanted: Wanted) -> Draft:
    loaded = reading.loaded
    slug, term = wanted.ident, wanted.term
    if wanted.kind == "term" and not SLUG.fullmatch(slug):
        slug, term = slugify(slug), term or slug
    _refuse_no_id(slug)
    debate = debate_for(loaded, wanted)
    refuse_taken(loaded, "item", f"{debate}/{slug}")
    path = loaded.layout.debates[debate][-1]
    if wanted.after is not None:
        path = after_item(reading, debate, wanted.after)[0].path
    links = Links(loaded, debate, path, reading.lines(debate).scope.source)
    kind = "definition" if wanted.kind == "term" else wanted.kind
    lines = item_lines(wanted, links)
    text = skeleton(kind, slug, wanted.text, term=term, title=wanted.title, said=lines)
    return Draft(slug, text, path, debate, wanted.after)


def _listed(reading: Reading, wanted: Wanted) -> Draft:
    heading, ident = one_line(needed(wanted)), wanted.ident
    _refuse_no_id(ident)
    path = PEOPLE if wanted.kind in VOICES else SOURCES
    refuse_taken(reading.loaded, "person" if path == PEOPLE else "source", ident)
    if path == PEOPLE:
        person = {"id": ident, "heading": heading, "kind": wanted.kind, "address": wanted.address}
        return Draft(ident, write_person(Person.model_validate(person)), path)
    by = ", ".join(wanted.by) or None
    more = {"by": by, "date": wanted.date, "address": wanted.address, "file": wanted.file}
    source = Source.model_validate({"id": ident, "heading": heading, **more})
    return Draft(ident, write_source(source), path)


def _debate(reading: Reading, wanted: Wanted) -> Draft:
    question, ident = one_line(needed(wanted)), wanted.ident
    _refuse_no_id(ident)
    refuse_taken(reading.loaded, "debate", ident)
    path = f"{ident}.md"
    if is_there(reading.loaded.root / path):
        raise KbError(f"'{path}' is there already, and is no debate; give another id")
    if wanted.source is not None:
        source_heading(reading.loaded, wanted.source)
    title = one_line(wanted.title) if wanted.title else None
    return Draft(ident, file_of([write_front(title, question, wanted.source)]), path)


def _refuse_no_id(ident: str) -> None:
    if not SLUG.fullmatch(ident):
        raise NotFound(no_id(ident))


def edited(draft: Draft, text: str) -> Draft:
    """A draft as somebody has changed it, perhaps its id too."""
    rows = [row.strip("# ") for row in text.splitlines() if HEADING.match(row)]
    return draft._replace(text=text, ident=rows[0] if rows else draft.ident)


def add(reading: Reading, draft: Draft) -> Added:
    """The plan for something new. Raises KbError where it would bring in a problem."""
    plan = Plan(reading)
    path = draft.path
    if not _is_file(reading, path):
        headings = {PEOPLE: PEOPLE_HEADING, SOURCES: SOURCES_HEADING}
        above = headings.get(path, "")
        plan.made[path] = append_item(above, draft.text, 2) if above else draft.text
        before = plan.made[path].partition(draft.text)[0]
    else:
        written = reading.written(path)
        if draft.after is not None and draft.debate is not None:
            page, line = after_item(reading, draft.debate, draft.after)
            edit = behind(written, page, line, draft.text)
        else:
            edit = at_end(written, draft.text)
        plan.edits.append(edit)
        blank = edit.text[: len(edit.text) - len(edit.text.lstrip("\r\n"))]
        before = written.text[: edit.start] + blank
    ident = f"{draft.debate}/{draft.ident}" if draft.debate else draft.ident
    return Added(plan, ident, path, before.count("\n") + 1, _lacks(plan, draft))


def _is_file(reading: Reading, path: str) -> bool:
    return path in reading.loaded.digests


def _lacks(plan: Plan, draft: Draft) -> list[Diagnostic]:
    """What a map lacks that it did not lack before; any other problem that comes in is refused."""
    plan.refuse_errors()
    after = plan.outcome()
    known = Counter(map(_what, plan.reading.loaded.problems))
    new = []
    for problem in after.problems:
        known[_what(problem)] -= 1
        if known[_what(problem)] < 0:
            new.append(problem)
    for problem in new:
        if problem.code not in SUSPECTS:
            raise KbError(f"nothing was written, since it would bring in a problem: {problem}")
    if not _is_read(after, draft):
        raise KbError(
            f"nothing was written, since '{draft.path}' ends in something that would swallow it; "
            "close the block or the comment at its end"
        )
    return new


def _what(problem: Diagnostic) -> tuple[str, object, str]:
    """A problem without where it is, since lines move."""
    return problem.path, problem.code, re.sub(r":\d+|\bline \d+", "", problem.message)


def _is_read(after: LoadedBase, draft: Draft) -> bool:
    """Whether what was added is there."""
    if draft.debate:
        return draft.ident in after.heads[draft.debate].items
    if draft.path == PEOPLE:
        return draft.ident in after.register.people
    return draft.ident in (after.register.sources if draft.path == SOURCES else after.heads)
