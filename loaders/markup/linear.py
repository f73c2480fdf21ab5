"""Markdown's rules for links and quotes, kept from looking again for an end that is not there.

A rule that finds no end has read all the text for nothing, and reads it again at the next opening.
What an end needs is looked up once a text here, and a rule runs only where that may be found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, image, link

BRACKET = re.compile(r"\\.|([\[\]])", re.DOTALL)
TIGHTER = re.compile("[`<]")  # what these open holds brackets that are none


def make_linear(parser: MarkdownIt) -> MarkdownIt:
    """Put guards before the rules of a parser."""
    parser.inline.ruler.at("link", _where_it_may_end(link, "["))
    parser.inline.ruler.at("image", _where_it_may_end(image, "!["))
    for rule in list(parser.block.ruler.__rules__):
        if "blockquote" in rule.alt:
            parser.block.ruler.at(rule.name, _once_a_line(rule.fn), {"alt": rule.alt})
    return parser


def _once_a_line(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """A rule that ends quotes, which in a quote within a quote need not look at a line again.

    Below 0 is the indent of a line that the outer quote has looked at, and that ends nothing.
    """

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return not (silent and state.sCount[line] < 0) and rule(state, line, end, silent)

    return guarded


def _where_it_may_end(rule: RuleFuncInlineType, opening: str) -> RuleFuncInlineType:
    def guarded(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith(opening, state.pos):
            return False
        return _may_end(state, state.pos + len(opening) - 1) and rule(state, silent)

    return guarded


def _may_end(state: StateInline, bracket: int) -> bool:
    """Whether the bracket there can be that of a link."""
    named = "references" in state.env
    if state.html_terminator_last("]" if named else "](") < bracket:
        return False
    partners = _partners(state.src)
    if partners is None:
        return True
    end = partners.get(bracket)
    return end is not None and (named or state.src.startswith("(", end + 1))


@lru_cache(maxsize=1)
def _partners(text: str) -> Mapping[int, int] | None:
    """The closing bracket of each opening one, where nothing binds tighter than brackets do."""
    if TIGHTER.search(text):
        return None
    found, waiting = dict[int, int](), list[int]()
    for bracket in BRACKET.finditer(text):
        if bracket[1] == "[":
            waiting.append(bracket.start())
        elif bracket[1] and waiting:
            found[waiting.pop()] = bracket.start()
    return found
