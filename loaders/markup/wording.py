"""What a text says once it is rendered, without the choices of typography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

TAG = re.compile(r"<[^<>]*>")
MARKS = re.compile("[\"'`´“”„‟«»‹›‘’‚‛′″]+")
DASHES = re.compile(r"\s*[-‐‑‒–—―−]+\s*")  # with or without spaces around
DOTS = re.compile(r"…|\.(?:\s?\.){2,}")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f"))
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
LEFT_OUT = re.compile(r"\[\s*\.\.\.\s*\]")
JOINED = re.compile(r"[w0]'?\|[w0]|[w0]\|'[w0]|0[.,]\|0|0\|[.,]0")
SPACED = 0x0E00  # from Thai on, many scripts put no space between words


def rendered(text: str) -> str:
    """The words that Markdown shows: no markup, no comments, entities and escapes as read."""
    return " ".join(_shown(_parser().parse(text)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _shown(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(map(_words, token.children or []))
        elif token.type == "html_block":
            yield TAG.sub(" ", token.content)
        elif token.type in ("fence", "code_block"):
            yield token.content


def _words(token: Token) -> str:
    if token.type == "html_inline":
        return " " if token.content.startswith("<br") else ""
    return "\n" if token.type.endswith("break") else token.content


def folded(text: str) -> str:
    """The text with one kind of quotation mark, dash, ellipsis and space, and nothing unseen."""
    text = unicodedata.normalize("NFC", text).translate(UNSEEN).translate(LIGATURES)
    text = DOTS.sub("...", DASHES.sub("-", MARKS.sub("'", text)))
    return " ".join(text.split())


def pieces(quote: str) -> list[str]:
    """The stretches of a folded quote between the `[...]` that stand for words left out."""
    found = (piece.strip(" '") for piece in LEFT_OUT.split(quote))
    return [piece for piece in found if any(map(str.isalnum, piece))]


def stands_in(stretches: list[str], passage: str) -> bool:
    """Whether stretches stand in a folded text one after the other, as whole words."""
    at = 0
    for stretch in stretches:
        at = _find(stretch, passage, at)
        if at < 0:
            return False
    return bool(stretches)


def _find(stretch: str, passage: str, start: int) -> int:
    """The end of the next place where a stretch stands as whole words; -1 where there is none."""
    at = passage.find(stretch, start)
    while at >= 0:
        end = at + len(stretch)
        if not (_joined(passage, at) or _joined(passage, end)):
            return end
        at = passage.find(stretch, at + 1)
    return -1


def _joined(text: str, at: int) -> bool:
    """Whether a word or a number goes on across a place in a text: `can` is no part of `can't`,
    and `10` none of `10,000`."""
    before, after = (map(_shape, part) for part in (text[max(at - 2, 0) : at], text[at : at + 2]))
    return bool(JOINED.search(f"{''.join(before)}|{''.join(after)}"))


def _shape(character: str) -> str:
    """A digit as `0`, any other part of a word as `w`, in scripts with spaces between words."""
    if ord(character) >= SPACED:
        return " "
    if character.isdigit():
        return "0"
    in_word = character.isalpha() or unicodedata.category(character)[0] == "M"
    return "w" if in_word else character
