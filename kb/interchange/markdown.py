"""Text from elsewhere as Markdown that says the same: plain words, headings, names, blocks."""

from __future__ import annotations

import re

from kb.characters import is_readable
from loaders.markup.inline import one_line
from loaders.markup.markdown import parse

MARKUP = re.compile(r"([\\\[\]`*_<>&!~|$^=#]|%(?=%)|(?<=:)/)")
SPACES = "\n\t\u00a0\u2009\u202f"  # unbreakable ones too, as French has them
INLINE = re.compile(r"[\[<&\\`*_~!%]")
HIDING = re.compile(r"<(?!https?:|mailto:)[!?a-zA-Z/]|%%|!\[|\]\[|\]:|\[\[")
RARE = re.compile(r"[^\w\s.,;:?!-]|_")
LIKE = str.maketrans("`*_<>[]\\&~", "'∗ ‹›()/+-")
WORDS = re.compile(r"[^\W_](?:[^\W_]|[ ,.;?!'()-])*(?<! )")  # in which nothing can be markup
ABSOLUTE = re.compile(r"(?:https?|mailto):")


def clean(text: str) -> str:
    """A text without what would steer a terminal or stand for nothing."""
    return "".join(c if is_readable(c) or c in SPACES else " " for c in text)


def plain(text: str) -> str:
    """Plain text as Markdown on one line, in which nothing is markup."""
    return MARKUP.sub(r"\\\1", one_line(clean(text)))


def name(text: str) -> str:
    """Plain text for a line that is plain, such as a title: what would be markup there is given up
    for what looks like it."""
    row = one_line(clean(text))
    if _is_plain(row):
        return row
    row = one_line(row.translate(LIKE).replace("%%", "%"))
    return row if _is_plain(row) else one_line(RARE.sub(" ", row))


def _is_plain(row: str) -> bool:
    if WORDS.fullmatch(row):
        return True
    blocks = parse(f"- **Title:** {row}\n").blocks
    bullets = blocks[0].bullets if len(blocks) == 1 else []
    inline = bullets[0].inline if len(bullets) == 1 else None
    return inline is not None and inline.text == f"Title: {row}" and not inline.links


def fenced(text: str, language: str) -> str:
    """A block of code that holds a text as it is."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def kept(text: str) -> str:
    """A text that may be Markdown, as one paragraph: kept where it is one that leads nowhere in the
    base and hides nothing, else taken word for word."""
    row = one_line(clean(text))
    return row if _stands_alone(row) else plain(text)


def _stands_alone(row: str) -> bool:
    if not INLINE.search(row):
        return True
    blocks = parse(f"x {row}\n").blocks
    inline = blocks[0].inline if len(blocks) == 1 else None
    if inline is None or HIDING.search(row):
        return False
    return all(ABSOLUTE.match(link.address) for link in inline.links.values())


def paragraphs(text: str) -> tuple[list[str], bool]:
    """The plain paragraphs of a text, and whether there is anything else in it."""
    document = parse(text)
    found = [
        one_line("\n".join(document.written[block.start - 1 : block.end]))
        for block in document.blocks
        if block.kind == "paragraph"
    ]
    return found, len(found) < len(document.blocks)


PARAGRAPHS = re.compile(r"\n\s*\n")
WORD_FOR_WORD = "what would lead nowhere, or be hidden, is taken word for word"


def kept_all(text: str) -> tuple[str, bool]:
    """The paragraphs of a text, each as `kept`, and whether they say what they said."""
    found = [one_line(part) for part in PARAGRAPHS.split(text) if part.strip()]
    made = [kept(part) for part in found]
    return "\n\n".join(dict.fromkeys(made)), made == found
