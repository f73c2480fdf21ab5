"""The text of a paragraph without its markup, and where each character of it is written.

markdown-it tells the lines of a paragraph and nothing of what is in them, so its inline parser is
made to note on every token where in the source it begins and ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from loaders.markup.comments import is_comment
from loaders.markup.plain_inline import read_plain

SPACES = re.compile(r"[ \t\n\r\f\v]+")
LINK = "\ufffc"  # stands for one whole link in `Inline.text`; never let in from outside


@dataclass(frozen=True)
class Link:
    """A link as written: where it leads, the words that are shown, the address as encoded."""

    href: str
    text: str
    address: str = ""


@dataclass
class Inline:
    """The text of a paragraph without its markup; a link is the one character `LINK`.

    `bold` is the end of the bold run that the text opens with, 0 where there is none. Indexes
    into `text` are turned into places by `place` and into Markdown by `source`. A run is a
    stretch of text that stands so in the source, from one of `offsets` on; the markup in front
    of it begins at the run's `edge`.
    """

    raw: str
    line: int
    columns: list[int]  # of each line of raw: what to add to an index in that line
    text: str = ""
    bold: int = 0
    links: dict[int, Link] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line of raw begins."""
        lines = [0]
        for row in self.raw.split("\n")[:-1]:
            lines.append(lines[-1] + len(row) + 1)
        return lines

    @property
    def plain(self) -> str:
        """The text with the words of its links."""
        if not self.links:
            return self.text
        return "".join(
            self.links[index].text if index in self.links else character
            for index, character in enumerate(self.text)
        )

    def _offset(self, index: int, markup: bool = False) -> int:
        """The offset into raw of a character of `text`, or of the markup in front of it."""
        if index >= len(self.text):
            return len(self.raw)
        run = bisect_right(self.starts, index) - 1
        if markup and self.starts[run] == index:
            return self.edges[run]
        return self.offsets[run] + index - self.starts[run]

    def place(self, index: int, markup: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a character of `text`, or of the markup in front of it."""
        offset = self._offset(index, markup)
        line = bisect_right(self._lines, offset) - 1
        return self.line + line, max(self.columns[line] + offset - self._lines[line], 1)

    def source(self, start: int, end: int | None = None) -> str:
        """The Markdown between two indexes of `text`, on one line."""
        stop = len(self.raw) if end is None else self._offset(end, markup=True)
        return one_line(self.raw[self._offset(start, markup=True) : stop])


def one_line(text: str) -> str:
    """A text on one line, each run of white space one space; unbreakable ones are kept."""
    return SPACES.sub(" ", text).strip(" ")


def read_inline(token: Token, line: int, columns: list[int]) -> Inline:
    """The paragraph that an `inline` token of a `PlacedInline` parser holds."""
    inline = Inline(token.content, line, columns)
    _Reader(inline).read(token.children or [])
    return inline


def comments(token: Token) -> Iterator[tuple[int, int]]:
    """Where the comments in an `inline` token begin and end."""
    for child in token.children or ():
        if is_comment(child):
            yield child.meta["at"]


class _Reader:
    """Gathers the text of a paragraph from its tokens."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.text: list[str] = []
        self.length = 0
        self.edge = 0  # where the markup before the next character begins
        self.opened = False  # whether the text opens with a bold run
        self.link: tuple[int, str] | None = None  # the start and address of the link it is in
        self.words: list[str] = []

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            start, end = token.meta.get("at", (self.edge, self.edge))
            if token.type == "link_open":
                self.link, self.words = (start, str(token.attrs.get("href", ""))), []
            elif token.type == "link_close" and self.link:
                self._add_link(*self.link, end)
            elif self.link:
                self.words.append(_content(token))
            elif token.type == "strong_open":
                self.opened = self.opened or self.length == 0
            elif token.type in ("strong_close", "em_close"):
                self.edge = start + len(token.markup)
                if token.type == "strong_close" and self.opened and not self.inline.bold:
                    self.inline.bold = self.length
            elif _content(token):
                self._take(token, start, end)
        self.inline.text = "".join(self.text)
        if not self.text:
            self._add("", 0)

    def _add_link(self, start: int, href: str, end: int) -> None:
        self.inline.links[self.length] = Link(unquote(href), "".join(self.words), href)
        self._add(LINK, start)
        self.edge, self.link = end, None

    def _take(self, token: Token, start: int, end: int) -> None:
        """Add the text of a token; what is not written as it reads stands at the token's start."""
        content = _content(token)
        if token.type == "code_inline":
            self._add(content, start + (end - start - len(content)) // 2)
        elif len(content) == 1 or token.type in ("text", "html_inline"):
            self._add(content, start)
        else:
            for character in content:
                self._add(character, start)
        self.edge = end

    def _add(self, text: str, offset: int) -> None:
        self.inline.starts.append(self.length)
        self.inline.offsets.append(offset)
        self.inline.edges.append(self.edge)
        self.text.append(text)
        self.length += len(text)
        self.edge = offset


def _content(token: Token) -> str:
    """The text of a token; a line reads the same however it is wrapped."""
    if is_comment(token):
        return ""
    return " " if token.type.endswith("break") else token.content


class PlacedInline(ParserInline):
    """The parser of inline Markdown, with the place of every token in its `meta["at"]`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """As in markdown-it, but for the plainest paragraphs, which are read faster."""
        plain = read_plain(src)
        if plain is None:
            return super().parse(src, md, env, tokens)
        tokens += plain
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """As in markdown-it, noting after each rule what it added; a link calls this again."""
        rules, end = self.ruler.getRules(""), state.posMax
        limit = state.md.options["maxNesting"]
        tokens, pending = state.tokens, state.pos
        while state.pos < end:
            at, count = state.pos, len(tokens)
            for rule in rules if state.level < limit else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(state.src[at])
                state.pos = at + 1
            if len(tokens) > count:
                _place(tokens, count, (pending, at, state.pos))
                pending = state.pos
        if state.pending:
            state.pushPending().meta["at"] = (pending, end)


def _place(tokens: list[Token], first: int, span: tuple[int, int, int]) -> None:
    """Note the places of the tokens that a rule added, which ran from the second to the third
    of `span`; the first is where the text begins that was pending when it ran."""
    pending, start, end = span
    if pending < start and tokens[first].type == "text":
        tokens[first].meta["at"] = (pending, start)
        first += 1
    for number, token in enumerate(tokens[first:]):
        if "at" not in token.meta:
            marker = token.type == "text" and token.content in ("*", "_")
            token.meta["at"] = (start + number, start + number + 1) if marker else (start, end)
