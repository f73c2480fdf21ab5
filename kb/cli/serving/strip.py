"""The strip under each page that is served: the problems of the files, until they are mended.

It is put into a page as it is served, and stands in no file that a build writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from kb.cli.printing import one_line
from kb.naming import number_of

if TYPE_CHECKING:
    from kb.diagnostics import Diagnostic

STYLE_PATH = "/-/live.css"
NO_PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head>
<body><p>There is no page yet: the files have problems. It comes when they are mended.</p></body>
</html>
"""
MOST = 50  # problems that are shown; so many more are counted
STYLE = b"""#kb-problems {
  position: sticky; bottom: 0; z-index: 9; max-height: 40vh; overflow: auto;
  border-top: 3px solid var(--undercuts); background: var(--shade); color: var(--ink);
  font: 0.85rem/1.45 var(--sans); font-variant-numeric: lining-nums;
}
#kb-problems.errors { border-top-color: var(--rebuts); }
#kb-problems summary { padding: 0.5rem 1rem; font-weight: 600; cursor: pointer; }
#kb-problems ul { margin: 0; padding: 0 1rem 0.6rem; list-style: none; }
#kb-problems li { padding: 0.15rem 0; overflow-wrap: anywhere; }
#kb-problems code { padding: 0; background: none; font-family: var(--mono); }
#kb-problems .error code { color: var(--rebuts); }
#kb-problems .warning code { color: var(--undercuts); }
@media print { #kb-problems { display: none; } }
"""


class Strip:
    """What is to be told of the files: their problems, and why the last build was not made."""

    def __init__(self) -> None:
        self.problems: Sequence[Diagnostic] = ()
        self.failure = ""
        self.is_all_there_is = False  # no page was built yet

    def under(self, html: bytes) -> bytes:
        """A page with the strip at its end, if there is anything to tell."""
        told = self.html()
        if not told:
            return html
        styled = html.replace(
            b"</head>", f'<link rel="stylesheet" href="{STYLE_PATH}"></head>'.encode(), 1
        )
        before, body, after = styled.rpartition(b"</body>")
        return before + told + body + after if body else styled + told

    def html(self) -> bytes:
        if not (self.problems or self.failure):
            return b""
        kind, opened = ("errors", " open") if self._is_behind() else ("warnings", "")
        pieces = [
            f'<aside id="kb-problems" class="{kind}" aria-label="Problems of the files">',
            f"<details{opened}><summary>{escape(self._summary())}</summary>",
            f"<ul>{''.join(self._rows())}</ul></details></aside>",
        ]
        return "".join(pieces).encode("utf-8", "replace")

    def _has_errors(self) -> bool:
        return any(not problem.code.is_warning for problem in self.problems)

    def _is_behind(self) -> bool:
        """Whether the pages are not those of the files."""
        return bool(self.failure) or self._has_errors()

    def _summary(self) -> str:
        counts = Counter(problem.severity for problem in self.problems)
        named = [number_of(count, name) for name, count in sorted(counts.items())]
        found = f"{' and '.join(named)} in the files"
        if self.failure and not self._has_errors():
            found = one_line(self.failure)
        if self.is_all_there_is:
            return found
        return f"{found}; the pages are as they were before" if self._is_behind() else found

    def _rows(self) -> Iterator[str]:
        shown = sorted(self.problems, key=lambda problem: problem.code.is_warning)[:MOST]
        for problem in shown:
            place = escape(one_line(f"{problem.path}:{problem.line}:{problem.column}"))
            says = escape(one_line(f"{problem.code.value} {problem.message}"))
            yield f'<li class="{problem.severity}"><code>{place}</code>: {says}</li>'
        if left := len(self.problems) - len(shown):
            yield f"<li>and {left:,} more; 'kb check' names them all</li>"
