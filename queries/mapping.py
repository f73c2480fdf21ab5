"""What the map of a debate is drawn of: its items, and all that bears on them."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from kb.kinds import ArgumentKind, Kind
from queries.ask import Run, ask, with_undercuts
from queries.debates import debate_names


class Item(NamedTuple):
    """An item of a debate."""

    id: str
    slug: str
    debate: str
    kind: Kind
    text: str
    title: str | None
    ordinal: int


class Premise(NamedTuple):
    """A premise of an argument, with the debate that has it."""

    claim: str
    negated: bool
    debate: str


class Argument(NamedTuple):
    """An argument, its premises as they are written; `debate` is that in whose file it stands."""

    id: str
    kind: ArgumentKind
    premises: tuple[Premise, ...]
    target: str
    inferred: bool
    debate: str
    ordinal: int
    line: int


class Asking(NamedTuple):
    """A crux, and the claim of which it asks whether it holds."""

    crux: str
    claim: str
    debate: str
    ordinal: int


class _Id(NamedTuple):
    id: str


class Chart(NamedTuple):
    """A debate with all that bears on it, in the order of the files; `used` are its items that are
    premises of something."""

    debate: str
    question: str
    items: Sequence[Item]
    arguments: Sequence[Argument]
    cruxes: Sequence[Asking]
    used: frozenset[str]


def chart(run: Run, debate: str) -> Chart:
    """What the map of a debate, which must exist, is drawn of."""
    names = {row.id: row for row in debate_names(run)}
    place = {name: i for i, name in enumerate(names)}
    items: list[Item] = []
    arguments: list[Argument] = []
    cruxes: list[Asking] = []
    known, new = set[str](), {debate}
    while new:
        known |= new
        found, asked = _arguments_in(run, sorted(new)), mapped_cruxes(run, sorted(new))
        items += mapped_items(run, sorted(new))
        arguments += found
        cruxes += asked
        premises = {premise.debate for argument in found for premise in argument.premises}
        new = (premises | {asking.debate for asking in asked}) - known
    return Chart(
        debate,
        names[debate].question,
        sorted(items, key=lambda i: (place[i.debate], i.ordinal, i.id)),
        sorted(arguments, key=lambda a: (place[a.debate], a.ordinal, a.line, a.id)),
        sorted(cruxes, key=lambda c: (place[c.debate], c.ordinal, c.crux)),
        frozenset(mapped_uses(run, debate)),
    )


def mapped_items(run: Run, debates: list[str]) -> list[Item]:
    """The items of debates."""
    return ask(run, "mapped_items", Item, debates=debates)


def mapped_arguments(run: Run, debates: list[str]) -> list[Argument]:
    """The arguments that end in items of debates."""
    return _arguments(ask(run, "mapped_arguments", Argument, debates=debates))


def mapped_undercuts(run: Run, arguments: list[str]) -> list[Argument]:
    """The undercuts of arguments."""
    return _arguments(ask(run, "mapped_undercuts", Argument, arguments=arguments))


def mapped_cruxes(run: Run, debates: list[str]) -> list[Asking]:
    """The cruxes that ask whether items of debates hold."""
    return ask(run, "mapped_cruxes", Asking, debates=debates)


def mapped_uses(run: Run, debate: str) -> list[str]:
    """The items of a debate that are premises of arguments, be these on items of others."""
    return [row.id for row in ask(run, "mapped_uses", _Id, debate=debate)]


def _arguments_in(run: Run, debates: list[str]) -> list[Argument]:
    """The arguments that end in items of debates, and what undercuts these."""
    return with_undercuts(mapped_arguments(run, debates), partial(mapped_undercuts, run))


def _arguments(rows: list[Any]) -> list[Argument]:
    return [row._replace(premises=tuple(Premise(**p) for p in row.premises)) for row in rows]
