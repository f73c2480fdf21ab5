"""`kb fmt`: the files of a base in one form, which says what they said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from loaders.base.load import LoadedBase
from loaders.editing.form.layout import in_lists, in_order, parted
from loaders.editing.form.spelling import linked, spelling
from loaders.editing.plan import Plan
from loaders.editing.reading import Mention, Reading
from loaders.editing.text import MARK, Edit, Written, edited
from loaders.files.folder import PEOPLE, SOURCES
from loaders.files.text import decode
from loaders.grammar.items import read_page
from loaders.grammar.page import Page
from loaders.grammar.vocabulary import LABELS, NAMES, PERSON_LABELS, SOURCE_LABELS
from loaders.markup.markdown import parse

OF_LISTS: dict[str, Sequence[str]] = {PEOPLE: PERSON_LABELS, SOURCES: SOURCE_LABELS}


def form(reading: Reading, paths: Iterable[str] | None = None) -> tuple[Plan, list[str]]:
    """What is to change for files, else for all, to be in the one form; and those that stay as
    they are since they would say something else then."""
    known = formatted_files(reading.loaded)
    bare = defaultdict[str, list[Mention]](list)
    for debate in reading.loaded.layout.debates:
        for mention in dict.fromkeys(reading.bare(debate)):
            bare[mention.path].append(mention)
    found = [_edit(reading, path, bare[path]) for path in (known if paths is None else paths)]
    plan = Plan(reading, [edit for edit in found if edit])
    plan.refuse_errors()
    left: list[str] = []
    if plan.edits and not _says_the_same(plan):
        alone = {edit: Plan(reading, [edit]) for edit in plan.edits}
        left = [edit.path for edit, each in alone.items() if not _says_the_same(each)]
        plan.edits = [edit for edit in plan.edits if edit.path not in left]
    plan.check()
    return plan, left


def formatted_files(loaded: LoadedBase) -> list[str]:
    """The files that have a form: those of debates, and the lists."""
    return [path for path in loaded.digests if path in OF_LISTS or path in loaded.layout.owners]


def _edit(reading: Reading, path: str, bare: Iterable[Mention]) -> Edit | None:
    """The edit that makes a new text of a file, in which these bare ids stand."""
    written = reading.written(path)
    new = in_form(path, _plain(edited(written.text, linked(reading, path, bare))))
    mark = MARK if written.text.startswith(MARK) else ""
    edit = written.edit(0, len(written.text), mark + new)
    return None if edit.text == written.text else edit


def _plain(text: str) -> str:
    return text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def in_form(path: str, text: str) -> str:
    """The text of a file in the one form, but for bare ids, which take a base to know."""
    page = page_in(path, text)
    for work in (_spelt, _in_lists, _in_order, _parted):
        new = work(page, text)
        if new != text:
            text, page = new, page_in(path, new)
    return text


def _spelt(page: Page, text: str) -> str:
    labels = OF_LISTS.get(page.path) or [label.name for label in LABELS.values()]
    return edited(text, spelling(page, Written(page.path, text), labels))


def _in_lists(page: Page, text: str) -> str:
    return "\n".join(in_lists(page))


def _in_order(page: Page, text: str) -> str:
    return "\n".join(in_order(page))


def _parted(page: Page, text: str) -> str:
    return "\n".join(parted(page.document, page.items))


def page_in(path: str, text: str) -> Page:
    """The text of a file as items, with the labels that mean something there."""
    labels = OF_LISTS.get(path)
    known = {label.casefold(): label for label in labels} if labels else NAMES
    return read_page(path, parse(text), known, cites=labels is None)


def page_of(written: Written) -> Page:
    """The same of a file as it is written."""
    return page_in(written.path, decode(written.path, written.text.encode()).text or "")


def _says_the_same(plan: Plan) -> bool:
    return _said(plan.outcome()) == _said(plan.reading.loaded)


def _said(loaded: LoadedBase) -> dict[str, Any]:
    """All that a base says, without where; what is of one thing in the order of the lines."""
    said = loaded.base.model_dump()
    for kind in ("debates", "claims", "arguments"):
        for fact in said[kind]:
            del fact["place"]
    for claim in said["claims"]:
        for quote in claim["quotes"]:
            del quote["line"]
    said["stances"] = sorted(said["stances"], key=lambda stance: stance["target"])
    said["relations"] = sorted(said["relations"], key=lambda relation: relation["source"])
    return said
