"""Arguments that join what was told at several places: who makes them says so as soon as all of it
was told and they have the word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.exchange.known import Known
from kb.exchange.linking import Links
from queries.exchange import Argument


class Waiting:
    """The arguments that wait for those who make them."""

    def __init__(self, known: Known, links: Links) -> None:
        self._known = known
        self._links = links
        self._due: dict[str, dict[str, Argument]] = {}  # by who makes them, and by their ids

    def told(self, items: Iterable[str]) -> None:
        """Look what some items complete that were told just now."""
        for item in items:
            for argument in self._known.touching.get(item, ()):
                if self._links.is_complete(argument):
                    self._wait(argument)

    def _wait(self, argument: Argument) -> None:
        for maker in self._known.makers[argument.id]:
            self._due.setdefault(maker, {})[argument.id] = argument

    def of(self, voice: str) -> list[Argument]:
        """What somebody who has the word gives as reasons now."""
        return self._fresh(self._due.pop(voice, {}).values())

    def rest(self) -> Iterator[tuple[str, list[Argument]]]:
        """What is left at the end, with who gives it."""
        for argument in self._known.record.arguments:
            if self._links.is_complete(argument):
                self._wait(argument)
        for voice in sorted(self._due):
            if found := self.of(voice):
                yield voice, found

    def _fresh(self, arguments: Iterable[Argument]) -> list[Argument]:
        """Those that nobody gave before, in the order of the files."""
        found = (argument for argument in arguments if argument.id not in self._links.done)
        return sorted(found, key=lambda a: (a.ordinal, a.line, a.id))
