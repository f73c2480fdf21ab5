"""All that is said in one debate, with where: what telling it as running text is made of."""

from functools import partial
from typing import Any, NamedTuple

from queries.arguments import Stance as Said
from queries.arguments import stances_on_arguments, stances_on_claims
from queries.ask import Run, ask, with_undercuts
from queries.debates import debate_names, items


class Item(NamedTuple):
    """An item; `term` is the word that a definition defines, `cited` every passage it names."""

    id: str
    slug: str
    kind: str
    text: str
    title: str | None
    posed: str | None
    section: str
    debate: str
    ordinal: int
    term: str | None
    cited: tuple[str, ...]


class Argument(NamedTuple):
    """An argument; each premise with whether it is negated."""

    id: str
    kind: str
    premises: tuple[tuple[str, bool], ...]
    target: str
    reasons: tuple[str, ...]
    inferred: bool
    answer: str | None
    ordinal: int
    line: int


class Stance(NamedTuple):
    """What somebody thinks of an item or argument (`target`)."""

    id: str
    person: str
    kind: str
    target: str
    credence: float | None
    date: str | None
    of: str | None
    inferred: bool
    passages: tuple[str, ...]
    note: str


class Tie(NamedTuple):
    """A relation that is no argument; its kind in lower case."""

    kind: str
    source: str
    target: str
    reason: str
    inferred: bool


class Voice(NamedTuple):
    """Somebody who speaks, or a work or character."""

    id: str
    name: str
    kind: str


class Passage(NamedTuple):
    """A passage of a source that the debate cites; `date` is that of the source, `starts` whether
    something begins here that was said apart."""

    id: str
    source: str
    date: str | None
    number: int
    repeats: str | None
    starts: bool


class Record(NamedTuple):
    """A debate with all that is said in it. `items` has those of other debates that its arguments
    and relations name, too; `source` is the debate's own."""

    debate: str
    source: str | None
    items: tuple[Item, ...]
    arguments: tuple[Argument, ...]
    stances: tuple[Stance, ...]
    ties: tuple[Tie, ...]
    voices: tuple[Voice, ...]
    passages: tuple[Passage, ...]


def record(run: Run, debate: str) -> Record:
    """Everything that is said in a debate, which must exist."""
    own = [row.id for row in items(run, debate)]
    arguments, ties = exchange_arguments(run, debate), exchange_ties(run, debate)
    named = {claim for argument in arguments for claim, _ in argument.premises}
    named.update(end for tie in ties for end in (tie.source, tie.target))
    every = exchange_items(run, [*own, *sorted(named.difference(own))])
    stances = _stances(stances_on_claims(run, [item.id for item in every]))
    stances += _stances(stances_on_arguments(run, [argument.id for argument in arguments]))
    cited = {passage for item in every if item.debate == debate for passage in item.cited}
    cited.update(passage for stance in stances for passage in stance.passages)
    sources = sorted({passage.rpartition("#")[0] for passage in cited})
    [source] = [row.source for row in debate_names(run) if row.id == debate]
    return Record(
        debate,
        source,
        tuple(every),
        tuple(arguments),
        tuple(stances),
        tuple(ties),
        tuple(exchange_voices(run)),
        tuple(exchange_passages(run, sources)),
    )


def exchange_items(run: Run, claims: list[str]) -> list[Item]:
    """What items say, with the passages that they name."""
    found: list[Any] = ask(run, "exchange_items", Item, claims=claims)
    return [row._replace(cited=tuple(row.cited)) for row in found]


def exchange_arguments(run: Run, debate: str) -> list[Argument]:
    """The arguments that end in items of a debate, with all that undercuts them."""
    found = _arguments(ask(run, "exchange_arguments", Argument, debate=debate))
    return with_undercuts(found, partial(exchange_undercuts, run))


def exchange_undercuts(run: Run, arguments: list[str]) -> list[Argument]:
    """The undercuts of arguments."""
    return _arguments(ask(run, "exchange_undercuts", Argument, arguments=arguments))


def exchange_ties(run: Run, debate: str) -> list[Tie]:
    """The relations from items of a debate and to them."""
    ties = dict.fromkeys([*exchange_ties_from(run, debate), *exchange_ties_to(run, debate)])
    found = sorted(ties, key=lambda tie: (tie.source, tie.kind, tie.target))
    return [row._replace(kind=row.kind.lower()) for row in found]


def exchange_ties_from(run: Run, debate: str) -> list[Tie]:
    """Those that lead from items of a debate."""
    return ask(run, "exchange_ties_from", Tie, debate=debate)


def exchange_ties_to(run: Run, debate: str) -> list[Tie]:
    """Those that lead to items of a debate."""
    return ask(run, "exchange_ties_to", Tie, debate=debate)


def exchange_passages(run: Run, sources: list[str]) -> list[Passage]:
    """The passages of sources."""
    return ask(run, "exchange_passages", Passage, sources=sources)


def exchange_voices(run: Run) -> list[Voice]:
    """Everybody who speaks."""
    return ask(run, "exchange_voices", Voice)


def _arguments(rows: list[Any]) -> list[Argument]:
    return [
        row._replace(
            premises=tuple((premise["id"], premise["negated"]) for premise in row.premises),
            reasons=tuple(row.reasons),
        )
        for row in rows
    ]


def _stances(rows: list[Said]) -> list[Stance]:
    return [
        Stance(
            row.id,
            row.person,
            row.kind,
            row.target,
            row.credence,
            row.date,
            row.of,
            row.inferred,
            tuple(row.passages),
            row.note,
        )
        for row in rows
    ]
