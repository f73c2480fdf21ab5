"""Argdown in and out: statements, arguments with premises and conclusion, and how they relate."""

from __future__ import annotations

from kb.interchange.argdown.pieces import gather, pieces
from kb.interchange.argdown.reading import read
from kb.interchange.argdown.writing import write
from kb.interchange.frame import Format

FORMAT = Format("Argdown 1.7 and 2", (".argdown", ".ad"), pieces, read, write, gather)
