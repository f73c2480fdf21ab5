"""A new name for an item, a debate, a person, a source or a term, wherever it is named."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from kb import disk
from kb.errors import KbError
from kb.model import term_id
from loaders.editing.former import kept_of_debate, names_on, shown_on
from loaders.editing.names import Names, edits_for
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading, page_of
from loaders.editing.settings import in_lock, in_scenarios, in_settings
from loaders.editing.text import Edit, Written
from loaders.editing.things import Thing, find, new_name
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.targets import Targets


def rename(reading: Reading, old: str, new: str, kind: str | None = None) -> tuple[Thing, Plan]:
    """What is to change for something to be called `new`; what it is called then.

    Raises KbError where that cannot be done.
    """
    thing = find(reading.loaded, old, kind)
    name = new_name(reading.loaded, thing, new)
    work = {
        "item": _item,
        "debate": _debate,
        "person": _person,
        "source": _source,
        "term": term_edits,
    }[thing.kind]
    plan = Plan(reading, words=(thing.ident.rpartition("/")[2],))
    plan.edits += work(plan, thing.ident, name)
    debate, slash, _ = thing.ident.rpartition("/")
    plan.check()
    return Thing(thing.kind, f"{debate}{slash}{name}"), plan


def _item(plan: Plan, old: str, new: str) -> Iterator[Edit]:
    debate, _, slug = old.partition("/")
    names = {old: f"{debate}/{new}"}
    page, item = page_of(plan.reading, debate, slug)
    before = [name for name in names_on(item) if name not in (new, f"{debate}/{new}")]
    written = plan.reading.written(page.path)
    yield from edits_for(Names(items=names), plan.reading)
    yield _heading(written, item.line, item.column, slug, new)
    yield shown_on(page, written, item, [*before, slug])
    yield from in_scenarios(plan.reading, names)


def _heading(written: Written, line: int, column: int, old: str, new: str) -> Edit:
    at = written.at(line, column)
    if not written.text.startswith(old, at):
        place = f"{written.path}:{line}:{column}"
        raise KbError(f"nothing was written; write the heading at {place} as '## {old}'")
    return written.edit(at, at + len(old), new)


def _person(plan: Plan, old: str, new: str) -> Iterator[Edit]:
    yield from edits_for(Names(people={old: new}), plan.reading)
    yield _in_list(plan.reading, PEOPLE, old, new)


def _source(plan: Plan, old: str, new: str) -> Iterator[Edit]:
    yield from edits_for(Names(sources={old: new}), plan.reading)
    yield _in_list(plan.reading, SOURCES, old, new)
    yield from in_lock(plan.reading, old, new)


def _in_list(reading: Reading, path: str, old: str, new: str) -> Edit:
    _, line, column = reading.loaded.register.where[f"{path}#{old}"]
    return _heading(reading.written(path), line, column, old, new)


def term_edits(plan: Plan, old: str, new: str) -> Iterator[Edit]:
    """The term in every definition of it."""
    for debate in plan.reading.loaded.layout.debates:
        lines = plan.reading.lines(debate)
        for page in lines.pages:
            written = plan.reading.written(page.path)
            for item in page.items:
                targets = Targets(item, lines.scope)
                for annotation in item.annotations:
                    if annotation.name != "term" or term_id(targets.value(annotation)) != old:
                        continue
                    inline = annotation.line.inline
                    start = written.at(*inline.place(annotation.line.at, markup=True))
                    end = written.at(*inline.place(len(inline.text)))
                    yield written.edit(start, end, new)


def _debate(plan: Plan, old: str, new: str) -> Iterator[Edit]:
    reading = plan.reading
    first = reading.loaded.layout.debates[old][0]
    plan.moves = dict(_moves(reading, first, new))
    items = {f"{old}/{slug}": f"{new}/{slug}" for slug in reading.loaded.heads[old].items}
    names = Names(items=items, debates={old: new}, files=plan.moves)
    yield from edits_for(names, reading)
    yield kept_of_debate(reading.written(first), reading.lines(old).front, old, new)
    yield from in_settings(reading, old, new)
    yield from in_scenarios(reading, items)


def _moves(reading: Reading, first: str, new: str) -> Iterator[tuple[str, str]]:
    """Where the files of a debate go: its only one, or all that are in its folder."""
    folder, name = posixpath.split(first)
    above = posixpath.dirname(folder) if name == "index.md" else folder
    goal = posixpath.join(above, new if name == "index.md" else f"{new}.md")
    if disk.is_there(reading.loaded.root / goal):
        raise KbError(f"'{goal}' is there already")
    if name != "index.md":
        yield first, goal
        return
    for path in _below(reading, folder):
        yield path, goal + path.removeprefix(folder)


def _below(reading: Reading, folder: str) -> Iterator[str]:
    for entry in disk.names_in(reading.loaded.root / folder):
        path = f"{folder}/{entry.name}"
        if entry.is_symlink():
            raise disk.LinkRefused.at(path)
        if entry.is_dir():
            yield from _below(reading, path)
        else:
            yield path
