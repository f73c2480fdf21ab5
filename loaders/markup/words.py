"""The words of a line of Markdown alone: the one place that takes markup away."""

from __future__ import annotations

import re

from loaders.markup.inline import one_line
from loaders.markup.markdown import parse
from loaders.markup.plain_inline import read_plain

ONLY_WORDS = re.compile(r"[^\n\\`*_\[\]<&%]*+")  # in which nothing is markup, as in most lines
PARTED = "\n\n"
# What is known of a base has no comments any more: two signs of percent in it are just these.
APART = "\ue000"
SIGN_BEFORE_SIGN, TWO_SIGNS = re.compile("%(?=%)"), re.compile(f"(%){APART}(?=%)")


def words_of(text: str) -> str:
    """The words of a paragraph of Markdown, those of its links too, without its markup."""
    row = one_line(text)
    if ONLY_WORDS.fullmatch(row):
        return row
    return one_line(TWO_SIGNS.sub(r"\1", _plain(SIGN_BEFORE_SIGN.sub(rf"%{APART}", row))))


def _plain(row: str) -> str:
    inline = read_plain(row, 1, [1])
    if inline is not None:
        return inline.plain
    blocks = parse(f"x {row}\n").blocks  # behind a word nothing begins another block
    inline = blocks[0].inline if len(blocks) == 1 else None
    return inline.plain.removeprefix("x") if inline else row


def words_of_all(text: str) -> str:
    """The same of several paragraphs, each for itself."""
    if PARTED not in text:
        return words_of(text)
    return PARTED.join(map(words_of, text.split(PARTED)))
