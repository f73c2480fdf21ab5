"""The formats by name, each in a module of its own that is imported when it is meant."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from kb.diagnostics import did_you_mean
from kb.errors import MisuseError, NotFound

if TYPE_CHECKING:
    from kb.interchange.frame import Format

FORMATS = {
    "aif": "kb.interchange.aif",
    "argdown": "kb.interchange.argdown",
    "article": "kb.interchange.article",
    "carneades": "kb.interchange.carneades",
    "csv": "kb.interchange.tables",
    "dot": "kb.interchange.graphs",
    "graphml": "kb.interchange.graphs",
    "jsonld": "kb.interchange.linked_data",
    "kialo": "kb.interchange.kialo",
    "mermaid": "kb.interchange.graphs",
    "obsidian": "kb.interchange.obsidian",
    "tsv": "kb.interchange.tables",
}
READ_ONLY = ("carneades", "kialo")
WRITTEN_ONLY = ("article", "dot", "graphml", "jsonld", "mermaid")


def names_for(direction: str) -> list[str]:
    """The formats that can be read, or written."""
    others = WRITTEN_ONLY if direction == "import" else READ_ONLY
    return [name for name in FORMATS if name not in others]


def format_named(name: str, known: Sequence[str] = tuple(FORMATS)) -> Format:
    """A format by its name. Raises NotFound, with what may have been meant."""
    if name not in FORMATS:
        guess = did_you_mean(name, known)
        raise NotFound(f"no format is called '{name}'{guess}; known: {', '.join(known)}")
    module = importlib.import_module(FORMATS[name])
    return cast("Format", getattr(module, "FORMATS", {}).get(name) or module.FORMAT)


def needed(name: str, direction: str) -> Format:
    """A format that can be read, or written. Raises MisuseError where it cannot."""
    known = names_for(direction)
    found = format_named(name, known)
    if name not in known:
        way, done = ("written", "read") if direction == "import" else ("read", "written")
        raise MisuseError(f"'{name}' can be {way} only; these are {done}: {', '.join(known)}")
    return found
