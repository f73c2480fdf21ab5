"""Texts as they are sought: what a reader types finds what an author wrote, accents or none.

`site/search.js` does the same in a browser; a test holds them equal. So whatever is done here is
done with what both know: NFKD and NFC, lower case, and the tables below.
"""

from __future__ import annotations

import re
from functools import cache

# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic: left out by many who type.
# The marks of other scripts, those of India among them, make a word another word, and stay.
ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# What nobody sees: soft hyphens, joiners, marks of direction, variants of a sign.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
PAIRS = {
    "ς": "σ", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
    "æ": "ae", "œ": "oe", "ı": "i", "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "‐": "-", "–": "-", "—": "-", "−": "-", "\u200b": " ",
}  # fmt: skip
TABLE = str.maketrans(PAIRS)
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """A text without what sets apart two writings of one word: case, accents, normal form."""
    if text.isascii():
        return text.lower()
    import unicodedata  # not before it is needed: most that is asked is ASCII

    plain = UNSEEN.sub("", ACCENTS.sub("", unicodedata.normalize("NFKD", text)))
    return unicodedata.normalize("NFC", plain.lower().translate(TABLE))


def words_of(text: str) -> list[str]:
    """The words of a text, folded: letters, digits, and the marks that belong to them."""
    folded = fold(text)
    if folded.isascii():
        return WORD.findall(folded)
    return "".join(c if _in_word(c) else " " for c in folded).split()


@cache
def _in_word(character: str) -> bool:
    import unicodedata

    return unicodedata.category(character)[0] in "LNM"
