"""The first use of each term in a text as a link to its sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

# Tags and entities, which no term may be found in; the rest is text.
PARTS = re.compile(r"(<[^>]*>|&#?\w+;)")
WORD = re.compile(r"\w+")


class Entry(NamedTuple):
    """A term by its words, and the address of its sense."""

    words: str
    href: str


class Glossary:
    """The terms that a page may use. An abbreviation counts as it is written, other terms in either
    case; a plural in s counts too."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_word: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: -len(entry.words)):
            if first := WORD.search(entry.words):
                self._by_word.setdefault(_folded(first[0]), []).append(entry)

    def linked(self, html: Markup, done: set[str]) -> Markup:
        """The text with the first use of each term linked; `done` are the senses linked already."""
        if not self._by_word:
            return html
        parts, inside = PARTS.split(html), 0
        for at, part in enumerate(parts):
            if part.startswith("<"):
                inside += part.startswith("<a ") - part.startswith("</a")
            elif not inside and not part.startswith("&"):
                parts[at] = self._in_text(part, done)
        return Markup("".join(parts))  # noqa: S704 - only our own links were put in

    def _in_text(self, text: str, done: set[str]) -> str:
        shown, end = "", 0
        for word in WORD.finditer(text):
            entry = self._entry(text, word) if word.start() >= end else None
            if entry and entry.href not in done:
                done.add(entry.href)
                shown += text[end : word.start()]
                end = _end(text, word.start(), entry.words)
                href = escape(entry.href)
                shown += f'<a class="term" href="{href}">{text[word.start() : end]}</a>'
        return shown + text[end:]

    def _entry(self, text: str, word: re.Match[str]) -> Entry | None:
        found = self._by_word.get(_folded(word[0]), self._by_word.get(_folded(word[0])[:-1], ()))
        return next((e for e in found if _end(text, word.start(), e.words)), None)


def _folded(word: str) -> str:
    return word.casefold()


def _end(text: str, start: int, words: str) -> int:
    """Where a term ends that begins here; 0 where it does not."""
    end = start + len(words)
    here = text[start:end]
    same = here == words if words.isupper() else here.casefold() == words.casefold()
    if not same:
        return 0
    if text[end : end + 1] == "s":
        end += 1
    return 0 if WORD.match(text[end : end + 1]) else end
