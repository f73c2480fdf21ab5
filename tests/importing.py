"""Files of other formats brought into a base as a user does, and what the base says then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bases import Folder
from click.testing import Result

from kb.interchange.exporting import export
from kb.interchange.importing import import_file
from kb.interchange.registry import format_named
from kb.interchange.report import Report
from kb.model import Base
from loaders.base.load import load_base


def empty(path: Path) -> Folder:
    """A base without debates."""
    folder = Folder(path)
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    return folder


def imported(folder: Folder, form: str, file: Path, into: str = "made") -> Report:
    """Import a file; what is written is in the folder."""
    found = import_file(load_base(folder.path), form, format_named(form), file, into, None)
    for path, text in found.texts.items():
        folder.write(path, text)
    return found.report


def exported(folder: Folder, form: str, debate: str = "made") -> tuple[str, Report]:
    return export(form, format_named(form), load_base(folder.path).base, [debate])


def facts(folder: Folder) -> dict[str, list[dict[str, Any]]]:
    """What the base says, without where it is written."""
    base: Base = load_base(folder.path).base
    groups = ("claims", "arguments", "relations", "stances", "people")
    return {
        group: [fact.model_dump(exclude={"place"}) for fact in getattr(base, group)]
        for group in groups
    }


def lost(report: Report) -> list[str]:
    """What was left out, and why."""
    return [f"{entry.what}: {entry.why}" for entry in report.of("left_out")]


def changed(report: Report) -> list[str]:
    return [f"{entry.what}: {entry.why}" for entry in report.of("changed")]


def said(result: Result) -> dict[str, Any]:
    """What a command printed as JSON."""
    found: dict[str, Any] = json.loads(result.stdout)
    return found
