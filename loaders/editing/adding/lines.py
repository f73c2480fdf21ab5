"""The lines of a new item, in the order in which `kb fmt` has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.editing.adding.names import Links
from loaders.editing.adding.wanted import Wanted
from loaders.writing.appending import POSED
from loaders.writing.phrases import inferred_word

ASKED = ("crux", "question")  # nobody holds them


def item_lines(wanted: Wanted, links: Links) -> list[str]:
    """All that is said of an item, but for its names and its kind."""
    passages = links.passages(wanted.passage)
    asked = wanted.kind in ASKED
    stances = [] if asked else _stances(wanted, links, passages)
    poses = [f"{POSED} {links.poser(name)}" for name in wanted.by] if asked else []
    lines = [f"- **Asks:** {links.item(wanted.asks)}"] if wanted.asks else []
    lines += stances
    lines += _arguments(wanted, links, passages, stances)
    lines += [f"- **Answers:** {links.item(name)}" for name in wanted.answers]
    lines += [f"- **Concerns:** {links.item(name)}" for name in wanted.concerns]
    if passages and not stances and not poses:
        lines.append(f"- **Source:** {', '.join(passages)}")
    return [*lines, *(_detailed(line, passages) for line in poses)]


def _stances(wanted: Wanted, links: Links, passages: list[str]) -> list[str]:
    return [_detailed(f"- **Held by:** {links.person(name)}", passages) for name in wanted.by]


def _arguments(
    wanted: Wanted, links: Links, passages: list[str], stances: Iterable[str]
) -> Iterator[str]:
    """What it is for and against. Who says it makes the argument too, unless it is inferred."""
    details = inferred_word(True) if wanted.inferred else [] if stances else passages
    for head in _heads(wanted, links):
        yield _detailed(head, details)
        if not wanted.inferred:
            yield from (f"  {stance}" for stance in stances)


def _heads(wanted: Wanted, links: Links) -> Iterator[str]:
    is_crux = wanted.kind == "crux"  # what its yes would do is no reason yet
    supports, rebuts = ("If yes:** supports", "If yes:** rebuts") if is_crux else FOR_AND_AGAINST
    yield from (f"- **{supports} {links.item(name)}" for name in wanted.supports)
    yield from (f"- **Supported by:** {links.item(name)}" for name in wanted.supported_by)
    yield from (f"- **{rebuts} {links.item(name)}" for name in wanted.rebuts)
    yield from (f"- **Undercuts:** {links.argument(name)}" for name in wanted.undercuts)


FOR_AND_AGAINST = ("Supports:**", "Rebuts:**")


def _detailed(head: str, details: list[str]) -> str:
    return f"{head} — {', '.join(details)}" if details else head
