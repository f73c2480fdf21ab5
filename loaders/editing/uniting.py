"""Two entries of a base as one, in the texts of all files that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.editing.form.formatting import page_of
from loaders.editing.joining import Entry, Joining
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading
from loaders.editing.sameness import Home, Place, Rows, folded, once
from loaders.editing.text import Edit, Written, edited
from loaders.grammar.page import Item, Page

Found = tuple[str, str]  # the file of an entry and its id


def united(
    plan: Plan, one: Found, other: Found, keep_other: bool, formerly: Iterable[str] = ()
) -> Iterator[Edit]:
    """Whole new texts of all files that change, in the place of the edits so far: with the two as
    one, and once what stands twice since they are one."""
    texts = _texts(plan)
    for path in (one[0], other[0]):
        texts.setdefault(path, plan.reading.written(path))
    plan.edits = [edit for edit in plan.edits if edit.path not in texts]
    places = {path: _once(plan.reading, path, written) for path, written in texts.items()}
    entries = [
        Entry(_item_in(places[path].page, slug), places[path]) for path, slug in (one, other)
    ]
    first, second = entries
    edits = defaultdict[str, list[Edit]](list)
    for path, place in places.items():
        if owner := plan.reading.loaded.layout.owners.get(path):
            home = Home(path, owner, plan.reading.loaded.layout.owners)
            rows = Rows(place.written)
            pairs = zip(place.page.items, _before(plan.reading, path).items, strict=True)
            for item, before in pairs:
                if (path, item.slug) != other:
                    edits[path] += folded(item, before, place, home, rows)
            edits[path] += rows.edits()
    owners = plan.reading.loaded.layout.owners
    home = Home(one[0], owners.get(one[0], ""), owners)
    edits[one[0]] += Joining(first, second, home, keep_other).edits(list(formerly))
    written = second.at.written
    edits[other[0]].append(written.edit(written.at(second.item.line), written.at(second.end), ""))
    for path, place in places.items():
        text = edited(place.written.text, edits[path])
        if path == other[0] and not place.written.text[place.written.at(second.end) :].strip():
            text = text.rstrip("\r\n \t") + place.written.newline
        yield Edit(path, 0, len(plan.reading.written(path).text), text)


def _texts(plan: Plan) -> dict[str, Written]:
    """The texts of the files of debates and lists after the edits so far."""
    found = defaultdict[str, list[Edit]](list)
    for edit in plan.edits:
        if edit.path.endswith(".md"):
            found[edit.path].append(edit)
    return {
        path: Written(path, edited(plan.reading.written(path).text, edits))
        for path, edits in found.items()
    }


def _once(reading: Reading, path: str, written: Written) -> Place:
    """A text in which no line names one thing twice that had two names."""
    page = page_of(written)
    owners = reading.loaded.layout.owners
    if path in owners:
        home = Home(path, owners[path], owners)
        edits = list(once(page, _before(reading, path), written, home))
        written = Written(path, edited(written.text, edits))
        page = page_of(written) if edits else page
    return Place(page, written)


def _before(reading: Reading, path: str) -> Page:
    return page_of(reading.written(path))


def _item_in(page: Page, slug: str) -> Item:
    return next(item for item in page.items if item.slug == slug)
