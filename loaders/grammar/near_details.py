"""Details that are written almost right, and so would be read as the first words of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from loaders.markup.inline import LINK

MARK = r"(?:¶+|pars?\.)"
NUMBERS = r"\d+(?:\s*[-–]\s*\d+)?"
LOST_PASSAGE = re.compile(rf"(?:{LINK}\s*)?{MARK}\s*\d")
BRACKETED = re.compile(rf"[(\[]\s*(?:{LINK}\s*)?{MARK}\s*\d")
OTHER_SIGN = re.compile(
    rf"[(\[]?(?:{LINK}\s*)?(?:§+|#|pp?\.?|pages?|par(?:a(?:graph)?)?s?\.?|passages?)\s*\d|\d+\s*[¶§]|"
    r"(?:paragraph|passage)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
UNMARKED = re.compile(rf"{LINK}\s*[:,]?\s*\d+\s*(?:$|[,;.])")
NAMED = re.compile(rf"(?P<name>[^\W\d][\w.-]*(?:\s+[^\W\d][\w.-]*){{0,3}})\s+{MARK}\s*{NUMBERS}\.?")
DRESS = re.compile(r"<[^<>]*>|Â(?=[¶§])|[=\"'“”‘’«»„\u200b-\u200f\u2060\ufeff]")
UNSEEN = str.maketrans(dict.fromkeys("=\"'“”‘’«»„\u2060\ufeff\u200b\u200c\u200d\u200e\u200f"))
SIGN = re.compile(rf"[\d{LINK}<\u0130\u0131\u017f]")  # also what matches an `i` or `s` in any case
IN_BRACKETS = re.compile(rf"[(\[]?\s*(?:{MARK}|§)\s*{NUMBERS}\s*[)\].]?")
INFERRED = re.compile(r"\W*inferred\b", re.IGNORECASE)

NUMBER = (
    r"(?:0?[.·]\d+|[01]\.\d+|\d+(?:\.\d+)?\s*(?:[%％]|per\s?cent\b|pct\b)|\d+\s*/\s*\d+(?!\s*/))"
)
ABOUT = (
    r"(?:(?:p|pr|prob(?:ability)?|credence|confidence|about|around|roughly|circa|ca\.?|c\.|"
    r"approx(?:\.|imately)?|at least|at most|over|under|almost|nearly)\s*[=:]?\s*)?"
    r"[~∼≈≃<>≤≥±(+-]*\s*"
)
CREDENCE = re.compile(rf"{ABOUT}{NUMBER}(?!\s+of\b)", re.IGNORECASE)
WHOLE_CREDENCE = re.compile(
    rf"{ABOUT}{NUMBER}(?:\s*(?:-|–|to)\s*{NUMBER})?\s*[).?]?", re.IGNORECASE
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})\b"
SEP = r"\s*[-/.‐‑–—]\s*"
WORD_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
        rf"{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"{MONTH},?\s+{YEAR}",
        rf"{YEAR}\s+{MONTH}(?:\s+{DAY})?",
        rf"{DAY}-{MONTH}-{YEAR}",
    )
]
YEAR_FIRST = re.compile(rf"(\d{{4}}){SEP}(\d{{1,2}})(?:{SEP}(\d{{1,2}}))?\b")
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\b")
VAGUE = re.compile(
    r"(?:on|in|as of|dated|c\.|ca\.?|circa|~|≈|early|mid|late|spring|summer|autumn|fall|winter|"
    r"q[1-4])[\s-]*(\d{4}(?:-\d\d(?:-\d\d)?)?)\s*[.?]?$",
    re.IGNORECASE,
)
YEAR_AND_MORE = re.compile(r"((?:19|20)\d\d)\s*(?:[?.;(¶]|—|--)")


def may_be_detail(prose: str) -> bool:
    """Whether there is anything in a prose without which nothing below finds a detail in it."""
    words = prose.translate(UNSEEN).lower()
    return bool(SIGN.search(prose)) or any(w in words for w in ("inferred", "passage", "paragraph"))


def undressed(piece: str) -> str:
    """A piece of prose without tags, quotation marks, highlighting and what nobody sees."""
    return DRESS.sub("", piece).strip()


def lost_passage(piece: str) -> str | None:
    """What to do about a piece of prose that begins as a passage does, or nearly so."""
    if BRACKETED.match(piece):
        return "a passage is written without brackets, as in '¶3'"
    if OTHER_SIGN.match(piece):
        return "a passage is written '¶3'"
    if UNMARKED.match(piece):
        return "a passage of another source is written '[its-id](sources.md#its-id) ¶3'"
    named = NAMED.fullmatch(piece)
    if named and " " not in named["name"]:
        name = named["name"].lower()
        return f"a passage of another source is written '[{name}](sources.md#{name}) ¶3'"
    return "a passage is written '¶3', with no words in front" if named else None


def lost_credence(piece: str, whole: bool = False) -> str | None:
    """The same of a credence; `whole` where the piece must be nothing else."""
    found = WHOLE_CREDENCE.fullmatch(piece) if whole else CREDENCE.match(piece)
    return "a credence is one number, as in '0.8' or '80%'; a comma follows it" if found else None


def lost_date(text: str) -> str | None:
    """The same of a date, with the date that was meant."""
    for meant in _dates(text):
        return f"a date is written year first, and a comma follows it (did you mean '{meant}'?)"
    return None


def _dates(text: str) -> Iterator[str]:
    for pattern in WORD_DATES:
        found = pattern.match(text)
        if found:
            groups = found.groupdict()
            month = MONTHS.index(groups["month"][:3].lower()) + 1
            yield _iso(groups["year"], month, groups.get("day"))
    if found := YEAR_FIRST.match(text):
        yield _iso(found[1], int(found[2]), found[3])
    if found := YEAR_LAST.match(text):
        first, second = int(found[1]), int(found[3])
        month, day = (second, first) if found[2] == "." or first > 12 else (first, second)
        yield _iso(found[4] if len(found[4]) == 4 else f"20{found[4]}", month, str(day))
    if found := VAGUE.match(text) or YEAR_AND_MORE.match(text):
        yield found[1]


def _iso(year: str, month: int, day: str | None) -> str:
    """The date, or where there is no such day or month the form of one."""
    text = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    try:
        date.fromisoformat(text if day else f"{text}-01")
    except ValueError:
        return year
    return text
