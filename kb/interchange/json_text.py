"""JSON with the place of every value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.diagnostics import Code
from kb.interchange.account import Piece
from kb.interchange.markdown import name as plain_name
from kb.interchange.source import Source

SPACE = re.compile(r"[ \t\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
WORDS = {"true": True, "false": False, "null": None}
DEEPEST = 60
MOST = 1_000_000  # values
STRINGS = json.JSONDecoder(strict=False)


class Value(NamedTuple):
    """A value, and where it begins and ends. A number is as it was written."""

    start: int
    end: int
    said: dict[str, Value] | list[Value] | str | bool | None

    @property
    def fields(self) -> dict[str, Value]:
        """What an object holds; nothing, where this is none."""
        return self.said if isinstance(self.said, dict) else {}

    @property
    def rows(self) -> list[Value]:
        """What a list holds; nothing, where this is none."""
        return self.said if isinstance(self.said, list) else []

    def get(self, *names: str) -> str:
        """The text, or number, of the first of some fields that has one."""
        found = (self.fields[name].said for name in names if name in self.fields)
        return next((said for said in found if isinstance(said, str) and said), "")


def read_json(source: Source) -> Value:
    """The value that a text holds. Raises Unreadable with the place where it is no JSON."""
    reader = _Reader(source)
    value = reader.value(SPACE.match(source.text, 0).end(), 0)  # type: ignore[union-attr]
    if reader.skip(value.end) < len(source.text):
        raise source.problem(reader.skip(value.end), "the JSON ends before this")
    return value


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.count = 0

    def skip(self, at: int) -> int:
        match = SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> Value:
        self.count += 1
        if depth > DEEPEST:
            raise self.source.problem(at, f"it nests more than {DEEPEST} deep", Code.TOO_MUCH)
        if self.count > MOST:
            raise self.source.problem(at, f"there are more than {MOST:,} values", Code.TOO_MUCH)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._object(at, depth)
        if sign == "[":
            return self._list(at, depth)
        return self._string(at) if sign == '"' else self._word(at)

    def _word(self, at: int) -> Value:
        for word, means in WORDS.items():
            if self.text.startswith(word, at):
                return Value(at, at + len(word), means)
        number = NUMBER.match(self.text, at)
        if not number:
            raise self.source.problem(at, "this is no JSON: a value is to stand here")
        return Value(at, number.end(), number.group())

    def _string(self, at: int) -> Value:
        try:
            said, end = STRINGS.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            says = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            raise self.source.problem(error.pos, says) from None
        return Value(at, end, said)

    def _list(self, start: int, depth: int) -> Value:
        found: list[Value] = []
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "]":
            if found:
                at = self._comma(at)
            found.append(self.value(at, depth + 1))
            at = self.skip(found[-1].end)
        return Value(start, at + 1, found)

    def _object(self, start: int, depth: int) -> Value:
        found: dict[str, Value] = {}
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "}":
            if found:
                at = self._comma(at)
            if self.text[at : at + 1] != '"':
                raise self.source.problem(at, "this is no JSON: a name in quotation marks is due")
            key = self._string(at)
            name = str(key.said)
            if name in found:
                raise self.source.problem(at, f"the name '{plain_name(name)}' stands here twice")
            at = self.skip(key.end)
            if self.text[at : at + 1] != ":":
                raise self.source.problem(at, "this is no JSON: a colon is to stand here")
            found[name] = self.value(self.skip(at + 1), depth + 1)
            at = self.skip(found[name].end)
        return Value(start, at + 1, found)

    def _comma(self, at: int) -> int:
        if self.text[at : at + 1] != ",":
            raise self.source.problem(at, "this is no JSON: a comma or the end is to stand here")
        return self.skip(at + 1)


def leaves(value: Value, path: str = "") -> Iterator[Piece]:
    """All that says something in a value, each called by the names that lead to it."""
    if isinstance(value.said, dict):
        for name, field in value.said.items():
            yield from leaves(field, f"{path}.{named(name)}" if path else named(name))
    elif isinstance(value.said, list):
        for row in value.said:
            yield from leaves(row, path)
    elif value.said is not None and value.said != "":
        yield Piece(value.start, value.end, path or "value")


def named(name: str) -> str:
    """A name as it is shown."""
    return name if name.isidentifier() else plain_name(name)
