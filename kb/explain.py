"""What a rule of `kb check` says, why, and how to mend it: the sections of `explain.md`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kb.diagnostics import Code, did_you_mean
from kb.disk import read_text
from kb.errors import NotFound

CODE = re.compile(r"KB\d{3}")
HEADING = re.compile(r"^## (KB\d{3}) ([a-z0-9-]+)\n", re.MULTILINE)


def explain(code: str) -> str:
    """The section about one rule, by its code or its name, as Markdown.

    Raises NotFound, with what may have been meant, for a rule that does not exist.
    """
    wanted = code.strip()
    rules = _sections()
    by_name = {rule.slug: rule.value for rule in Code}
    known = by_name.get(wanted.lower(), wanted.upper())
    if known not in rules:
        is_number = CODE.fullmatch(wanted.upper())  # and those of others are no better guess
        guess = "" if is_number else did_you_mean(wanted, [*rules, *by_name])
        raise NotFound(f"there is no rule '{wanted}'{guess}; 'kb explain' lists all")
    return rules[known]


def summaries() -> dict[str, str]:
    """The first sentence about every rule, by code."""
    return {code: _first_sentence(section) for code, section in _sections().items()}


@lru_cache(maxsize=1)
def _sections() -> dict[str, str]:
    text = read_text(Path(__file__).parent / "explain.md")
    found = list(HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    return {
        heading[1]: text[heading.start() : end].strip() + "\n"
        for heading, end in zip(found, ends, strict=True)
    }


def _first_sentence(section: str) -> str:
    paragraph = " ".join(section.split("\n\n")[1].split())
    return re.split(r"(?<=[.!?]) (?=[A-Z])", paragraph)[0]
