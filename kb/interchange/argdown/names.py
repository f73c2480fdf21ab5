"""What statements and arguments of a debate are called in Argdown: each by a title of its own."""

from __future__ import annotations

from itertools import count

from kb.interchange.argdown.spelling import title
from kb.model import Base
from kb.naming import short_name
from loaders.markup.words import words_of


class Names:
    """The titles of all claims and arguments, and of the denials that arguments need."""

    def __init__(self, base: Base) -> None:
        self._taken: set[str] = set()
        self.claims = {c.id: self._new(short_name(c.title, c.slug)) for c in base.claims}
        self.arguments = {
            a.id: self._new(a.called or f"Argument {n}") for n, a in enumerate(base.arguments, 1)
        }
        self.people = {person.id: words_of(person.heading) for person in base.people}
        self.terms = {term.id: term.heading for term in base.terms}
        self._denials: dict[str, str] = {}

    def _new(self, wanted: str) -> str:
        first = title(wanted)
        name = next(
            n for i in count(1) if (n := first if i == 1 else f"{first} ({i})") not in self._taken
        )
        self._taken.add(name)
        return name

    def denial(self, claim: str) -> str:
        """The title of the statement that a claim is false."""
        if claim not in self._denials:
            self._denials[claim] = self._new(f"Not: {self.claims[claim]}")
        return self._denials[claim]

    def undercut(self, argument: str) -> str:
        """The title of the statement that an argument is not a good one."""
        return self._new(f"Not good: {self.arguments[argument]}")
