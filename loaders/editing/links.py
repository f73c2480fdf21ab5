"""A link as it is written: where its words stand, and where it says to what it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

CODE = re.compile(r"(`+)(?!`)")
INNER = r"(?:\\.|[^\s()\\<])"
GOAL = re.compile(rf"\([ \t\r\n]*(?:<(?P<angled>[^<>\r\n]*)>|(?P<bare>(?:{INNER}|\({INNER}*\))*))")
DEFINED = r"^[ >]{{0,9}}\[{}\]:[ \t]*(?:<(?P<angled>[^<>\r\n]*)>|(?P<bare>[^\s<]\S*))"
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class WrittenLink(NamedTuple):
    """The stretches of a link: its words, without its brackets, and its goals, which for one by
    reference stand elsewhere and may be written several times."""

    words: Span
    goals: tuple[Span, ...]


def link_at(text: str, at: int, href: str) -> WrittenLink | None:
    """The link whose opening bracket is at an offset and that leads to `href`; None for one that
    is written in no such way."""
    words = _words(text, at)
    if words is None:
        return None
    inline = GOAL.match(text, words.end + 1)
    found = [_goal(inline)] if inline else list(_defined(text, words))
    goals = tuple(goal for goal in found if decoded(goal.of(text)) == href)
    return WrittenLink(words, goals) if goals else None


def goal_at(text: str, at: int) -> tuple[Span, Span] | None:
    """The words of the link whose opening bracket is at an offset, and where it leads, as written
    behind them."""
    words = _words(text, at)
    found = GOAL.match(text, words.end + 1) if words else None
    return (words, _goal(found)) if words and found else None


def decoded(goal: str) -> str:
    """Where a link leads, without escapes."""
    return unquote(unescape(ESCAPE.sub(r"\1", goal)))


def _words(text: str, at: int) -> Span | None:
    """What stands between an opening bracket and the one that closes it."""
    if text[at : at + 1] != "[":
        return None
    depth, here = 0, at
    while here < len(text):
        character = text[here]
        if character == "\\":
            here += 1
        elif character == "`" and (code := CODE.match(text, here)):
            close = re.compile(rf"(?<!`){code[1]}(?!`)").search(text, code.end())
            here = (close or code).end() - 1
        elif character in "[]":
            depth += 1 if character == "[" else -1
            if not depth:
                return Span(at + 1, here)
        here += 1
    return None


def _goal(found: re.Match[str]) -> Span:
    return Span(*found.span("angled" if found["angled"] is not None else "bare"))


def _defined(text: str, words: Span) -> Iterator[Span]:
    """Where a link by reference, `[words][name]` or `[name]`, is said to lead."""
    name = _words(text, words.end + 1) if text[words.end + 1 : words.end + 2] == "[" else None
    label = (name.of(text) if name else "") or words.of(text)
    pattern = DEFINED.format(r"\s+".join(map(re.escape, label.split())))
    for found in re.finditer(pattern, text, re.MULTILINE | re.IGNORECASE):
        yield _goal(found)
