"""Dates as files write them: a day, a month or a year."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
FORMS = "2031, 2031-04 or 2031-04-02"  # as they are told where a date is wrong


@lru_cache(1000)  # the same few dates stand at everything
def is_date(text: str) -> bool:
    """Whether a text is an ISO date of the calendar: `2031-04-02`, `2031-04` or `2031`."""
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True
