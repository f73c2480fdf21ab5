"""What somebody wants to add, in words as they were given; which of them a kind takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kb.characters import is_readable
from kb.errors import MisuseError
from loaders.grammar.kinds import KINDS, VOICES

LISTED = (*VOICES, "source")  # what stands in a list, and in no debate
SPACES = "\n\t\u00a0\u2009\u202f"  # unbreakable ones too, as French has them
LONGEST = 10_000  # characters of one text

OF_ITEMS = (
    *("debate", "title", "by", "passage", "supports", "supported_by", "rebuts", "undercuts"),
    *("answers", "concerns", "inferred", "after"),
)
TAKES: dict[str, tuple[str, ...]] = {
    "debate": ("title", "source"),
    "source": ("by", "date", "address", "file"),
    **dict.fromkeys(VOICES, ("address",)),
    **dict.fromkeys(KINDS, OF_ITEMS),
    "crux": (*OF_ITEMS, "asks"),
    "definition": (*OF_ITEMS, "term"),
    "term": (*OF_ITEMS, "term"),
}


@dataclass(frozen=True)
class Wanted:
    """Something new: its kind, its id, what it says, and what is said of it.

    People, items, passages and arguments are named as on the command line.
    """

    kind: str
    ident: str
    text: str | None = None
    debate: str | None = None
    title: str | None = None
    term: str | None = None
    by: tuple[str, ...] = ()
    passage: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    rebuts: tuple[str, ...] = ()
    undercuts: tuple[str, ...] = ()
    asks: str | None = None
    answers: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    inferred: bool = False
    after: str | None = None
    source: str | None = None
    date: str | None = None
    address: str | None = None
    file: str | None = None

    @property
    def arguments(self) -> tuple[str, ...]:
        """All that names what it is for and against."""
        return (*self.supports, *self.supported_by, *self.rebuts, *self.undercuts)

    def check(self) -> None:
        """Refuse words that make no sense together, and texts that nobody could read."""
        for name, value in self._said():
            if name not in TAKES[self.kind]:
                option = f"--{name.replace('_', '-')}"
                raise MisuseError(f"{option} says nothing of a {self.kind}; leave it out")
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and not is_sentence(text):
                    raise MisuseError(f"--{name.replace('_', '-')} is not plain text on one line")
        if self.text is not None and not is_sentence(self.text):
            how = "" if self.kind in TAKES_NO_EDITOR else "; without it your editor opens"
            raise MisuseError(f"a {_what(self.kind)} is one sentence in plain text{how}")
        if self.inferred and not self.arguments:
            raise MisuseError("--inferred is said of what it supports or attacks; say that too")

    def _said(self) -> Iterator[tuple[str, object]]:
        """The options that were given."""
        for each in fields(self)[3:]:
            if value := getattr(self, each.name):
                yield each.name, value


TAKES_NO_EDITOR = ("debate", *LISTED)


def _what(kind: str) -> str:
    """What the text of a kind is."""
    if kind in VOICES:
        return "name"
    return {"debate": "question", "source": "title"}.get(kind, "statement")


def is_sentence(text: str) -> bool:
    """Whether there is something to read, and nothing that steers a terminal."""
    seen = any(c.isprintable() and not c.isspace() for c in text)
    return seen and len(text) <= LONGEST and all(is_readable(c) or c in SPACES for c in text)


def needed(wanted: Wanted) -> str:
    """The text of what has to have one."""
    if wanted.text is None:
        raise MisuseError(f"say the {_what(wanted.kind)} too, in quotation marks")
    return wanted.text
