"""Authors' Markdown as safe HTML, and as plain text.

Text is hostile until shown otherwise: raw HTML is never passed through, comments are left out,
pictures become their description, every link is looked up, and what comes out is cleaned once more
by an allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from kb.addresses import outside
from kb.model import Base
from kb.publish.index import Index
from kb.publish.text.links import Named, Resolver
from kb.publish.text.signs import MARKUP, printable, without_markup
from kb.publish.text.tables import table_of_what_stands
from kb.publish.text.typography import curl
from loaders.markup.linear import make_linear
from loaders.markup.markdown import MAX_NESTING

INLINE_TAGS = frozenset({"a", "em", "strong", "code", "br"})
BLOCK_TAGS = INLINE_TAGS | {
    "p", "ul", "ol", "li", "blockquote", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# A paragraph on one line in which no sign does anything, or makes another of the one beside it.
PLAIN = re.compile(r"[^\W\d_](?:[^\W_]| (?! |$)|[.,;:?!](?= |$)|[-’](?=[^\W_]))*")
REL = "external noopener noreferrer"

COMMENT, END = "<!--", "-->"
SPACE = re.compile(r"\s*")
ENDED = ["paragraph", "reference", "blockquote"]  # what a comment on a line of its own ends
LONGEST_NAME = 90  # of a statement that stands for an id


class Goal(NamedTuple):
    """Where a link leads, and what is there if that is a thing of the base."""

    href: str
    named: Named | None = None


Find = Callable[[str], Goal | None]


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={"a": {"href", "rel"}, "ol": {"start"}},
        allowed_classes={"p": {"as-heading"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


class Prose:
    """Renders each text once for each place it is read from."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        options = {"html": False, "typographer": True, "maxNesting": MAX_NESTING}
        self._parser = MarkdownIt("commonmark", options)
        self._parser.enable(["table", "smartquotes"])
        self._parser.core.ruler.at("smartquotes", curl)
        self._parser.block.ruler.at(
            "table", table_of_what_stands, {"alt": ["paragraph", "reference"]}
        )
        self._parser.block.ruler.before("paragraph", "comment", _comment_block, {"alt": ENDED})
        self._parser.inline.ruler.before("autolink", "comment", _comment)
        make_linear(self._parser)
        self._inline = _cleaner(INLINE_TAGS)
        self._block = _cleaner(BLOCK_TAGS)
        self._done: dict[tuple[str, ...], Markup] = {}
        self._labels: dict[str, Markup] = {}  # which most texts are, and are sought by themselves
        self._plain: dict[str, str] = {}

    def block(self, text: str, path: str, root: str) -> Markup:
        """Paragraphs, lists and so on, as written in the file `path`, for a page below `root`."""
        return self._once(("block", text, path, root), self._render_block)

    def inline(self, text: str, path: str, root: str) -> Markup:
        """One run of text with its links; one that can have none is the same wherever it stands."""
        if "[" in text or "<" in text:
            return self._once(("inline", text, path, root), self._render_inline)
        return self.label(text)

    def label(self, text: str) -> Markup:
        """One run of text without links, fit to stand inside one."""
        label = self._labels.get(text)
        if label is None:
            label = self._once(("label", text, "", ""), self._render_inline)
            self._labels[text] = label
        return label

    def plain(self, text: str) -> str:
        """The words alone, for titles."""
        if text not in self._plain:
            plain = without_markup(text)
            self._plain[text] = self._words(text) if plain is None else plain
        return self._plain[text]

    def links(self, text: str, path: str) -> list[str]:
        """The pages that a text links to."""
        found: list[str] = []

        def note(href: str) -> None:
            page = self._resolver.page(path, href)
            found.extend([page] if page else [])

        for token in self._parser.parse(text):
            self._mended(token.children or [], note)
        return found

    def _once(self, key: tuple[str, str, str, str], render: Callable[[str, Find], str]) -> Markup:
        if key not in self._done:
            kind, text, path, root = key
            if kind != "block" and not MARKUP.search(text):
                self._done[key] = escape(text)
            elif kind == "block" and PLAIN.fullmatch(text):
                self._done[key] = Markup(f"<p>{text}</p>\n")  # noqa: S704 - letters and stops
            else:
                find = _nowhere if kind == "label" else self._finder(path, root)
                self._done[key] = Markup(render(printable(text), find))  # noqa: S704 - cleaned above
        return self._done[key]

    def _finder(self, path: str, root: str) -> Find:
        def find(href: str) -> Goal | None:
            page = self._resolver.page(path, href)
            if page:
                return Goal(root + page, self._resolver.named(page))
            return Goal(href) if outside(href) else None

        return find

    def _render_block(self, text: str, find: Find) -> str:
        tokens = [_demoted(token) for token in self._parser.parse(text)]
        for token in tokens:
            if token.children:
                token.children = self._mended(token.children, find)
        return self._block.clean(self._html(tokens))

    def _render_inline(self, text: str, find: Find) -> str:
        tokens = self._parser.parseInline(text)
        for token in tokens:
            token.children = self._mended(token.children or [], find)
        return self._inline.clean(self._html(tokens)).strip()

    def _html(self, tokens: Sequence[Token]) -> str:
        return str(self._parser.renderer.render(tokens, self._parser.options, {}))

    def _words(self, text: str) -> str:
        tokens = self._parser.parseInline(text)
        children = self._mended(tokens[0].children or [], _nowhere) if tokens else []
        return " ".join(_text_of(children).split())

    def _mended(self, children: Sequence[Token], find: Find) -> list[Token]:
        """Links lead where `find` says, or are gone and leave their text; pictures are described.

        Where the text of a link is the bare id of what it leads to, its words take that place.
        """
        kept: list[Token] = []
        live: list[tuple[int, Goal] | None] = []
        for token in children:
            if token.type == "image":
                kept.append(_text(_text_of(token.children or [])))
            elif token.type == "link_open":
                goal = find(str(token.attrs.get("href", "")))
                live.append((len(kept), goal) if goal else None)
                if goal:
                    kept.append(_link(goal.href))
            elif token.type != "link_close":
                kept.append(token)
            elif opened := live.pop():
                at, goal = opened
                kept[at + 1 :] = self._shown(kept[at + 1 :], goal.named)
                kept.append(token)
        return kept

    def _shown(self, children: list[Token], named: Named | None) -> list[Token]:
        if named is None or _text_of(children) not in named.ids:
            return children
        words = shortened(self.plain(named.text))
        return [_text(f"“{words.removesuffix('.')}”" if named.is_statement else words)]


@cache
def without_links() -> Prose:
    """Renders texts where no base is at hand to look links up in."""
    return Prose(Resolver(Index(Base(id="none", heading=""))))


def _comment(state: StateInline, silent: bool) -> bool:
    """A comment in a line: left out."""
    at = state.pos
    if not state.src.startswith(COMMENT, at) or state.html_terminator_last(END) < at + 2:
        return False
    end = state.src.find(END, at + 2) + len(END)
    if end > state.posMax:
        return False
    state.pos = end
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that opens a block, with its blank lines: left out; unclosed, it takes the rest."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith(COMMENT, first):
        return False
    if silent:
        return True
    line, text, inside = start, "", False
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        text, inside = _behind(state.getLines(line, line + 1, state.blkIndent, True), inside)
        line += 1
        if not inside:
            break
    state.line = line
    if text:
        _paragraph(state, text, [start, line])
    return True


def _behind(line: str, inside: bool) -> tuple[str, bool]:
    """What stands behind the comments that a line opens with, and whether one goes on.

    `inside` is whether the line begins within one.
    """
    at = 0
    while True:
        if inside:
            close = line.find(END, at)
            if close < 0:
                return "", True
            at = close + len(END)
        at = _skip_space(line, at)
        if not line.startswith(COMMENT, at):
            return line[at:], False
        at, inside = at + 2, True  # `<!-->` is a whole one


def _skip_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _paragraph(state: StateBlock, text: str, lines: list[int]) -> None:
    """What stands behind a comment on its last line."""
    state.push("paragraph_open", "p", 1).map = lines
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text.strip(), lines, []
    state.push("paragraph_close", "p", -1)


def _nowhere(href: str) -> None:
    return None


def shortened(text: str) -> str:
    """The text, or as many of its words as fit in a line with a mark that there are more."""
    if len(text) <= LONGEST_NAME:
        return text
    whole, _, _ = text[:LONGEST_NAME].rpartition(" ")
    return (whole or text[: LONGEST_NAME - 1]).rstrip(" ,;:.–—-") + "…"


def _text_of(children: Sequence[Token]) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _link(href: str) -> Token:
    attrs: dict[str, str | int | float] = {"href": href}
    if outside(href):
        attrs["rel"] = REL
    return Token("link_open", "a", 1, attrs=attrs)


def _demoted(token: Token) -> Token:
    """A heading inside prose must not disturb the order of the page's own headings."""
    if token.type.startswith("heading_"):
        token.tag = "p"
        if token.nesting == 1:
            token.attrs = {"class": "as-heading"}
    return token
