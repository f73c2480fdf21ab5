"""The line under an answer that was computed: what it rests on."""

from __future__ import annotations

from rich.text import Text

from kb.analysis.outlook import Assumptions
from kb.cli.views.layout import said


def assumed(found: Assumptions, *more: str) -> Text:
    """The line that says what the numbers rest on."""
    return said(("assumed: " + "; ".join([found.line, *more]), "dim"))
