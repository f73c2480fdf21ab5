"""What `kb check` says of a base, for every file of it, as one types."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticSeverity,
    DiagnosticTag,
    PublishDiagnosticsParams,
)

from kb import explain
from kb.characters import is_readable
from kb.diagnostics import Code
from kb.diagnostics import Diagnostic as Problem
from kb.disk import read_text
from kb.editor.addresses import uri_of
from kb.editor.opened import Opened
from kb.editor.places import Places
from kb.errors import KbError

PAGE = Path(explain.__file__).parent / "explain.md"
SOURCE = "cruxbase"
WORD = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)|\*\*[^*\n]+\*\*|[^\s,;:*()]+")
OLD = {Code.FORMER_ID_USED}


def publications(opened: Opened) -> list[PublishDiagnosticsParams]:
    """The problems of a base by file, and none for files that are open or had some before."""
    opened.look()
    by_path: dict[str, list[Problem]] = {path: [] for path in opened.documents}
    for problem in opened.reading.loaded.problems:
        by_path.setdefault(problem.path, []).append(problem)
    told = {opened.uri(path): _told(opened, path, found) for path, found in by_path.items()}
    news = [
        _publication(opened, path, found)
        for path, found in by_path.items()
        if opened.published.get(opened.uri(path)) != told[opened.uri(path)]
    ]
    gone = sorted(opened.published.keys() - told.keys())
    opened.published = told
    return [*news, *(PublishDiagnosticsParams(uri, []) for uri in gone)]


def cleared(opened: Opened) -> list[PublishDiagnosticsParams]:
    """No problems any more for the files of a base that is none any more."""
    return [PublishDiagnosticsParams(uri, []) for uri in sorted(opened.published)]


def _told(opened: Opened, path: str, problems: list[Problem]) -> object:
    """Stands for what is told of a file: the same again is not told again."""
    return _places(opened, path), _version(opened, path), problems


def _places(opened: Opened, path: str) -> Places:
    try:
        return opened.places(path)
    except KbError:  # it cannot be read, which is a problem of its own
        return Places("", opened.encoding)


def _version(opened: Opened, path: str) -> int | None:
    document = opened.documents.get(path)
    return document.version if document else None


def _publication(opened: Opened, path: str, problems: list[Problem]) -> PublishDiagnosticsParams:
    places = _places(opened, path)
    shown = [shown_problem(problem, places) for problem in problems]
    return PublishDiagnosticsParams(opened.uri(path), shown, version=_version(opened, path))


def shown_problem(problem: Problem, places: Places) -> Diagnostic:
    """A problem as editors show it."""
    start, end = stretch(problem, places)
    message = "".join(c if is_readable(c) else "\ufffd" for c in problem.message)
    return Diagnostic(
        range=places.range(start, end),
        message=message,
        severity=DiagnosticSeverity.Warning
        if problem.code.is_warning
        else DiagnosticSeverity.Error,
        code=problem.code.value,
        code_description=CodeDescription(href=explained_at(problem.code)),
        source=SOURCE,
        tags=[DiagnosticTag.Deprecated] if problem.code in OLD else None,
    )


def stretch(problem: Problem, places: Places) -> tuple[int, int]:
    """The word, link or label that a problem is about, as far as its place tells."""
    at = places.at(problem.line, problem.column)
    word = WORD.match(places.text, at)
    return (at, word.end()) if word else (at, at)


@cache
def explained_at(code: Code) -> str:
    """Where the text of `kb explain` about a rule stands."""
    rows = read_text(PAGE).split("\n")
    line = next((n for n, row in enumerate(rows, 1) if row.startswith(f"## {code.value} ")), 1)
    return f"{uri_of(PAGE)}#L{line}"
