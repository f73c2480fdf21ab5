"""Which of two rivals the reasons carry further: of others nobody says that one leads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kb.analysis.stands import Lead
from kb.analysis.weighed import Weighed


class Turning(NamedTuple):
    """Two rivals of which another one is ahead under either answer to a question: the one that
    leads under yes first. None where they are then level."""

    pair: tuple[str, str]
    yes: str | None
    no: str | None


def leads(weighed: Weighed, strengths: Mapping[str, float]) -> tuple[Lead, ...]:
    """Each two rivals among some items."""
    return tuple(_lead(a, b, strengths) for a, b in rival_pairs(weighed, strengths))


def turning(
    weighed: Weighed, yes: Mapping[str, float], no: Mapping[str, float]
) -> tuple[Turning, ...]:
    """The rivals between which the lead is another under yes than under no."""
    found = (
        Turning((a, b), _lead(a, b, yes).leader, _lead(a, b, no).leader)
        for a, b in rival_pairs(weighed, yes)
    )
    return tuple(each for each in found if each.yes != each.no)


def rival_pairs(weighed: Weighed, items: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each two of some items that are rivals."""
    place = {weighed.claim(item): item for item in items}
    order = {claim: i for i, claim in enumerate(place)}
    for claim, item in place.items():
        after = (r for r in weighed.rivals.get(claim, ()) if order.get(r, -1) > order[claim])
        yield from ((item, place[rival]) for rival in sorted(after, key=order.__getitem__))


def _lead(a: str, b: str, strengths: Mapping[str, float]) -> Lead:
    first, second = sorted((a, b), key=lambda item: (-strengths[item], item))
    return Lead(first, second, strengths[first] - strengths[second])
