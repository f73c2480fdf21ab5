"""The words that pages use for kinds, stances and relations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.dates import is_date
from kb.kinds import Kind, RelationKind, StanceKind, says, says_of_argument
from kb.naming import number_of

METHOD_TITLE = "How to read this"  # of the page that explains all others

# Each kind as one is named, in the singular and in the plural of a count.
KINDS: dict[Kind, tuple[str, str, str]] = {
    "position": ("Position", "position", "positions"),
    "crux": ("Crux", "crux", "cruxes"),
    "claim": ("Claim", "claim", "claims"),
    "evidence": ("Evidence", "piece of evidence", "pieces of evidence"),
    "analogy": ("Analogy", "analogy", "analogies"),
    "proposal": ("Proposal", "proposal", "proposals"),
    "prediction": ("Prediction", "prediction", "predictions"),
    "question": ("Question", "question", "questions"),
    "definition": ("Definition", "definition", "definitions"),
}


class StanceWords(NamedTuple):
    """How a stance reads, and which way it leans: `for`, `against`, `open` or `other`."""

    on_item: str
    on_argument: str
    tone: str
    answer: str


def all_of(kind: Kind) -> str:
    """The items of a kind as a heading: `Cruxes`, `Evidence`."""
    return "Evidence" if kind == "evidence" else KINDS[kind][2].capitalize()


# Which way each stance leans, and the answer that it is to a crux.
_LEANS: dict[StanceKind, tuple[str, str]] = {
    "holds": ("for", "yes"),
    "finds_plausible": ("for", "leans yes"),
    "questions": ("open", "doubts"),
    "rejects": ("against", "no"),
    "concedes": ("for", "grants it"),
    "reports": ("other", "reported"),
    "supposes": ("other", "supposed"),
    "answers_yes": ("for", "yes"),
    "answers_no": ("against", "no"),
    "poses": ("other", "posed by"),
}


def _stance(kind: StanceKind) -> StanceWords:
    tone, answer = _LEANS[kind]
    how = " for the sake of argument" if kind == "supposes" else ""
    return StanceWords(says(kind, "this") + how, says_of_argument(kind, "this"), tone, answer)


STANCES = {kind: _stance(kind) for kind in _LEANS}

# What the page of the source, and the page of the target, says over the items at the other end.
TIES: dict[RelationKind, tuple[str, str]] = {
    "refines": ("Refines", "Refined by"),
    "answers": ("Answers", "Answered by"),
    "illustrates": ("Illustrates", "Illustrated by"),
    "distinguishes": ("Distinguishes", "Distinguished by"),
    "rivals": ("Rival of (both cannot be right)", "Rival of (both cannot be right)"),
    "concerns": ("Concerns", "Questions about this"),
    "uses": ("Uses the sense", "Used in this sense by"),
    "asks": ("Asks whether", "Asked by the crux"),
}

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip

# The answers to a crux in the order in which they are listed.
ANSWERS = ("yes", "leans yes", "grants it", "doubts", "no")


def is_day(text: str | None) -> bool:
    """Whether this text is a date to the day."""
    return is_date(text or "") and len(text or "") == len("2031-04-02")


@lru_cache(1000)
def day(date: str) -> str:
    """`2031-04-02` as `2 April 2031`, `2031-04` as `April 2031`; any other text as it is."""
    if not is_date(date):
        return date
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(number)) for number in rest[1:]), *month, year])


def number(value: float | None) -> str:
    """A credence as people write it: 0.8, not 0.80."""
    return "" if value is None else f"{value:.3g}"


def tally(supports: int, attacks: int, unanswered: int, ours: int) -> str:
    """`2 for, 1 against, unanswered, and 3 links of ours`; nothing where there is nothing."""
    said = [f"{supports} for"] if supports else []
    said += [against(attacks, unanswered)] if attacks else []
    links = count(ours, "link of ours", "links of ours") if ours else ""
    return ", and ".join(filter(None, (", ".join(said), links)))


def against(attacks: int, unanswered: int) -> str:
    """`1 against, unanswered`, `3 against, 2 unanswered`; nothing where nothing is against."""
    if not attacks:
        return ""
    if not unanswered:
        return f"{attacks} against"
    how_many = f"{unanswered} " if unanswered < attacks else "all " if attacks > 1 else ""
    return f"{attacks} against, {how_many}unanswered"


def series(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


count = number_of  # as pages call it
