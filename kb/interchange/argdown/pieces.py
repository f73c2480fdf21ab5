"""The smallest things in an Argdown text that say something, and the files that it includes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.diagnostics import Code
from kb.interchange.account import Piece
from kb.interchange.argdown.tokens import Lexer
from kb.interchange.opening import Beside
from kb.interchange.source import File, Source

WHAT = {
    "text": "text",
    "link": "link",
    "tag": "tag",
    "statement mentioned": "mention",
    "argument mentioned": "mention",
    "statement defined": "name",
    "statement named": "name",
    "argument defined": "name",
    "argument named": "name",
    "data": "data",
    "relation": "relation",
    "number": "number",
    "list": "list sign",
    "heading": "heading",
    "rule": "inference",
    "rule end": "inference",
    "front": "settings",
    "comment": "comment",
}
INCLUDE = re.compile(r"@include\(([^)\n]*)\)")
DEEPEST = 20  # files that include each other


def pieces(source: Source) -> Iterator[Piece]:
    """Every sign but those that only part others."""
    for token in Lexer(source).tokens():
        if token.kind in WHAT and (token.kind != "text" or token.value.strip()):
            yield Piece(token.start, token.end, WHAT[token.kind])


def gather(file: File, beside: Beside) -> Source:
    """A file, with those that it includes in their places."""
    return Source.joined(list(_parts(file, beside, (file.path,), set())))


def _parts(
    file: File, beside: Beside, above: tuple[str, ...], done: set[str]
) -> Iterator[tuple[File, int, int]]:
    at = 0
    for include in INCLUDE.finditer(file.text):
        yield file, at, include.start()
        at = include.end()
        other = beside.read(file, include.start(), include[1].strip())
        if other.path in above:
            says = f"'{include[1]}' includes itself, by way of {len(above)} files"
            raise file.problem(include.start(), says, Code.INCLUDE_REFUSED)
        if other.path in done:  # a file is included once, as Argdown has it
            continue
        done.add(other.path)
        if len(above) > DEEPEST:
            says = f"files include each other more than {DEEPEST} deep"
            raise file.problem(include.start(), says, Code.TOO_MUCH)
        yield from _parts(other, beside, (*above, other.path), done)
    yield file, at, len(file.text)
