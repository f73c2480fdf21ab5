"""Debates given as Markdown, told as running text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bases import Folder

from kb.exchange.paragraphs import exchange
from kb.exchange.pieces import Paragraph
from kb.model import Base
from kb.publish.exchange.record import record
from kb.publish.index import Index
from loaders.base.load import load_base

PEOPLE = """
## mara

Mara Oduya

## ines

the harbour pilot

## logbook

The Logbook

- **Kind:** work
"""
MARA, INES = "[Mara](people.md#mara)", "[Ines](people.md#ines)"
RUN = f"""
## run

The boat should run at night.

- **Kind:** position
- **Title:** Run all night
- **Held by:** {MARA} — ¶1
"""
SOURCE = """
## minutes

The minutes
"""
HEAD = """---
title: Boats
question: Should the boat run at night?
source: minutes
---

"""


class Told(NamedTuple):
    """A paragraph as a reader sees it."""

    kind: str
    depth: int
    text: str


def told(base: Base, debate: str = "boats") -> list[Paragraph]:
    index = Index(base)
    return exchange(record(index, index.debates[debate]))


def tell(folder: Path, text: str, sources: str = SOURCE) -> list[Told]:
    """The paragraphs of a debate with the usual people."""
    files = Folder(folder / "told")
    files.write("kb.toml", 'id = "b"\nheading = "B"\n')
    files.write("people.md", PEOPLE)
    files.write("sources.md", sources)
    files.write("boats.md", HEAD + text.lstrip("\n"))
    loaded = load_base(files.path, None)
    assert not loaded.errors, [problem.message for problem in loaded.errors]
    return [Told(p.kind, p.depth, p.text) for p in told(loaded.base)]
