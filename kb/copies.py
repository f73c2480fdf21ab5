"""What local copies of sources have for the passages that are pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from queries.coverage import Coverage


class Shown(NamedTuple):
    """What a local copy has for a passage: its text, and how it differs from what is pinned."""

    text: str | None
    drift: str | None = None


Copies = dict[str, Shown]  # by the id of the passage


def compared(one: Coverage, copy: list[str]) -> Copies:
    """The passages that a copy still has, be it elsewhere; never the text of another."""
    from loaders.files.lock import Pinned, verify

    marks = tuple(row.fingerprint for row in one.passages if row.fingerprint)
    if len(marks) < len(one.passages):  # not pinned: nobody knows which text was meant
        return {row.id: Shown(None, "not pinned") for row in one.passages}
    verdicts = verify(one.source, Pinned(passages=len(marks), fingerprints=marks), copy)
    return {
        f"{one.source}#{v.number}": _shown(v.state, v.now, copy)
        for v in verdicts
        if v.state != "new"
    }


def _shown(state: str, now: int | None, copy: list[str]) -> Shown:
    if state in ("matches", "moved") and now is not None:
        return Shown(copy[now - 1], f"¶{now} in the copy" if state == "moved" else None)
    return Shown(None, "missing in the copy" if state == "missing" else "changed in the copy")
