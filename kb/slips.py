"""Whether one id is another with a slip of the hand in it, or a word of its own."""

from __future__ import annotations

import re

BETWEEN = re.compile(r"[\W_]+")
MOST_SLIPS = 2  # in one id, one in a word
LONG_ENOUGH = 4  # letters of a word, below which one letter makes another word: 'not' and 'now'
NOT = ("cannot", "cant", "dont", "never", "no", "non", "none", "nor", "not", "un", "unless")
DENIALS = frozenset((*NOT, "without", "wont"))


def is_slip(wrong: str, right: str) -> bool:
    """Whether both are the same words but for a letter here or there, hyphens and case."""
    ones, others = (BETWEEN.split(word.casefold()) for word in (wrong, right))
    if DENIALS & ({*ones} ^ {*others}):
        return False
    if "".join(ones) == "".join(others):
        return True
    differ = [pair for pair in zip(ones, others, strict=False) if pair[0] != pair[1]]
    return len(ones) == len(others) and len(differ) <= MOST_SLIPS and all(map(_is_one, differ))


def _is_one(words: tuple[str, str]) -> bool:
    """Whether two words differ by one letter, or by two that changed places. Their beginning is
    the same, since 'typical' and 'atypical' are two words."""
    one, other = words
    if f"{one}s" == other or f"{other}s" == one:
        return min(map(len, words)) > 1
    if one[:1] != other[:1] or min(map(len, words)) < LONG_ENOUGH:
        return False
    if one.endswith("nt") != other.endswith("nt"):  # as in 'shouldnt'
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if any(map(str.isdigit, one + other)):
        return False
    swapped = len(one) == 2 and one == other[::-1]
    return swapped or max(len(one), len(other)) == 1
