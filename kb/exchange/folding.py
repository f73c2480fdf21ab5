"""What a work tells that nobody takes up: the text counts it and leaves it to the page of all that
was said."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kb.exchange.known import Known
from queries.exchange import Item


def left_out(known: Known) -> frozenset[str]:
    """The items that works alone say, and that bear on nothing that people say, with the words
    that are used nowhere else; none, where no person speaks."""
    told_by_works = [item for item in known.own if _is_a_works(known, item)]
    if not any(known.speaks(stance.person) for stance in known.record.stances):
        return frozenset()
    left = {item.id for item in told_by_works if not _is_taken_up(known, item)}
    return frozenset(left | {item.id for item in known.own if _is_used_there(known, item, left)})


def _is_a_works(known: Known, item: Item) -> bool:
    """Whether only works and characters say something, which is no sense of a word."""
    voices = [stance.person for stance in known.stances_on.get(item.id, ())]
    return (
        item.kind != "definition" and bool(voices) and not any(known.speaks(one) for one in voices)
    )


def _is_taken_up(known: Known, item: Item) -> bool:
    """Whether something that people say is about an item, or argued from or to it."""
    return any(not _is_a_works(known, other) for other in _beside(known, item))


def _is_used_there(known: Known, item: Item, left: Collection[str]) -> bool:
    """Whether this is the sense of a word that nobody defines as such, and only those items use."""
    if item.kind != "definition" or any(
        known.speaks(stance.person) and not stance.inferred
        for stance in known.stances_on.get(item.id, ())
    ):
        return False
    users = [tie.source for tie in known.ties_to.get(item.id, ()) if tie.kind == "uses"]
    return bool(users) and all(user in left for user in users)


def _beside(known: Known, item: Item) -> Iterator[Item]:
    """What is tied to an item or stands in an argument with it, senses of words apart."""
    ties = [(t.kind, t.target) for t in known.ties_from.get(item.id, ())]
    ties += [(t.kind, t.source) for t in known.ties_to.get(item.id, ())]
    ends = [other for kind, other in ties if kind != "uses"]
    ends += [end for a in known.touching.get(item.id, ()) for end in known.ends(a)]
    others = (known.items[end] for end in ends if end != item.id and end in known.items)
    return (other for other in others if other.kind != "definition")
