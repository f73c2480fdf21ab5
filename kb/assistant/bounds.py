"""What goes to an assistant is bounded, and can be read; what comes from one is looked at first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel

from kb.characters import is_readable
from kb.errors import MisuseError

Row = TypeVar("Row", bound=BaseModel)
LONGEST_NAME = 200  # characters of an id, or of what is searched for
LONGEST_MESSAGE = 600
LONGEST_DRAFT = 100_000  # characters of a draft
LONGEST_TEXT = 2_000  # characters of one text in an answer
MOST_ROWS, MOST_CHARACTERS = 50, 40_000  # of a list in an answer


def name(text: str, what: str) -> str:
    """A name as an assistant may give it: short, and nothing but text."""
    if not text.strip() or len(text) > LONGEST_NAME or not all(map(is_readable, text)):
        raise MisuseError(f"{what} is a short text on one line, without control characters")
    return text.strip()


def draft(text: str) -> str:
    """A draft as an assistant may give it."""
    if len(text) > LONGEST_DRAFT:
        raise MisuseError(f"a draft has {LONGEST_DRAFT:,} characters at most; send a part of it")
    if not text.strip() or not all(c in "\n\r\t" or is_readable(c) for c in text):
        raise MisuseError("a draft is Markdown without control characters")
    return text


def start(number: int) -> int:
    """Where a list is to begin."""
    if not 0 <= number <= 1_000_000_000:
        raise MisuseError("'start' is a number from 0")
    return number


def shown(text: str, more: str = "'show' has all of it") -> str:
    """A text of a base, which is cut where it is long; `more` says how to have the rest."""
    plain = "".join(c if c == "\n" or is_readable(c) else "\ufffd" for c in text)
    if len(plain) <= LONGEST_TEXT:
        return plain
    return f"{plain[:LONGEST_TEXT]} [{len(plain) - LONGEST_TEXT:,} more characters; {more}]"


def brief(text: str) -> str:
    """A message on one line, which may quote what somebody sent."""
    line = " ".join(shown(text[: 2 * LONGEST_MESSAGE], "").split())
    return line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]}..."


def fitting(rows: Sequence[Row], first: int, how: str = "start") -> tuple[list[Row], str]:
    """The rows from `first` that fit into an answer, and what there is to say of the others."""
    taken: list[Row] = []
    room = MOST_CHARACTERS
    for row in rows[first : first + MOST_ROWS]:
        room -= len(row.model_dump_json())
        if room < 0 and taken:
            break
        taken.append(row)
    left = len(rows) - first - len(taken)
    return taken, f"{left} more; ask with {how}={first + len(taken)}" if left > 0 else ""


def some(texts: Iterable[str], most: int = MOST_ROWS) -> list[str]:
    """A list of names, and how many more there are."""
    found = [shown(text) for text in texts]
    more = len(found) - most
    return found if more <= 0 else [*found[:most], f"and {more} more"]
