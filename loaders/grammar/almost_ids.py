"""Headings that were most likely meant as ids, and the ids they were meant to be."""

from __future__ import annotations

import re

from kb.diagnostics import Code, Proposal
from kb.model import SLUG, slugify
from loaders.markup.blocks import Block

ALMOST = re.compile(r"[^\W_]+(?:[-_\u2010-\u2014]+[^\W_]+)+[-_]*")
COMMENT = re.compile(r"<!--.*?-->|</?\w[^>]*>")
NUMBER = re.compile(r"^\d+[.)]\s+")
ATTRIBUTE = re.compile(r"\{#([a-z0-9-]+)\}\s*$")
WITH_MORE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)+)(?=[^\w\u2010-\u2014-])")
SENTENCE = re.compile(r"[.?!…]['\"”’)]*$")
LOWER = re.compile(r"[a-z0-9]+(?: [a-z0-9]+){1,5}")  # longer ones are sentences


def almost_id(text: str) -> str | None:
    """The id that a heading nearly is, None where it is one or is nothing like it."""
    if SLUG.fullmatch(text):
        return None
    attribute = ATTRIBUTE.search(text)
    if attribute:
        return attribute[1]
    bare = NUMBER.sub("", COMMENT.sub("", text).strip())
    more = WITH_MORE.match(bare)
    if more:
        return more[1]
    bare = re.sub(r"^[^\w]+|[^\w]+$", "", bare)
    if SLUG.fullmatch(bare) or ALMOST.fullmatch(bare):
        return slugify(re.sub(r"[-_\u2010-\u2014]+", "-", bare)) or None
    return None


def in_lower_case(text: str) -> str | None:
    """The id that a heading of several words, all in lower case, would be."""
    return text.replace(" ", "-") if LOWER.fullmatch(text) else None


def heading_problem(
    block: Block, text: str, has_text: bool
) -> tuple[Code, str, tuple[Proposal, ...]] | None:
    """What is wrong with a heading that opens no item, and what to write; `has_text` is whether
    something that could be a statement follows."""
    proposals: tuple[Proposal, ...] = ()
    if block.level > 1:
        linked = text if SLUG.fullmatch(text) and "-" in text else None
        slug = linked or almost_id(text) or (in_lower_case(text) if has_text else None)
        says = f"'{text}' is almost an id, but is read as a section; write '{slug}'"
        if linked:
            says = f"'{text}' is a link, so it is read as a section; write '## {text}'"
        elif slug:
            proposals = (Proposal(text, slug),)
        if slug and " " in text and slug == in_lower_case(text):
            says += ", or capitalise it"
            proposals += (Proposal(text, text.capitalize()),)
    else:
        bare = text.strip("# ")
        slug = bare if SLUG.fullmatch(bare) and has_text else None
        says = f"'{text}' is read as a title; an item has two '#' or more: write '## {slug}'"
    if slug:
        return Code.ALMOST_SLUG, says, proposals
    if block.underlined and (SENTENCE.search(text) or block.end > block.start + 1):
        says = "the line below this paragraph makes a heading of it; put a blank line between"
        return Code.HEADING_READ_AS_PROSE, says, ()
    return None
