"""Which signs of a text do something in Markdown, and which no page can hold."""

from __future__ import annotations

import re

# Signs that may be Markdown, or of which typesetting makes others.
MARKUP = re.compile(r"[\\`*_\[\]<>&\r\n'\"]")

# An apostrophe within a word, which is printed as one whatever stands around it.
WITHIN = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

# What HTML may not hold: control characters, halves of surrogate pairs, non-characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def without_markup(text: str) -> str | None:
    """The words of a text in which nothing is Markdown, as they are printed; else None."""
    if "'" in text:
        text = WITHIN.sub("’", text)
    return None if MARKUP.search(text) else text


def printable(text: str) -> str:
    """The text with a replacement mark for each character that no page can hold."""
    return text if _may_stand(_bytes_of(text)) else UNPRINTABLE.sub("\ufffd", text)


# The bytes with which all but two of these begin in UTF-8, and these two.
RARE = bytes({*range(32), 0x7F, 0xED, 0xEF} - set(b"\t\n\r"))
CONTROL = re.compile(b"\xc2[\x80-\x9f]")


def printed(text: str) -> bytes:
    """The bytes of what is printable of a text."""
    found = _bytes_of(text)
    return found if _may_stand(found) else printable(text).encode()


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _may_stand(found: bytes) -> bool:
    """Whether bytes are of a text that is surely printable, as nearly all are: to see that takes
    less than to look at each of its characters."""
    return len(found.translate(None, RARE)) == len(found) and not CONTROL.search(found)
