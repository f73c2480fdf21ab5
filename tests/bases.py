"""Small bases written as Markdown, for all tests."""

from __future__ import annotations

import textwrap
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "kb" / "debates"

PEOPLE = """
## mara

Mara Oduya

## ines

Ines Tal
"""

FERRY = """
---
title: The night ferry
question: Should the island ferry run through the night?
---

Hotels and seals want different things.

## run-all-night

The island ferry should run through the night.

- **Kind:** position
- **Held by:** [Mara](people.md#mara) — 0.8
- **Supported by:** [empty-beds](#empty-beds) + [shift-change](#shift-change) — guests and workers share one boat
  - **Held by:** [Mara](people.md#mara)
  - **Undercut by:** [winter-only](#winter-only)
- **Rebutted by:** [seal-noise](#seal-noise) — inferred

## empty-beds

Hotels lose guests because the last boat leaves early.

- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines) — 0.2, only in winter

## shift-change

The night shift of the cannery ends after the last boat.

## winter-only

Hotels stand empty only in winter, when no night boat would run anyway.

- **Held by:** [Ines](people.md#ines)

## seal-noise

Engines at night drive the seals away.

- **Rebutted by:** [quiet-engines](#quiet-engines) — inferred

## quiet-engines

The new boat is electric and makes no noise.

## do-guests-leave

Do weekday guests leave early because of the last boat?

- **Kind:** crux
- **If yes:** supports [empty-beds](#empty-beds)
- **If no:** rebuts [empty-beds](#empty-beds)
- **Answered yes by:** [Mara](people.md#mara)
- **Posed by:** mapper
"""
BOAT = """
---
title: The boat
question: Should there be a new boat?
---

## a-new-boat

There should be a new boat.

- **Kind:** position

## engines-are-loud

The engines of the old boat are loud.

- **Supports:** [a-new-boat](#a-new-boat)
- **Supports:** [seal-noise](night-ferry.md#seal-noise)
"""

BATHS = """
---
title: The baths
question: Should the baths open at night?
---

## open-at-night

The baths should open at night.

- **Kind:** position
- **Held by:** [Mara](people.md#mara)
"""


class Folder:
    """A base in a folder of its own; files are given as Markdown."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8", newline="\n")
        return file

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def small_base(path: Path, **debates: str) -> Folder:
    """A base with the usual people; debates are given as Markdown by the name of their file, with
    `_` for `-`."""
    folder = Folder(path)
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    folder.write("people.md", PEOPLE)
    for name, text in debates.items():
        folder.write(f"{name.replace('_', '-')}.md", text)
    return folder
