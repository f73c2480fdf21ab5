"""Authors' Markdown as safe HTML, and as plain text.

Text is hostile until shown otherwise: raw HTML is never passed through, pictures become their
description, every link is looked up, and what comes out is cleaned once more by an allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from kb.publish.links import Resolver, outside

INLINE_TAGS = frozenset({"a", "em", "strong", "code", "br"})
BLOCK_TAGS = INLINE_TAGS | {
    "p", "ul", "ol", "li", "blockquote", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
MARKUP = re.compile(r"[\\`*_\[\]<>&\r\n]")
REL = "external noopener noreferrer"

# What HTML may not hold: control characters, halves of surrogate pairs, non-characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

Find = Callable[[str], str | None]


def printable(text: str) -> str:
    """The text with a replacement mark for each character that no page can hold."""
    return UNPRINTABLE.sub("\ufffd", text)


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
        self._parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._inline = _cleaner(INLINE_TAGS)
        self._block = _cleaner(BLOCK_TAGS)
        self._done: dict[tuple[str, ...], Markup] = {}
        self._plain: dict[str, str] = {}

    def block(self, text: str, path: str, root: str) -> Markup:
        """Paragraphs, lists and so on, as written in the file `path`, for a page below `root`."""
        return self._once(("block", text, path, root), self._render_block)

    def inline(self, text: str, path: str, root: str) -> Markup:
        """One run of text with its links."""
        return self._once(("inline", text, path, root), self._render_inline)

    def label(self, text: str) -> Markup:
        """One run of text without links, fit to stand inside one."""
        return self._once(("label", text, "", ""), self._render_inline)

    def plain(self, text: str) -> str:
        """The words alone, for titles."""
        if text not in self._plain:
            self._plain[text] = self._words(text) if MARKUP.search(text) else text
        return self._plain[text]

    def links(self, text: str, path: str) -> list[str]:
        """The pages that a text links to."""
        found: list[str] = []

        def note(href: str) -> str | None:
            page = self._resolver.page(path, href)
            found.extend([page] if page else [])
            return page

        for token in self._parser.parse(text):
            _mended(token.children or [], note)
        return found

    def _once(self, key: tuple[str, str, str, str], render: Callable[[str, Find], str]) -> Markup:
        if key not in self._done:
            kind, text, path, root = key
            if kind != "block" and not MARKUP.search(text):
                self._done[key] = escape(text)
            else:
                find = _nowhere if kind == "label" else self._finder(path, root)
                self._done[key] = Markup(render(printable(text), find))  # noqa: S704 - cleaned above
        return self._done[key]

    def _finder(self, path: str, root: str) -> Find:
        def find(href: str) -> str | None:
            page = self._resolver.page(path, href)
            return root + page if page else outside(href)

        return find

    def _render_block(self, text: str, find: Find) -> str:
        tokens = [_demoted(token) for token in self._parser.parse(text)]
        for token in tokens:
            if token.children:
                token.children = _mended(token.children, find)
        return self._block.clean(self._html(tokens))

    def _render_inline(self, text: str, find: Find) -> str:
        tokens = self._parser.parseInline(text)
        for token in tokens:
            token.children = _mended(token.children or [], find)
        return self._inline.clean(self._html(tokens))

    def _html(self, tokens: Sequence[Token]) -> str:
        return str(self._parser.renderer.render(tokens, self._parser.options, {}))

    def _words(self, text: str) -> str:
        tokens = self._parser.parseInline(text)
        children = _mended(tokens[0].children or [], _nowhere) if tokens else []
        return "".join(
            " " if child.type in ("softbreak", "hardbreak") else child.content for child in children
        )


def _nowhere(href: str) -> None:
    return None


def _mended(children: Sequence[Token], find: Find) -> list[Token]:
    """Links lead where `find` says, or are gone and leave their text; pictures are described."""
    kept: list[Token] = []
    live: list[bool] = []
    for token in children:
        if token.type == "image":
            kept.append(Token("text", "", 0, content=token.content))
        elif token.type == "link_open":
            href = find(str(token.attrs.get("href", "")))
            live.append(href is not None)
            if href is not None:
                kept.append(_link(href))
        elif token.type != "link_close" or live.pop():
            kept.append(token)
    return kept


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
