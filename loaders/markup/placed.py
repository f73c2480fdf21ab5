"""What markdown-it makes of a paragraph, with the place of each token.

markdown-it tells the lines of a paragraph and nothing of what is in them, so its inline parser is
made to note on every token where in the source it begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from loaders.markup.comments import is_comment
from loaders.markup.inline import LINK, Inline, Link
from loaders.markup.plain_inline import is_plain, read_plain


def read_inline(token: Token, line: int, columns: list[int]) -> Inline:
    """The paragraph that an `inline` token of a `PlacedInline` parser holds."""
    if not token.children and (plain := read_plain(token.content, line, columns)):
        return plain
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
        self.within = 0  # links within that one: addresses among its words
        self.words: list[str] = []

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            start, end = token.meta.get("at", (self.edge, self.edge))
            if token.type == "link_open":
                self._open_link(start, str(token.attrs.get("href", "")))
            elif token.type == "link_close" and self.link:
                self._close_link(*self.link, end)
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

    def _open_link(self, start: int, href: str) -> None:
        if self.link:
            self.within += 1
        else:
            self.link, self.words = (start, href), []

    def _close_link(self, start: int, href: str, end: int) -> None:
        if self.within:
            self.within -= 1
            return
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
        """As in markdown-it, but for the plainest paragraphs, which need no tokens."""
        return tokens if is_plain(src) else super().parse(src, md, env, tokens)

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
