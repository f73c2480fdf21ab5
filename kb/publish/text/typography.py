"""Straight quotation marks become curly ones, as markdown-it does it, in one pass over a text.

markdown-it looks through all open marks for every closing one, and copies a text for every mark
in it; here each open mark is looked at once, and each text is put together once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MARK = re.compile("['\"]")
CURLY = {True: "‘’", False: "“”"}  # single ones, double ones
APOSTROPHE = "’"
BREAKS = ("softbreak", "hardbreak")


class _Open(NamedTuple):
    """A mark that may open a quotation."""

    letters: list[str]
    at: int
    single: bool
    level: int


def curl(state: StateCore) -> None:
    """The rule for markdown-it's core, in place of its own `smartquotes`."""
    for token in state.tokens:
        if token.type == "inline" and token.children and MARK.search(token.content):
            _Curler(token.children).run()


def curled(text: str) -> str:
    """Plain text, such as a title, with its quotation marks and apostrophes as they are printed."""
    if not MARK.search(text):
        return text
    token = Token("text", "", 0, content=text)
    _Curler([token]).run()
    return token.content


class _Curler:
    """The texts of one paragraph, and the marks in them that wait for their other half."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._letters: dict[int, list[str]] = {}
        self._open: list[_Open] = []
        self._waiting = defaultdict[tuple[int, bool], list[int]](list)  # places in `_open`

    def run(self) -> None:
        for number, token in enumerate(self._tokens):
            while self._open and self._open[-1].level > token.level:
                self._drop()
            if token.type == "text":
                self._curl(number, token)
        for number, letters in self._letters.items():
            self._tokens[number].content = "".join(letters)

    def _drop(self) -> None:
        gone = self._open.pop()
        self._waiting[gone.level, gone.single].pop()

    def _curl(self, number: int, token: Token) -> None:
        text = token.content
        if not MARK.search(text):
            return
        letters = self._letters[number] = list(text)
        for found in MARK.finditer(text):
            at, single = found.start(), found[0] == "'"
            before = text[at - 1] if at else self._before(number)
            after = text[at + 1] if at + 1 < len(text) else self._after(number)
            opens, closes = _sides(found[0], before, after)
            if closes and self._close(letters, at, single, token.level):
                continue
            if opens:
                self._waiting[token.level, single].append(len(self._open))
                self._open.append(_Open(letters, at, single, token.level))
            elif single:
                letters[at] = APOSTROPHE

    def _close(self, letters: list[str], at: int, single: bool, level: int) -> bool:
        """Join a mark with the last one that waits for it, and forget those in between."""
        waiting = self._waiting[level, single]
        if not waiting:
            return False
        place = waiting[-1]
        other = self._open[place]
        letters[at] = CURLY[single][1]
        other.letters[other.at] = CURLY[single][0]
        while len(self._open) > place:
            self._drop()
        return True

    def _before(self, number: int) -> str:
        """The last character before a text; a space at the beginning of a line."""
        for i in range(number - 1, -1, -1):
            if self._tokens[i].type in BREAKS:
                break
            if content := self._tokens[i].content:
                return content[-1]
        return " "

    def _after(self, number: int) -> str:
        """The first character behind a text; a space at the end of a line."""
        for i in range(number + 1, len(self._tokens)):
            if self._tokens[i].type in BREAKS:
                break
            if content := self._tokens[i].content:
                return content[0]
        return " "


def _sides(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark between two characters may open, and whether it may close."""
    if mark == after == '"' and before in "0123456789":  # inches
        return False, False
    opens = not isWhiteSpace(ord(after))
    if opens and _is_punctuation(after):
        opens = isWhiteSpace(ord(before)) or _is_punctuation(before)
    closes = not isWhiteSpace(ord(before))
    if closes and _is_punctuation(before):
        closes = isWhiteSpace(ord(after)) or _is_punctuation(after)
    if opens and closes:  # within a word nothing opens, within a row of signs both may
        return _is_punctuation(before), _is_punctuation(after)
    return opens, closes


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
