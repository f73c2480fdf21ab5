"""Data as JSON, and as a script: that runs at file:// too, where nothing can be fetched."""

from __future__ import annotations

import json

from pydantic_core import PydanticSerializationError, to_json

from kb.publish.text.signs import printable


def as_json(value: object) -> str:
    """A value as data for programs have it: nothing is escaped that need not be."""
    try:
        return to_json(value).decode()
    except PydanticSerializationError:  # half a character, of which that makes nothing
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def script(call: str, *values: object) -> bytes:
    """A script that hands data to `call`; nothing in the data can end a string or a script."""
    data = ",".join(map(as_json, values))
    for mark in "<>&\u2028\u2029":
        data = data.replace(mark, f"\\u{ord(mark):04x}")
    return printable(f"{call}({data});\n").encode()
