"""Something that must exist elsewhere, and where it is named."""

from __future__ import annotations

from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic


class Need(NamedTuple):
    """Something that must exist elsewhere.

    Its kind is item, person, source, passage, anchor (of a heading), debate (the file of one) or
    file (any that Markdown may link to).
    """

    kind: str
    ref: str
    path: str
    line: int
    column: int
    file: str = ""  # the file that a link names, where it names one

    def problem(self, code: Code, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.line, self.column, code, message)

    def renamed(self, old: str, new: str) -> Diagnostic:
        """That an item is named as it was called before."""
        debate, _, slug = old.partition("/")
        now = new.removeprefix(f"{debate}/")
        return self.problem(Code.FORMER_ID_USED, f"'{slug}' is now called '{now}'; name it so")
