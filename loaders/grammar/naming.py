"""What things are called: titles and former ids of items, tags, names of arguments."""

from __future__ import annotations

from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from loaders.grammar.lines import Ref, split
from loaders.grammar.page import Annotation
from loaders.grammar.targets import Targets
from loaders.grammar.vocabulary import LABELS
from loaders.markup.inline import one_line

MOST_WORDS = 6
MOST_LETTERS = 80


class Former(NamedTuple):
    """An id that an item had before, what it is called now, and where that is written."""

    old: str
    new: str
    path: str
    line: int
    column: int

    def problem(self, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.line, self.column, Code.FORMER_ID_TAKEN, message)


def read_title(targets: Targets, annotation: Annotation) -> str | None:
    """The title in a line; None where there is none, or one with markup in it."""
    value = one_line(targets.value(annotation))
    if not value:
        return None
    line = annotation.line
    if value != one_line(line.text):
        says = "a title is plain text: leave out emphasis, links, code and escapes"
        targets.report(annotation, Code.TITLE_NOT_PLAIN, says, line.at)
        return None
    words = sum(any(map(str.isalnum, word)) for word in value.split())
    if words > MOST_WORDS or len(value) > MOST_LETTERS:
        has = f"{words} words" if words > MOST_WORDS else f"{len(value)} letters"
        says = (
            f"the title has {has}; shorten it to {MOST_WORDS} words and {MOST_LETTERS} letters at "
            "most, since it stands where the statement is too long"
        )
        targets.report(annotation, Code.LONG_TITLE, says, line.at)
    return value


def read_plain(targets: Targets, annotation: Annotation) -> str | None:
    """The text in a line; None where there is none, or one with markup in it."""
    value = one_line(targets.value(annotation))
    if not value:
        return None
    if value != one_line(annotation.line.text):
        says = f"what stands under '{LABELS[annotation.name].name}' is plain text: leave out "
        says += "emphasis, links, code and escapes"
        targets.report(annotation, Code.NAME_NOT_PLAIN, says, annotation.line.at)
        return None
    return value


def read_tags(targets: Targets, annotation: Annotation) -> tuple[str, ...]:
    """The tags in a line, separated by `;`, each once."""
    tags = (one_line(tag) for tag in (read_plain(targets, annotation) or "").split(";"))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def former_ids(targets: Targets, annotation: Annotation) -> list[tuple[str, Ref]]:
    """The ids in a `Formerly` line, each with where it stands; what is wrong is reported."""
    found = []
    span, _ = split(annotation.line)
    for ref in targets.refs(annotation, span, negatable=False):
        if ref.link:
            says = f"'{ref.written}' leads nowhere any more; write the old id without a link"
            place = (targets.path, ref.line, ref.column)
            targets.problems.append(Diagnostic(*place, Code.UNREADABLE_TARGET, says))
        elif ident := targets.scope.bare_ident(ref, targets.path):
            found.append((ident, ref))
    return found
