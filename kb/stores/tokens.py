"""A Cypher statement in tokens, read so that every engine splits it alike.

Engines differ in what they take for a space, an escape or the end of a comment, and a statement
that two readers split differently can hide a clause from one of them. So what is read differently
is refused, and comments never reach an engine.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from kb.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<space>   [ \t\n]+ )
    | (?P<comment> // [^\n]*+ | /\* .*? \*/ )
    | (?P<string>  ' (?: [^'\\] | \\. )*+ ' | " (?: [^"\\] | \\. )*+ " )
    | (?P<quoted>  ` (?: [^`] | `` )*+ ` )
    | (?P<word>    [^\W\d] (?: [^\W\d] | [0-9] )*+ )
    | (?P<number>  [0-9]+ )
    | (?P<sign>    [!-~] )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENERS = {"'": "string", '"': "string", "`": "name in backticks", "\\": "escape"}
# A server resolves \u0027 before it looks for the end of a string, the embedded engine after that.
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


class Token(NamedTuple):
    """A word, quoted name, string, number or sign; `name` is what a word or quoted name says,
    in lower case."""

    kind: str
    text: str
    name: str = ""


def read_statement(cypher: str) -> tuple[str, list[Token]]:
    """A statement without its comments, every other character in its place, and its tokens.

    Raises QueryError for one that engines would read differently.
    """
    text = cypher.replace("\r\n", "\n").replace("\r", "\n")
    bare, tokens, at = [], list[Token](), 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or _opens(text, at, found):
            _refuse(text, at)
        kind, said = str(found.lastgroup), found.group()
        bare.append(re.sub(r"[^\n]", " ", said) if kind == "comment" else said)
        if kind not in ("space", "comment"):
            tokens.append(_token(kind, said))
        at = found.end()
    return "".join(bare), tokens


def _opens(text: str, at: int, found: re.Match[str]) -> bool:
    """Whether a sign opens something that never ends."""
    return found.lastgroup == "sign" and (text[at] in _OPENERS or text.startswith("/*", at))


def _refuse(text: str, at: int) -> NoReturn:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    character = text[at]
    says = f"the character U+{ord(character):04X} can only stand in quotes"
    if character in _OPENERS:
        says = f"this {_OPENERS[character]} has no end"
    if text.startswith("/*", at):
        says = "this comment has no end"
    if character == "\\":
        says = "a backslash can only stand in quotes"
    raise QueryError(f"line {line}, col {column}: {says}")


def _token(kind: str, text: str) -> Token:
    if kind in ("string", "quoted"):
        _refuse_escapes(kind, text)
    if kind == "quoted":
        return Token(kind, text, _folded(text[1:-1].replace("``", "`")))
    return Token(kind, text, _folded(text) if kind == "word" else "")


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    import unicodedata

    return unicodedata.normalize("NFKC", name).casefold()


def _refuse_escapes(kind: str, text: str) -> None:
    for escape in _ESCAPE.finditer(text):
        if kind == "quoted" or int(escape[1], 16) < 0x80:
            raise QueryError(
                f"'{escape[0]}' is read differently by different engines; write the character "
                "itself, or give the text as a parameter"
            )
