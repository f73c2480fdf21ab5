"""Something that must exist elsewhere, and where it is named."""

from __future__ import annotations

from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic, Hint, Proposal

NONE = Hint()


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

    def problem(self, code: Code, message: str, hint: Hint = NONE) -> Diagnostic:
        """A problem here, with what was most likely meant at the end of its message."""
        place = (self.path, self.line, self.column)
        return Diagnostic(*place, code, message + hint.says, hint.proposals)

    def renamed(self, old: str, new: str) -> Diagnostic:
        """That an item is named as it was called before."""
        debate, _, slug = old.partition("/")
        now = new.removeprefix(f"{debate}/")
        hint = Hint(f" is now called '{now}'; name it so", (Proposal(slug, now),))
        return self.problem(Code.FORMER_ID_USED, f"'{slug}'", hint)
