"""Markdown in, blocks with exact places out: the only module that knows markdown-it's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from loaders.markup.blocks import Block, Bullet, Document, placed_links
from loaders.markup.comments import add_rules, blanked, spans, tidied
from loaders.markup.inline import LINK, Inline
from loaders.markup.linear import make_linear
from loaders.markup.placed import PlacedInline, comments, read_inline
from loaders.markup.plain_blocks import read_block

MAX_NESTING = 64  # of lists and quotes, each of which counts once or twice
COMMENTS = re.compile(r"(?:\s*+(?><!--.*?-->))++\s*+", re.DOTALL)  # each ends at its first end
TARGET = r"(?:not\s+)?(?:\[[^\[\]\n]*\]\([^()\n]*\)|[a-z0-9]+(?:[-/][a-z0-9]+)*)"
GOES_ON = re.compile(rf"{TARGET}(?=\s*(?:[+;→]|->|$)|\s+(?:—|--)\s)")  # with further premises
DASH = re.compile(r"(?:^|\s)(?:—|--)(?:\s|$)")  # behind which no premises stand any more
LINES, PLAIN = "lines", "plain"  # in the environment of a parser: what it reads; plain blocks
FRONT = re.compile(r"(---+)[ \t]*\n((?:.*\n)*?)(?:---+|\.\.\.)[ \t]*(?:\n|\Z)")


@dataclass
class _Node:
    token: Token
    children: list[_Node] = field(default_factory=list)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.inline, parser.block = PlacedInline(), BoundedBlock()
    parser.configure("commonmark", {"maxNesting": MAX_NESTING})
    add_rules(parser)
    make_linear(parser)
    # these put pieces of text together, whose places would be lost; the last looks for line ends
    # and characters that `parse` takes away
    return parser.disable(["text_join", "fragments_join", "normalize"])


class BoundedBlock(ParserBlock):
    """The parser of blocks, which leaves out what is nested too deeply and nothing behind it.

    Blocks that are surely plain are read without it, from the `LINES` of its environment; they go
    to what is `PLAIN` there, and are no tokens.
    """

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token] | None:
        """As in markdown-it, a block at a time."""
        lines: list[str] = env.get(LINES, [])
        state, at = None, 0
        while at < len(lines):
            if not lines[at].strip(" \t"):
                at += 1
            elif block := read_block(lines, at):
                env[PLAIN].append(block)
                at = block.end
            else:
                state = state or StateBlock(src, md, env, outTokens)
                at = self._next(state, at)
        return outTokens if lines else super().parse(src, md, env, outTokens)

    def _next(self, state: StateBlock, line: int) -> int:
        """Let the rules of Markdown read the block that begins at a line; the line behind it."""
        state.line = line
        for rule in self.ruler.getRules(""):
            if rule(state, line, state.lineMax, False):
                break
        return state.line

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level < state.md.options["maxNesting"]:
            super().tokenize(state, startLine, endLine)
            return
        line = startLine
        while line < endLine and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
            line += 1
        state.line = line


def split_front(text: str) -> tuple[str | None, str]:
    """The front matter of a file, and the rest with as many lines before it."""
    found = FRONT.match(text)
    if not found:
        return None, text
    return found[2].removesuffix("\n"), "\n" * found[0].count("\n") + text[found.end() :]


def parse(text: str) -> Document:
    """Parse the Markdown of one file."""
    text = text.replace(LINK, "\ufffd").replace("\0", "\ufffd")
    document = Document(text.split("\n"), [])
    document.front, rest = split_front(text)
    has_returns = "\r" in rest  # which end lines for Markdown, and for nobody else
    written = rest.replace("\r\n", "\n").replace("\r", "\n") if has_returns else rest
    plain: list[Block] = []
    env = {} if has_returns else {LINES: rest.split("\n"), PLAIN: plain}
    tokens = _parser().parse(written, env)
    document.too_deep = list(_too_deep(tokens, document.lines))
    done = text.count("\n") - rest.lstrip("\n").count("\n") if document.front is not None else 0
    nodes = _nest(tokens)
    _forget_comments(tokens, document)
    general = [_block(node, document.lines) for node in nodes]
    for block in sorted([*plain, *general], key=_start):
        document.blocks += _definitions(document.lines, done + 1, block.start)
        document.blocks.append(block)
        done = block.end
    document.blocks += _definitions(document.lines, done + 1, len(document.lines) + 1)
    return document


def _start(block: Block) -> int:
    return block.start


def _forget_comments(tokens: list[Token], document: Document) -> None:
    """Leave spaces where comments stand, in the lines of a document and in what was parsed."""
    before = document.written = list(document.lines)
    for token in tokens:
        start, end = token.map or (0, 0)
        rows = document.lines[start:end]
        if token.type == "comment_block":
            document.lines[start:end] = [""] * len(rows)
        elif token.type == "html_block":
            text = "\n".join(rows)
            document.lines[start:end] = blanked(text, spans(text, block=True)).split("\n")
        elif token.type == "inline" and (found := list(comments(token))):
            columns = _columns(token.content, start + 1, document.lines)
            token.content = blanked(token.content, found)
            for number, row in enumerate(token.content.split("\n")):
                rows[number] = rows[number][: columns[number] - 1] + row
            document.lines[start : start + len(columns)] = rows[: len(columns)]
    document.tidy = {
        number: tidied(line, was)
        for number, (line, was) in enumerate(zip(document.lines, before, strict=True))
        if line != was
    }


def _too_deep(tokens: list[Token], lines: list[str]) -> Iterator[int]:
    """The first line in each outermost list or quote below which something was left out."""
    told = False
    for token in tokens:
        if token.level == 0:
            told = False
        elif _cut_off(token) and not told:
            told = True
            yield _lines(token, lines)[0]


def _cut_off(token: Token) -> bool:
    """Whether markdown-it left out what is in a list item or quote, for its depth."""
    return token.nesting > 0 and token.level + 1 >= MAX_NESTING


def _definitions(lines: list[str], start: int, stop: int) -> list[Block]:
    """Lines that are no block for markdown-it: where links lead, `[name]: address`."""
    while start < stop and not lines[start - 1].strip():
        start += 1
    return [Block("other", start, stop - 1)] if start < stop else []


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
            block.underlined = node.token.markup in ("=", "-")
        case "paragraph_open":
            block.kind = "paragraph"
            block.inline = _inline(node.children[0].token, lines)
        case "bullet_list_open" | "ordered_list_open":
            block.kind = "list"
            block.bullets = [_bullet(child, lines) for child in node.children]
        case "blockquote_open":
            block.kind = "quote"
            if node.children and node.children[-1].token.type == "paragraph_open":
                block.inline = _inline(node.children[-1].children[0].token, lines)
        case "code_block":
            block.kind = "code"
        case "fence":
            block.kind = "fence"
        case "html_block" if not COMMENTS.fullmatch(node.token.content):
            block.kind = "html"
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
        first, rest = _joined(first, rest)
    bullet = Bullet(_inline(first, lines) if first else _empty(start), start, end, [])
    if first:
        bullet.lazy = list(_lazy_lines(bullet.inline, lines))
    for child in rest:
        if child.token.type in ("bullet_list_open", "ordered_list_open"):
            bullet.children += [_bullet(c, lines) for c in child.children]
        else:
            bullet.others.append(_block(child, lines))
    return bullet


def _joined(first: Token, rest: list[_Node]) -> tuple[Token, list[_Node]]:
    """The first paragraph of a list item, and the rest: a `+` at the beginning of a wrapped line
    joins premises, though Markdown takes it for a list."""
    is_label = first.content.startswith("**") and not DASH.search(first.content)
    start, end = first.map or (0, 0)
    parts, known = [first.content], 0
    while is_label and rest and rest[0].token.markup == "+" and len(parts) > known:
        known = len(parts)
        rest, end = _taken(parts, rest, end)
    if len(parts) == 1:
        return first, rest
    [whole] = _parser().parseInline("\n".join(parts))
    whole.map = [start, end]
    return whole, rest


def _taken(parts: list[str], rest: list[_Node], end: int) -> tuple[list[_Node], int]:
    """Add what goes on at the beginning of a list to `parts`: what is left, and the line after."""
    bullets, after = rest[0].children, rest[1:]
    for place, bullet in enumerate(bullets):
        is_bare = not bullet.children and place == len(bullets) - 1  # `+`, and the premise below
        paragraph = next(iter(after if is_bare else bullet.children), None)
        begins, ends = (paragraph and paragraph.token.map) or (0, 0)
        words = _words_of(paragraph)
        is_near = (bullet.token.map or (-1, 0))[0] == end and begins - end in (0, 1)
        if not is_near or not GOES_ON.match(words) or DASH.search(parts[-1]):
            return [_list_of(rest[0].token, bullets[place:]), *after], end
        parts.append(f"+{' ' if begins == end else chr(10)}{words}")
        end, below = ends, bullet.children[1:]
        if is_bare:
            return after[1:], end
        if below:
            left = bullets[place + 1 :]
            return [*below, *([_list_of(rest[0].token, left)] if left else []), *after], end
    return after, end


def _words_of(node: _Node | None) -> str:
    """The words of a paragraph; of anything else none."""
    return node.children[0].token.content if node and node.token.type == "paragraph_open" else ""


def _list_of(token: Token, bullets: list[_Node]) -> _Node:
    """A list without the list items that went before."""
    whole = copy(token)
    whole.map = bullets[0].token.map
    return _Node(whole, bullets)


def _lazy_lines(inline: Inline, lines: list[str]) -> Iterator[int]:
    """Lines that belong to a list item only because no blank line parts them from it."""
    if len(inline.columns) < 2:
        return
    margin = len(lines[inline.line - 1][: inline.columns[0] - 1].expandtabs(4))
    for line in range(inline.line + 1, inline.line + len(inline.columns)):
        text = lines[line - 1].expandtabs(4)
        if len(text) - len(text.lstrip()) < margin:
            yield line


def _inlines(node: _Node, lines: list[str]) -> Iterator[Inline]:
    if node.token.type == "inline":
        yield _inline(node.token, lines)
    for child in node.children:
        yield from _inlines(child, lines)


def _empty(line: int) -> Inline:
    return Inline("", line, [1], starts=[0], offsets=[0], edges=[0])


def _inline(token: Token, lines: list[str]) -> Inline:
    line = (token.map or (0, 0))[0] + 1
    return read_inline(token, line, _columns(token.content, line, lines))


def _columns(raw: str, line: int, lines: list[str]) -> list[int]:
    """The column at which each line of a paragraph begins in the file.

    Markdown takes indentation and list marks away in front (and may put spaces for a tab), and
    nothing behind but white space, so what is left is the end of the line.
    """
    columns = []
    for number, content in enumerate(raw.split("\n"), line):
        whole = lines[number - 1] if number <= len(lines) else content
        words = content.strip()
        indent = len(content) - len(content.lstrip())
        columns.append(max(whole.rfind(words), 0) - indent + 1)
    return columns
