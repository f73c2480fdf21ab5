"""An item in another file or debate, with all that is written on it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain

from kb.errors import KbError, MisuseError, NotFound
from loaders.editing.former import shown_on
from loaders.editing.links import link_at
from loaders.editing.names import Lines, Names, edits_for
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading, every, page_of
from loaders.editing.settings import in_scenarios
from loaders.editing.text import Edit, Written, edited
from loaders.editing.things import Thing, find
from loaders.facts.renaming import FORMERLY
from loaders.files.folder import SOURCES
from loaders.grammar.details import Details, read_details, read_value
from loaders.grammar.lines import split
from loaders.grammar.page import Annotation, Item, Page
from loaders.grammar.vocabulary import LABELS
from loaders.markup.blocks import placed_links
from loaders.writing.appending import append_item, last_level
from loaders.writing.phrases import link_to

VALUES = ("source", "credence")  # whose details stand right behind the label


def move(reading: Reading, name: str, goal: str) -> tuple[Thing, Plan]:
    """What is to change for an item to be at the end of a file, the last one of a debate; what it
    is called then. Raises KbError where that cannot be done."""
    thing = find(reading.loaded, name, "item")
    debate, _, slug = thing.ident.partition("/")
    page, item = page_of(reading, debate, slug)
    to, new = _goal(reading, goal)
    ident = f"{new}/{slug}"
    if page.path == to:
        raise MisuseError(f"{thing} is in '{to}' already")
    if new != debate and slug in reading.loaded.heads[new].items:
        raise KbError(f"'{slug}' is there already; 'kb rename' calls one of them otherwise")
    lines = lines_of(page, item, to, new)
    names = Names(items={thing.ident: ident}, homes={thing.ident: to}, lines=lines)
    refuse_parted(reading, page, names)
    plan = Plan(reading, words=(slug,))
    plan.edits += edits_for(names, reading)
    if new != debate:
        plan.edits += sources_named(reading, page, item, lines)
        plan.edits += _former(reading, page, item, thing.ident, new)
        plan.edits += in_scenarios(reading, names.items)
    plan.edits = list(_taken_along(reading, plan.edits, lines))
    plan.check()
    return Thing("item", ident), plan


def _goal(reading: Reading, name: str) -> tuple[str, str]:
    """The file to which an item goes, and its debate."""
    layout = reading.loaded.layout
    if name in layout.debates:
        return layout.debates[name][-1], name
    if owner := layout.owners.get(name):
        return name, owner
    raise NotFound(f"'{name}' is no debate, and no file of one")


def lines_of(page: Page, item: Item, to: str, debate: str) -> Lines:
    """The lines of an item, up to the next heading, which go to a file of a debate."""
    starts = (b.start for b in page.document.blocks if b.kind == "heading" and b.start > item.line)
    last = next(starts, len(page.document.lines) + 1) - 1
    return Lines(page.path, item.line, last, to, debate)


def refuse_parted(reading: Reading, page: Page, names: Names) -> None:
    """Refuse to part links from what they need: where they are said to lead, and images."""
    written, lines = reading.written(page.path), names.lines
    assert lines
    first, end = written.at(lines.first), written.at(lines.last + 1)
    inlines = (a.line.inline for item in page.items for a in every(item.annotations))
    for link, line, column in chain(page.links, *map(placed_links, inlines)):
        inside = names.goes(page.path, line) is not None
        found = link_at(written.text, written.at(line, column), link.href)
        if any((first <= goal.start < end) != inside for goal in (found.goals if found else ())):
            raise _parted(f"{page.path}:{line}:{column}", "the link")
    folders = {posixpath.dirname(path) for path in (page.path, lines.to)}
    if len(folders) > 1 and "![" in written.text[first:end]:
        raise _parted(f"{page.path}:{lines.first}:1", "the image in it")


def _parted(place: str, what: str) -> KbError:
    return KbError(
        f"nothing was written, since {what} ({place}) would lose where it leads; write it in full"
    )


def sources_named(reading: Reading, page: Page, item: Item, lines: Lines) -> Iterator[Edit]:
    """The source of passages, where the other debate has another one."""
    before = reading.lines(reading.loaded.layout.owners[page.path]).scope.source
    if not before or before == reading.lines(lines.debate).scope.source:
        return
    written = reading.written(page.path)
    way = posixpath.relpath(SOURCES, posixpath.dirname(lines.to) or ".")
    link = link_to(reading.loaded.register.sources[before].heading, way, before)
    details = [details_of(annotation) for annotation in every(item.annotations)]
    for each in [*details, *(quote.details for quote in item.quotes)]:
        bare = next((passages for passages in each.passages if passages.source is None), None)
        if bare:
            at = written.at(bare.line, bare.column)
            yield written.edit(at, at, f"{link} ")


def details_of(annotation: Annotation) -> Details:
    """What stands behind the dash of a line, or right behind its label."""
    if annotation.name in VALUES:
        return read_value(annotation.line, [])
    if LABELS[annotation.name].role == "property":
        return Details()
    return read_details(annotation.line, split(annotation.line)[1], [])


def _former(reading: Reading, page: Page, item: Item, old: str, new: str) -> Iterator[Edit]:
    """All ids that the item had, none of which goes by the debate that it leaves any more."""
    debate = old.partition("/")[0]
    before = reading.lines(debate).written.names.get(old, ())
    names = {name for name in (*before, f"{new}/{item.slug}") if name.startswith(f"{new}/")}
    names_of_goal = reading.lines(new).front.values.get(FORMERLY, "").split(";")
    said = {name.replace(new, its, 1) for its in map(str.strip, names_of_goal) for name in names}
    said.add(f"{new}/{item.slug}")  # which it gets back, or the front matter says
    shown = [name.removeprefix(f"{new}/") for name in (*before, old) if name not in said]
    yield shown_on(page, reading.written(page.path), item, shown)


def _taken_along(reading: Reading, edits: list[Edit], lines: Lines) -> Iterator[Edit]:
    """Edits of which those in the lines of the item are made to the lines where they go."""
    written, goal = reading.written(lines.path), reading.written(lines.to)
    first, end = written.at(lines.first), written.at(lines.last + 1)
    inner = []
    for edit in edits:
        if edit.path == lines.path and first <= edit.start < end + (edit.end == edit.start == end):
            inner.append(edit._replace(start=edit.start - first, end=edit.end - first))
        else:
            yield edit
    block = edited(written.text[first:end], inner)
    yield _without(written, first, end)
    kept = goal.text.rstrip("\r\n \t")
    whole = append_item(goal.text, block, last_level(goal.text))
    added = whole.removeprefix(kept) if whole.startswith(kept) else whole
    yield Edit(goal.path, len(kept), len(goal.text), added)


def _without(written: Written, first: int, end: int) -> Edit:
    """Take out lines; at the end of a file the blank ones above them too."""
    if written.text[end:].strip():
        return written.edit(first, end, "")
    kept = written.text[:first].rstrip("\r\n \t")
    return written.edit(len(kept), len(written.text), "\n" if kept else "")
