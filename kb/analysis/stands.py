"""How a debate stands, as it was found, and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from kb.analysis.scale import LEAD
from kb.naming import opening

NAMED = 2  # things of one kind that a sentence names; of more it gives the number


class Lead(NamedTuple):
    """Two rivals, the stronger first, and by how much it is ahead; level under 0.05."""

    first: str
    second: str
    margin: float

    @property
    def is_level(self) -> bool:
        return self.margin < LEAD

    @property
    def leader(self) -> str | None:
        """Which of the two leads, None where they are level."""
        return None if self.is_level else self.first


def ahead(pair: Sequence[str], leader: str | None, called: Mapping[str, str]) -> str:
    """`A leads B`, or `A and B are level`; `called` says what each of the two is called."""
    if leader is None:
        return " and ".join(called[item] for item in pair) + " are level"
    [other] = [item for item in pair if item != leader]
    return f"{called[leader]} leads {called[other]}"


def under_answers(
    pair: Sequence[str], yes: str | None, no: str | None, called: Mapping[str, str]
) -> str:
    """Which of two rivals leads under either answer to a question."""
    return f"if yes {ahead(pair, yes, called)}, if no {ahead(pair, no, called)}"


def holds_up(first: int, ways: int) -> bool:
    """Whether the place of a crux is sure: among the first in all ways to weigh, or in none."""
    return first in (0, ways)


class Reply(Protocol):
    """An argument, as far as it answers another one."""

    @property
    def kind(self) -> str: ...


def is_answered(
    argument: str,
    premises: Iterable[tuple[str, bool]],
    on: Mapping[str, Sequence[Reply]],
) -> bool:
    """Whether something undercuts an argument, or speaks against one of its premises.

    Premises are claims, each with whether it is negated; `on` are the arguments on each thing.
    """
    return bool(on.get(argument)) or any(
        against.kind == ("supports" if negated else "rebuts")
        for claim, negated in premises
        for against in on.get(claim, ())
    )


class Situation(NamedTuple):
    """What can be said of a debate without weighing anything but its rivals.

    `voices` are the ids of the people who take a stand in it; `empty` the positions that nobody
    holds; `granted` the items that somebody concedes, with who; `unanswered` the objections that
    somebody makes and nobody answers, by their targets. It is `settled` where there are several
    voices, every objection is answered and nobody dissents from a position that somebody holds.
    """

    positions: tuple[str, ...]
    voices: tuple[str, ...]
    empty: tuple[str, ...]
    granted: tuple[tuple[str, str], ...]
    unanswered: tuple[str, ...]
    leads: tuple[Lead, ...]
    settled: bool


def sentences(found: Situation, called: Mapping[str, str]) -> Iterator[str]:
    """It in sentences; `called` says what each item and person is called in them."""
    if len(found.voices) == 1:
        yield f"Only one voice is heard: {called[found.voices[0]]}."
    if found.empty:
        yield f"Nobody in the text holds {_quoted(found.empty, called, 'or')}."
    yield from _granted(found, called)
    if count := len(found.unanswered):
        many = "One objection" if count == 1 else f"{count} objections"
        yield f"{many} that people make got no answer."
    for lead in found.leads:
        ends = "they are level" if lead.is_level else "the first leads"
        yield f"{_quoted(lead[:2], called, 'and')} cannot both be right: {ends}."
    if found.settled:
        answered = "every objection that people make is answered"
        yield f"It is settled as far as it goes: {answered}, and nobody dissents."


def _granted(found: Situation, called: Mapping[str, str]) -> Iterator[str]:
    """Who grants what; where that is much, how much it is."""
    by_person: dict[str, list[str]] = {}
    for person, item in found.granted:
        by_person.setdefault(person, []).append(item)
    for person, items in by_person.items():
        said = _quoted(items, called, "and") if len(items) <= NAMED else f"{len(items)} points"
        yield f"{opening(called[person])} grants {said}."


def _quoted(items: Sequence[str], called: Mapping[str, str], joined: str) -> str:
    return f" {joined} ".join(f"“{called[item]}”" for item in items)
