"""Where in a debate something is said: the order of passages, those of a second copy put where the
fuller copy has them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence

from queries.exchange import Passage, Record

Place = tuple[int, int, int, int]  # 0 with a passage; the source, the passage it goes with, its own
NOWHERE: Place = (1, 0, 0, 0)
SKIPPED = 2  # passages of the first copy between those around what only the second one has


class Order:
    """The places of the passages that a debate cites."""

    def __init__(self, record: Record) -> None:
        self._places: dict[str, Place] = {}
        self._firsts = {p.id: p.repeats for p in record.passages if p.repeats}
        self._times = Counter(self._firsts.values())
        by_source: dict[str, list[Passage]] = {}
        for passage in record.passages:
            by_source.setdefault(passage.source, []).append(passage)
        dated = [
            (source != record.source, rows[0].date or "9", source)
            for source, rows in by_source.items()
        ]
        for rank, (*_, source) in enumerate(sorted(dated)):
            self._number(rank, sorted(by_source[source], key=lambda row: row.number))
        starting = {self._firsts.get(p.id, p.id) for p in record.passages if p.starts}
        self._starts = sorted(self._places[p] for p in starting if p in self._places)

    def _number(self, rank: int, passages: Sequence[Passage]) -> None:
        """The places of one source."""
        after = _repeated_next(passages)
        before = 0  # what the last passage repeats
        for passage, following in zip(passages, after, strict=True):
            if passage.repeats:
                before = at = number_of(passage.repeats)
            elif before and before <= following <= before + SKIPPED:
                at = before
            else:
                before, at = 0, passage.number
            self._places[passage.id] = (0, rank, at, passage.number)

    def place(self, passages: Collection[str]) -> Place:
        """The first place of some passages."""
        return min((self._places.get(p, NOWHERE) for p in self.once(passages)), default=NOWHERE)

    def begun(self, place: Place) -> int:
        """How many contributions begin up to a place, where a source says so."""
        return bisect_right(self._starts, place)

    def once(self, passages: Collection[str]) -> tuple[str, ...]:
        """The passages in order, of equal ones the first; where several repeat one between them,
        and only some of these are cited, these."""
        if not passages:
            return ()
        groups: dict[str, list[str]] = {}
        for passage in sorted(passages, key=lambda p: (self._places.get(p, NOWHERE), p)):
            groups.setdefault(self._firsts.get(passage, passage), []).append(passage)
        found: list[str] = []
        for first, equal in groups.items():
            finer = [passage for passage in equal if passage in self._firsts]
            found += finer if 0 < len(finer) < self._times[first] else equal[:1]
        return tuple(found)

    @staticmethod
    def are_near(one: Place, other: Place) -> bool:
        """Whether two places are the same passage or neighbours; what has none is near its like."""
        return one[:2] == other[:2] and abs(one[2] - other[2]) <= 1


def _repeated_next(passages: Sequence[Passage]) -> list[int]:
    """For each passage what the next one that repeats any repeats; 0 where none does."""
    found, following = [], 0
    for passage in reversed(passages):
        following = number_of(passage.repeats) if passage.repeats else following
        found.append(following)
    return found[::-1]


def number_of(passage: str) -> int:
    """The number of a passage in its source; 0 where its id has none."""
    number = passage.rpartition("#")[2]
    return int(number) if number.isdecimal() else 0
