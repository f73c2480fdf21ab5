"""What became of what: carried, changed or left out, each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Fate = Literal["carried", "changed", "left_out"]
FATES: tuple[Fate, ...] = ("carried", "changed", "left_out")
SHOWN = 20  # kinds of change or loss that a summary lists
NAMED = 3  # things that a line of it names


class Entry(NamedTuple):
    """One thing that was carried over, changed (`why` says how) or left out (`why` says why)."""

    fate: Fate
    what: str
    place: str
    why: str = ""


@dataclass
class Report:
    """What became of all that a file, or a debate, says."""

    format: str
    direction: Literal["import", "export"]
    source: str
    entries: list[Entry] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Entry]:
        return [entry for entry in self.entries if entry.fate == fate]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.of("left_out")

    def as_json(self) -> str:
        found: dict[str, object] = {
            "format": self.format,
            "direction": self.direction,
            "source": self.source,
            "written": self.written,
        }
        for fate in FATES:
            rows = [entry._asdict() for entry in self.of(fate)]
            found[fate] = [{k: v for k, v in row.items() if v and k != "fate"} for row in rows]
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    def summary(self) -> Iterator[str]:
        """How much, and what was changed or left out: a line for all that fared so for the same
        reason."""
        counts = [len(self.of(fate)) for fate in FATES]
        yield f"{counts[0]} carried, {counts[1]} changed, {counts[2]} left out"
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in (*self.of("left_out"), *self.of("changed")):
            groups.setdefault((entry.fate, entry.why), []).append(entry)
        for (fate, why), entries in list(groups.items())[:SHOWN]:
            times = f" ({len(entries)} times)" if len(entries) > 1 else ""
            what = _named([entry.what for entry in entries])
            yield f"{entries[0].place}: {fate.replace('_', ' ')}: {what}: {why}{times}"
        if len(groups) > SHOWN:
            yield f"and {len(groups) - SHOWN} more reasons; --report FILE has all of them"


def _named(whats: list[str]) -> str:
    """The first of some things, each once, and how many more there are."""
    each = list(dict.fromkeys(whats))
    more = f" and {len(each) - NAMED} more" if len(each) > NAMED else ""
    return "; ".join(each[:NAMED]) + more
