"""The formats by name, each in a module of its own that is imported when it is meant."""

from __future__ import annotations

import importlib
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


def format_named(name: str) -> Format:
    """A format by its name. Raises NotFound, with what may have been meant."""
    if name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise NotFound(f"no format is called '{name}'{did_you_mean(name, FORMATS)}; known: {known}")
    module = importlib.import_module(FORMATS[name])
    return cast("Format", getattr(module, "FORMATS", {}).get(name) or module.FORMAT)


def needed(name: str, direction: str) -> Format:
    """A format that can be read, or written. Raises MisuseError where it cannot."""
    found = format_named(name)
    writes = found.write or found.write_files
    if (found.read if direction == "import" else writes) is None:
        raise MisuseError(f"'{name}' can be {'written' if direction == 'import' else 'read'} only")
    return found
