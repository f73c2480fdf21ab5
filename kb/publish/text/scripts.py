"""Data as a script: it runs at file:// too, where nothing can be fetched."""

from __future__ import annotations

import json

from kb.publish.text.signs import printable


def script(call: str, *values: object) -> bytes:
    """A script that hands data to `call`; nothing in the data can end a string or a script."""
    data = ",".join(json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values)
    for mark in "<>&\u2028\u2029":
        data = data.replace(mark, f"\\u{ord(mark):04x}")
    return printable(f"{call}({data});\n").encode()
