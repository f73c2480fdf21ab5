"""Text of a base as Markdown that an editor shows: as it reads, and able to do nothing."""

from __future__ import annotations

import re

from kb.characters import is_readable
from loaders.markup.wording import rendered

MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
LONGEST = 2_000  # characters of one text that are shown


def words(text: str) -> str:
    """A text on one line without its markup, and without what steers whatever shows it."""
    plain = " ".join(rendered(text).split())
    shown = "".join(c if is_readable(c) else "\ufffd" for c in plain)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."


def escaped(text: str) -> str:
    """The same where Markdown is read: no link, no HTML, no picture, no heading."""
    return MARKUP.sub(r"\\\g<0>", words(text))
