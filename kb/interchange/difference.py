"""What files would hold, beside what they hold, as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kb.disk import Change


def difference(changes: Iterable[Change]) -> str:
    """All changes as git writes them; of a file that is new, all its lines."""
    rows: list[str] = []
    for path, before, after, _ in changes:
        old = "/dev/null" if before is None else f"a/{path}"
        rows += difflib.unified_diff(_lines(before), _lines(after), old, f"b/{path}")
    return "".join(row if row.endswith("\n") else f"{row}\n" for row in rows)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines(keepends=True)
