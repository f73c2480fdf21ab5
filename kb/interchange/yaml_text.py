"""YAML with the place of every value: no aliases, no tags, no objects, every scalar as written."""

from __future__ import annotations

from typing import Any

import yaml

from kb.diagnostics import Code
from kb.interchange.json_text import DEEPEST, Value
from kb.interchange.markdown import name as plain_name
from kb.interchange.source import Source

MOST = 200_000  # values
NULLS = ("", "~", "null", "Null", "NULL")


def read_yaml(source: Source, start: int = 0, end: int | None = None) -> Value:
    """The value that stands between two places. Raises Unreadable where it is no YAML."""
    text = source.text[start:end]
    try:
        return _Reader(source, start).read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = start + min(mark.index if mark else 0, len(text))
        raise source.problem(at, f"this is no YAML: {plain_name(error.problem or '')}") from None
    except yaml.YAMLError as error:
        at = start + min(getattr(error, "position", 0), len(text))
        raise source.problem(at, "this is no YAML: a sign may not stand here") from None


class _Reader:
    def __init__(self, source: Source, start: int) -> None:
        self.source, self.start = source, start
        self.open: list[_Open] = [_Open(start)]
        self.count = 0

    def read(self, text: str) -> Value:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            at = self.start + _index(event.start_mark)
            if isinstance(event, yaml.NodeEvent):
                self._look_at(event, at)
            if isinstance(event, yaml.ScalarEvent):
                is_null = event.style is None and event.value in NULLS
                end = self.start + _index(event.end_mark)
                self._add(Value(at, max(end, at), None if is_null else event.value))
            elif isinstance(event, yaml.CollectionStartEvent):
                self.open.append(_Open(at, isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, yaml.CollectionEndEvent):
                closed = self.open.pop()
                self._add(Value(closed.start, self.start + _index(event.end_mark), closed.said()))
        rows = self.open[0].rows
        if len(rows) > 1:
            raise self.source.problem(rows[1].start, "a second document begins here; one is read")
        return rows[0] if rows else Value(self.start, self.start, None)

    def _look_at(self, event: yaml.NodeEvent, at: int) -> None:
        self.count += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.source.problem(at, "anchors and aliases are not read; write it out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.source.problem(at, "tags are not read; leave out what begins with '!'")
        if self.count > MOST:
            raise self.source.problem(at, f"there are more than {MOST:,} values", Code.TOO_MUCH)
        if len(self.open) > DEEPEST:
            raise self.source.problem(at, f"it nests more than {DEEPEST} deep", Code.TOO_MUCH)

    def _add(self, value: Value) -> None:
        holder = self.open[-1]
        if holder.is_mapping and len(holder.rows) % 2 == 0:
            if not isinstance(value.said, str):
                raise self.source.problem(value.start, "a name is due here")
            if value.said in holder.names:
                says = f"the name '{plain_name(value.said)}' stands here twice"
                raise self.source.problem(value.start, says)
            holder.names.add(value.said)
        holder.rows.append(value)


def _index(mark: Any) -> int:
    return int(mark.index)


class _Open:
    """A list, or an object as a list of names and values in turn, that has not ended yet."""

    def __init__(self, start: int, is_mapping: bool = False) -> None:
        self.start, self.is_mapping = start, is_mapping
        self.rows: list[Value] = []
        self.names: set[str] = set()

    def said(self) -> dict[str, Value] | list[Value]:
        if not self.is_mapping:
            return self.rows
        names = [str(row.said) for row in self.rows[::2]]
        return dict(zip(names, self.rows[1::2], strict=True))
