"""How a debate stands, as it was found, and as sentences."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from kb.analysis.scale import LEAD
from kb.naming import opening, stripped
from queries.saying import side

NAMED = 2  # things of one kind that a sentence names; of more it gives the number
CHAIRS = 3  # positions that nobody holds, as many as are named


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
    @property
    def answer(self) -> str | None: ...


class Word(Protocol):
    """What somebody says of a claim, as far as it answers an argument from it."""

    @property
    def person(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def inferred(self) -> bool: ...


def is_answered(
    argument: str,
    premises: Iterable[tuple[str, bool]],
    on: Mapping[str, Sequence[Reply]],
    said: Mapping[str, Sequence[Word]],
    makers: Collection[str],
) -> bool:
    """Whether something undercuts an argument, or something or somebody speaks against one of its
    premises.

    Premises are claims, each with whether it is negated; `on` are the arguments on each thing,
    `said` the stances on each claim; `makers` are those who make the argument. What the answer to
    a crux would do speaks against nothing yet.
    """
    return bool(on.get(argument)) or any(
        any(_speaks_against(negated, reply) for reply in on.get(claim, ()))
        or _is_denied(negated, said.get(claim, ()), makers)
        for claim, negated in premises
    )


def _speaks_against(negated: bool, reply: Reply) -> bool:
    return reply.answer is None and reply.kind == ("supports" if negated else "rebuts")


def _is_denied(negated: bool, said: Sequence[Word], makers: Collection[str]) -> bool:
    """Whether somebody says of a premise, in so many words, that it is not so, or doubts it: nobody
    who makes the argument, nor who says the contrary as well."""
    against = 1 if negated else -1
    deny = {word.person for word in said if side(word.kind) == against and not word.inferred}
    return bool(deny - {word.person for word in said if side(word.kind) == -against} - set(makers))


class Objection(NamedTuple):
    """An objection without an answer: the item it is about in the end, the claims that it begins
    with, the ids of those to whom it is put, of those who make it, and of the arguments by which
    they do. Where nobody in the text holds what it attacks, it is put to nobody."""

    end: str
    says: tuple[str, ...]
    to: tuple[str, ...]
    by: tuple[str, ...]
    arguments: tuple[str, ...]


class Granted(NamedTuple):
    """An item that somebody grants, and with what qualification."""

    person: str
    item: str
    note: str


class Situation(NamedTuple):
    """What can be said of a debate without weighing anything but its rivals.

    `voices` are the ids of the people who say anything in it; `empty` the positions that nobody
    holds; `granted` what somebody concedes; `unanswered` the objections that somebody makes and
    nobody answers; `taken_up` are the arguments of those that are only restated by those to whom
    they are put. It is `settled` where several of them take a stand, every
    objection is answered and nobody dissents from a position that somebody holds.
    """

    positions: tuple[str, ...]
    voices: tuple[str, ...]
    empty: tuple[str, ...]
    granted: tuple[Granted, ...]
    unanswered: tuple[Objection, ...]
    leads: tuple[Lead, ...]
    settled: bool
    taken_up: tuple[str, ...] = ()


def sentences(
    found: Situation, called: Mapping[str, str], told: Mapping[str, str]
) -> Iterator[str]:
    """It in sentences; `called` says what each item and person is called in them, `told` what items
    state: a title that was not met yet says little."""
    if len(found.voices) == 1:
        yield f"Only one voice is heard: {called[found.voices[0]]}."
    if count := len(found.empty):
        many = f"{count} of the {len(found.positions)} positions"
        which = _quoted(found.empty, called, "or") if count <= CHAIRS else many
        yield f"Nobody in the text holds {which}."
    yield from _unanswered(found, called, told)
    yield from _granted(found, called, told)
    for lead in found.leads:
        both = _quoted(lead[:2], called, "and")
        yield f"As we read it, {both} cannot both be right; {_carried(lead, called)}."
    if found.settled:
        answered = "every objection that people make is answered"
        yield f"It is settled as far as it goes: {answered}, and nobody dissents."


def in_short(found: Situation, called: Mapping[str, str]) -> str:
    """The same in a few words: `7 voices; 2 who object wait for an answer`."""
    voices, waiting = len(found.voices), len(objectors(put(found)))
    ahead_ = [lead for lead in found.leads if not lead.is_level]
    said = [f"{voices} voices" if voices > 1 else "one voice" if voices else "nobody is heard"]
    if found.settled:
        said.append("settled as far as it goes")
    if ahead_:
        said += [ahead(lead[:2], lead.leader, _in_quotes(called, lead[:2])) for lead in ahead_[:1]]
    elif len(found.empty) == 1 and voices:
        said.append(f"nobody holds {_quoted(found.empty, called, 'or')}")
    if waiting:
        said.append(f"{_waiting(waiting)} for an answer")
    return "; ".join(said)


def _in_quotes(called: Mapping[str, str], items: Iterable[str]) -> dict[str, str]:
    return {item: f"“{called[item]}”" for item in items}


def _carried(lead: Lead, called: Mapping[str, str]) -> str:
    """How far the reasons carry two rivals, by name."""
    if lead.is_level:
        return "the reasons given carry the one as far as the other"
    return f"the reasons given carry “{called[lead.first]}” further"


def put(found: Situation) -> list[Objection]:
    """The objections that are put to somebody: one for all that say the same, whatever they attack
    and whoever holds that. Whoever counts or lists them does it by this."""
    same: dict[tuple[str, ...], list[Objection]] = {}
    for objection in found.unanswered:
        if objection.to:
            same.setdefault(objection.says, []).append(objection)
    return [
        Objection(
            every[0].end,
            says,
            tuple(dict.fromkeys(person for one in every for person in one.to)),
            tuple(dict.fromkeys(person for one in every for person in one.by)),
            tuple(argument for one in every for argument in one.arguments),
        )
        for says, every in same.items()
    ]


def besides(ours: int, others: int) -> str:
    """What attacks are that nobody answers and that are no objections put to somebody: those that
    only the mapper makes, and others, which nobody makes, or which attack what nobody holds."""
    if not ours:
        return "put to nobody"
    return "of ours or put to nobody" if others else "of ours"


def _granted(found: Situation, called: Mapping[str, str], told: Mapping[str, str]) -> Iterator[str]:
    """Who grants what; of much, the first of it."""
    by_person: dict[str, list[str]] = {}
    for granted in found.granted[:NAMED]:
        by_person.setdefault(granted.person, []).append(_with_hedge(granted, told))
    for person, said in by_person.items():
        yield f"{opening(called[person])} grants{'; and'.join(said)}."


def _with_hedge(granted: Granted, told: Mapping[str, str]) -> str:
    """What somebody grants, behind the verb: a statement, or a yes to a question."""
    hedge = f" ({granted.note})" if granted.note else ""
    text = told[granted.item]
    return f" a yes to: {text}{hedge}" if text.endswith("?") else f": {stripped(text)}{hedge}"


def _waiting(objecting: int) -> str:
    return f"{objecting} who object wait" if objecting > 1 else "one who objects waits"


def objectors(waiting: Iterable[Objection]) -> list[str]:
    """Who makes objections, the first first. Of what is written as several, one may make one point
    in several ways, so that people are counted and not objections."""
    return list(dict.fromkeys(person for objection in waiting for person in objection.by))


def _unanswered(
    found: Situation, called: Mapping[str, str], told: Mapping[str, str]
) -> Iterator[str]:
    """Which objections wait for whose answer; of many, whose they are and for whom mostly. That
    none is shown is all that is known: a source may have only a part of what was said."""
    waiting = put(found)
    if len(waiting) > NAMED:
        whose = people(objectors(waiting), called)
        yield f"No answer is shown to the objections of {whose}{_addressed(waiting, called)}."
        return
    between: dict[tuple[str, str], list[str]] = {}
    for one in waiting:
        ends = (people(one.by, called), people(one.to, called))
        between.setdefault(ends, []).extend(stripped(told[item]) for item in one.says)
    for (whose, to), says in between.items():
        yield f"{opening(whose)} objects to {to}: {'; '.join(says)}. No answer is shown."


def _addressed(waiting: Sequence[Objection], called: Mapping[str, str]) -> str:
    """To whom objections are put, of which one may be put to several people."""
    many = Counter(person for objection in waiting for person in objection.to)
    first, most = many.most_common(1)[0]
    if len(many) == 1:
        return f" to {called[first]}"
    if most == len(waiting):
        return f" to {called[first]}, and in part to others"
    if 2 * most > len(waiting):
        return f", mostly to {called[first]}"
    return f" to {people(list(many), called)}"


def people(ids: Sequence[str], called: Mapping[str, str]) -> str:
    """The first of several people, and how many more."""
    first = " and ".join(called[person] for person in ids[:NAMED])
    return f"{first} and {len(ids) - NAMED} more" if len(ids) > NAMED else first


def _quoted(items: Sequence[str], called: Mapping[str, str], joined: str) -> str:
    return f" {joined} ".join(f"“{called[item]}”" for item in items)
