"""Names in files that are no Markdown: `kb.toml`, the lock, and scenario files beside them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kb import disk
from kb.errors import KbError
from loaders.editing.reading import Reading
from loaders.editing.text import Edit, edited
from loaders.files.folder import LOCK, SETTINGS

LISTED = re.compile(r"^[ \t]*[\"']?debates[\"']?[ \t]*=[ \t]*\[[^\]]*", re.MULTILINE)
TABLES = ("hold", "set")  # of a scenario


def in_settings(reading: Reading, old: str, new: str) -> Iterator[Edit]:
    """A debate in the order that `kb.toml` gives."""
    listed = reading.loaded.settings.debates
    if old not in listed:
        return
    place = LISTED.search(reading.written(SETTINGS).text)
    pattern = re.compile(rf"(?<=[\"'])(?P<id>{old})(?=[\"'])")
    found = pattern.finditer(place.string, *place.span()) if place else ()
    meant = [new if name == old else name for name in listed]
    yield from _sure(
        reading, SETTINGS, ((one, new) for one in found), lambda text: _toml(text, "debates"), meant
    )


def in_lock(reading: Reading, old: str, new: str) -> Iterator[Edit]:
    """A source in the lock."""
    if old not in reading.loaded.lock:
        return
    text = reading.written(LOCK).text
    found = re.finditer(rf"(?<=\")(?P<id>{old})(?=\"\s*:\s*\{{)", text)
    meant = _renamed(json.loads(text), {old: new})
    yield from _sure(reading, LOCK, ((one, new) for one in found), json.loads, meant)


def in_scenarios(reading: Reading, items: Mapping[str, str]) -> Iterator[Edit]:
    """Items in the scenario files beside `kb.toml`, by their full ids or by their slugs alone."""
    names = dict(items)
    heads = reading.loaded.heads
    for old, new in items.items():
        slug = old.partition("/")[2]
        if sum(slug in head.items for head in heads.values()) == 1:
            names[slug] = new.partition("/")[2]
    for entry in disk.names_in(reading.loaded.root):
        if entry.name.endswith(".toml") and entry.name != SETTINGS:
            yield from _in_scenario(reading, entry.name, names)


def _in_scenario(reading: Reading, path: str, names: Mapping[str, str]) -> Iterator[Edit]:
    try:
        text = reading.written(path).text
        tables = _tables(text)
    except (KbError, ValueError, RecursionError):  # no scenario that anybody can read
        return
    there = [name for table in tables for name in table if name in names]
    if not there:
        return
    wanted = "|".join(map(re.escape, there))
    pattern = re.compile(rf"(?<![^\s\"'])(?P<id>{wanted})(?=[\"']?[ \t]*=)")
    found = ((one, names[one["id"]]) for one in pattern.finditer(text))
    yield from _sure(reading, path, found, _tables, [_renamed(table, names) for table in tables])


def _tables(text: str) -> list[dict[str, Any]]:
    """The credences of a scenario."""
    said = tomllib.loads(text)
    return [said[table] for table in TABLES if isinstance(said.get(table), dict)]


def _toml(text: str, key: str) -> object:
    return tomllib.loads(text).get(key)


def _renamed(table: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in table.items()}


def _sure(
    reading: Reading,
    path: str,
    found: Iterable[tuple[re.Match[str], str]],
    read: Callable[[str], object],
    meant: object,
) -> list[Edit]:
    """Edits of the ids that were found, after which a file says what it was meant to."""
    written = reading.written(path)
    edits = [written.edit(*one.span("id"), new) for one, new in found]
    try:
        if read(edited(written.text, edits)) == meant:
            return edits
    except ValueError:
        pass
    raise KbError(
        f"nothing was written, since '{path}' is written in a way in which names cannot be changed"
    )
