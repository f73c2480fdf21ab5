"""Markdown in, blocks with exact places out: the only module that knows markdown-it's tokens.

markdown-it gives the lines of a block and nothing more; the columns inside are found here, by
walking the tokens of a paragraph along its source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

LINK = "\ufffc"  # stands for one whole link in `Inline.text`; never let in from outside
_MARKUP = "*_[]`<>!\\ "


@dataclass(frozen=True)
class Link:
    """A link as written: where it leads and the words that are shown."""

    href: str
    text: str


@dataclass
class Inline:
    """The text of a paragraph without its markup; a link is the one character `LINK`.

    `bold` is the end of the bold run that the text opens with, 0 where there is none. Indexes
    into `text` are turned into places by `place` and into Markdown by `source`.
    """

    text: str
    links: dict[int, Link]
    bold: int
    raw: str
    starts: list[int]  # indexes into text where a run begins ...
    offsets: list[int]  # ... and the offset into raw of each
    line: int
    columns: list[int]  # of each line of raw, from 1

    def offset(self, index: int) -> int:
        """The offset in the Markdown source of a character of `text`."""
        if index >= len(self.text):
            return len(self.raw)
        run = bisect_right(self.starts, index) - 1
        return self.offsets[run] + index - self.starts[run]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of `text`."""
        offset = self.offset(index)
        line = self.raw.count("\n", 0, offset)
        start = self.raw.rfind("\n", 0, offset) + 1
        return self.line + line, self.columns[line] + offset - start

    def source(self, start: int, end: int | None = None) -> str:
        """The Markdown between two indexes of `text`, on one line."""
        stop = len(self.raw) if end is None else self.offset(end)
        return " ".join(self.raw[self.offset(start) : stop].split())


@dataclass
class Bullet:
    """One item of a list: its first paragraph, the lists below it and any other blocks in it."""

    inline: Inline
    start: int
    end: int
    lazy: list[int]
    children: list[Bullet] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)


@dataclass
class Block:
    """A block of a document with its lines, from 1 (`end` is the last).

    `kind` is heading, paragraph, list, quote or other. `links` are all links in it, but for a
    list: there they are in the inlines of its bullets.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    inline: Inline | None = None
    bullets: list[Bullet] = field(default_factory=list)
    links: list[tuple[Link, int, int]] = field(default_factory=list)


@dataclass
class Document:
    """A file as blocks. `front` is the text of its front matter."""

    lines: list[str]
    blocks: list[Block]
    front: str | None = None

    def source(self, start: int, end: int) -> str:
        """The Markdown of the lines `start` to `end`, without blank ones around it."""
        return "\n".join(self.lines[start - 1 : end]).strip("\n").rstrip()


@dataclass
class _Node:
    token: Token
    children: list[_Node] = field(default_factory=list)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").use(front_matter_plugin)


def parse(text: str) -> Document:
    """Parse the Markdown of one file."""
    text = text.replace(LINK, "\ufffd")
    lines = text.split("\n")
    document = Document(lines, [])
    for node in _nest(_parser().parse(text)):
        if node.token.type == "front_matter":
            document.front = node.token.content
        else:
            document.blocks.append(_block(node, lines))
    return document


def _nest(tokens: list[Token]) -> list[_Node]:
    root: list[_Node] = []
    open_nodes = [root]
    for token in tokens:
        if token.nesting < 0:
            open_nodes.pop()
            continue
        node = _Node(token)
        open_nodes[-1].append(node)
        if token.nesting > 0:
            open_nodes.append(node.children)
    return root


def _block(node: _Node, lines: list[str]) -> Block:
    start, end = _lines(node.token, lines)
    block = Block("other", start, end)
    match node.token.type:
        case "heading_open":
            block.kind, block.level = "heading", int(node.token.tag[1])
            block.inline = _inline(node.children[0].token, lines)
        case "paragraph_open":
            block.kind = "paragraph"
            block.inline = _inline(node.children[0].token, lines)
        case "bullet_list_open":
            block.kind = "list"
            block.bullets = [_bullet(child, lines) for child in node.children]
        case "blockquote_open":
            block.kind = "quote"
            paragraphs = [c for c in node.children if c.token.type == "paragraph_open"]
            if paragraphs:
                block.inline = _inline(paragraphs[-1].children[0].token, lines)
    if block.kind != "list":  # a list item may be an annotation: its links are read there
        block.links = [link for inline in _inlines(node, lines) for link in placed_links(inline)]
    return block


def _lines(token: Token, lines: list[str]) -> tuple[int, int]:
    start, end = token.map or (0, 0)
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return start + 1, end


def _bullet(node: _Node, lines: list[str]) -> Bullet:
    start, end = _lines(node.token, lines)
    first, rest = None, node.children
    if rest and rest[0].token.type == "paragraph_open":
        first, rest = rest[0].children[0].token, rest[1:]
    bullet = Bullet(_inline(first, lines) if first else _empty(start), start, end, [])
    if first:
        bullet.lazy = list(_lazy_lines(bullet.inline, lines))
    for child in rest:
        if child.token.type == "bullet_list_open":
            bullet.children += [_bullet(c, lines) for c in child.children]
        else:
            bullet.others.append(_block(child, lines))
    return bullet


def _lazy_lines(inline: Inline, lines: list[str]) -> Iterator[int]:
    """Lines that belong to a list item only because no blank line parts them from it."""
    margin = inline.columns[0] - 1
    for line in range(inline.line + 1, inline.line + len(inline.columns)):
        text = lines[line - 1].expandtabs(4)
        if len(text) - len(text.lstrip()) < margin:
            yield line


def _inlines(node: _Node, lines: list[str]) -> Iterator[Inline]:
    if node.token.type == "inline" and "](" in node.token.content:
        yield _inline(node.token, lines)
    for child in node.children:
        yield from _inlines(child, lines)


def placed_links(inline: Inline) -> Iterator[tuple[Link, int, int]]:
    """The links of a paragraph with their lines and columns."""
    for index, link in inline.links.items():
        yield (link, *inline.place(index))


def _empty(line: int) -> Inline:
    return Inline("", {}, 0, "", [0], [0], line, [1])


class _Walk:
    """Goes through the tokens of a paragraph and, beside them, through its source."""

    def __init__(self, raw: str) -> None:
        self.raw, self.at = raw, 0
        self.text: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.offsets: list[int] = []

    def add(self, text: str, offset: int) -> None:
        self.starts.append(self.length)
        self.offsets.append(offset)
        self.text.append(text)
        self.length += len(text)

    def add_text(self, text: str) -> None:
        """Add plain text: as a whole where it stands so, else character by character."""
        at = self.at
        while at < len(self.raw) and not self.raw.startswith(text, at) and self.raw[at] in _MARKUP:
            at += 1
        if self.raw.startswith(text, at):
            self.add(text, at)
            self.at = at + len(text)
            return
        for character in text:
            self._add_character(character)

    def _add_character(self, character: str) -> None:
        at = self.raw.find(character, self.at)
        entity = re.compile(r"[^&]*(&#?\w+;)").match(self.raw, self.at)
        if entity and (at < 0 or entity.start(1) <= at):
            self.add(character, entity.start(1))
            self.at = entity.end()
        elif at >= 0:
            self.add(character, at)
            self.at = at + 1
        else:
            self.add(character, self.at)

    def skip_link(self) -> None:
        """Go behind the closing bracket, and destination, of a link whose words were walked."""
        close = self.raw.find("]", self.at)
        autolink = self.raw.find(">", self.at)
        if close < 0 or (0 <= autolink < close and "](" not in self.raw[self.at : autolink]):
            self.at = autolink + 1 if autolink >= 0 else self.at
            return
        self.at = close + 1
        follows = self.raw[self.at : self.at + 1]
        if follows == "(":
            self._skip_destination()
        elif follows == "[":
            self.at = self.raw.find("]", self.at) + 1

    def _skip_destination(self) -> None:
        depth = 0
        for at in range(self.at, len(self.raw)):
            depth += {"(": 1, ")": -1}.get(self.raw[at], 0)
            if depth == 0:
                self.at = at + 1
                return


def _inline(token: Token, lines: list[str]) -> Inline:
    raw = token.content
    walk, links, bold = _Walk(raw), {}, 0
    words: list[str] | None = None
    opened = False  # whether a bold run opened the paragraph
    for child in token.children or []:
        if child.type == "link_open":
            start = _link_start(raw, walk.at)
            walk.add(LINK, start)
            words, walk.at = [], start + 1
            href = str(child.attrs.get("href", ""))
        elif child.type == "link_close" and words is not None:
            walk.skip_link()
            links[walk.length - 1] = Link(unquote(href), "".join(words))
            words = None
        elif words is not None:
            words.append(_words(child))
            walk.at = max(walk.at, raw.find(child.content, walk.at) + len(child.content))
        elif child.type == "strong_open":
            opened = opened or walk.length == 0
        elif child.type == "strong_close":
            bold = bold or (walk.length if opened else 0)
        elif _words(child):
            walk.add_text(_words(child))
    line = (token.map or (0, 0))[0] + 1
    text = "".join(walk.text)
    columns = _columns(raw, line, lines)
    return Inline(text, links, bold, raw, walk.starts or [0], walk.offsets or [0], line, columns)


def _link_start(raw: str, at: int) -> int:
    found = [i for i in (raw.find("[", at), raw.find("<", at)) if i >= 0]
    return min(found, default=at)


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _columns(raw: str, line: int, lines: list[str]) -> list[int]:
    """The column at which each line of a paragraph begins in the file.

    Markdown takes indentation and list marks away in front, and nothing behind but white space,
    so what is left is the end of the line.
    """
    columns = []
    for number, content in enumerate(raw.split("\n"), line):
        whole = lines[number - 1] if number <= len(lines) else content
        found = whole.rfind(content.strip())
        indent = len(content) - len(content.lstrip())
        columns.append(max(found - indent, 0) + 1)
    return columns
