"""Reads the inline Markdown that most lines of a debate are made of, without the general parser.

Nearly every line is plain text, or a bold label followed by plain links and plain text. Such a
line has one reading in CommonMark, which a regular expression finds many times faster; whatever
it does not match whole is left to markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from markdown_it.token import Token

# outside these characters no inline rule of CommonMark begins (an image begins at its bracket)
PLAIN = r"[^\n\\`*_\[\]<&]"
LABEL = re.compile(rf"\*\*([A-Za-z](?:{PLAIN}*[A-Za-z])?:)\*\*(?= )")
LINK = rf"(?<!!)\[({PLAIN}+)\]\(([A-Za-z0-9#./-]+)\)"
PIECE = re.compile(rf"{LINK}|{PLAIN}++")
REST = re.compile(rf"(?:{LINK}|{PLAIN}++)*+")  # possessive: a long line that fails, fails at once


def read_plain(text: str) -> list[Token] | None:
    """The tokens of a paragraph with their places, or None where it takes the general parser."""
    label = LABEL.match(text)
    start = label.end() if label else 0
    if "%%" in text or not REST.fullmatch(text, start):  # a comment, perhaps
        return None
    tokens = list(_label(label[1])) if label else []
    for piece in PIECE.finditer(text, start):
        tokens += _link(piece) if piece[2] else [_text(piece[0], piece.start())]
    return tokens


def _label(words: str) -> Iterator[Token]:
    """`**words**` at the beginning of a line."""
    yield _mark("strong_open", "strong", 1, 0)
    yield _text(words, 2)
    yield _mark("strong_close", "strong", -1, 2 + len(words))


def _link(found: re.Match[str]) -> Iterator[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": found[2]}, meta={"at": found.span()})
    yield opening
    yield _text(found[1], found.start(1))
    yield Token("link_close", "a", -1, meta={"at": found.span()})


def _text(content: str, start: int) -> Token:
    return Token("text", "", 0, content=content, meta={"at": (start, start + len(content))})


def _mark(kind: str, tag: str, nesting: Literal[1, -1], start: int) -> Token:
    return Token(kind, tag, nesting, markup="**", meta={"at": (start, start + 2)})
