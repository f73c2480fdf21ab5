"""Arguments from premises to claims, and what is said of them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from queries.ask import Run, ask


class Premise(NamedTuple):
    """A premise of an argument, with enough to show it."""

    id: str
    kind: str
    text: str
    negated: bool

    @property
    def name(self) -> str:
        return f"not {self.id}" if self.negated else self.id


def premises(rows: Iterable[dict[str, Any]]) -> tuple[Premise, ...]:
    """The premises of an argument, from the maps that a query gathers."""
    return tuple(Premise(r["id"], r["kind"], r["text"], r["negated"]) for r in rows)


def attacked(rows: Iterable[dict[str, Any]]) -> tuple[Premise, ...]:
    """The premises of the argument that an undercut is against; of another argument, none."""
    return premises(row for row in rows if row["id"])


class Stance(NamedTuple):
    """What one person thinks of `target`, a claim or an argument."""

    target: str
    person: str
    name: str
    kind: str
    credence: float | None
    date: str | None
    of: str | None
    inferred: bool
    passages: list[str]
    note: str
    id: str


class _ArgumentRow(NamedTuple):
    target: str
    id: str
    kind: str
    premises: list[dict[str, Any]]
    reasons: list[str]
    called: str | None
    scheme: str | None
    answer: str | None
    inferred: bool
    path: str
    line: int
    ordinal: int


class Argument(NamedTuple):
    """An argument as seen from its target, with what undercuts it and who makes or doubts it;
    `answer` is the premise of which it says what an answer would do."""

    id: str
    kind: str
    premises: tuple[Premise, ...]
    target: str
    reasons: list[str]
    inferred: bool
    path: str
    line: int
    stances: tuple[Stance, ...] = ()
    undercuts: tuple[Any, ...] = ()  # of Argument
    attacks: str = ""  # the argument that an undercut attacks, in words
    called: str | None = None
    scheme: str | None = None
    answer: str | None = None

    @property
    def name(self) -> str:
        return " + ".join(premise.name for premise in self.premises)

    @property
    def aim(self) -> str:
        """What it leads to: a claim's id, or the argument that it attacks, in words."""
        return f"({self.attacks})" if self.attacks else self.target


def arguments_on(run: Run, claims: list[str]) -> list[_ArgumentRow]:
    """What supports and what rebuts these claims."""
    return ask(run, "arguments_on", _ArgumentRow, claims=claims)


def undercuts_on(run: Run, arguments: list[str]) -> list[_ArgumentRow]:
    """What undercuts these arguments."""
    return ask(run, "undercuts_on", _ArgumentRow, arguments=arguments)


def stances_on_claims(run: Run, claims: list[str]) -> list[Stance]:
    """Who thinks what of these claims."""
    return ask(run, "stances_on_claims", Stance, claims=claims)


def stances_on_arguments(run: Run, arguments: list[str]) -> list[Stance]:
    """Who makes these arguments, and who doubts them."""
    return ask(run, "stances_on_arguments", Stance, arguments=arguments)


def arguments_in_full(run: Run, claims: list[str]) -> dict[str, list[Argument]]:
    """The arguments to each of these claims, each with all undercuts below it and their stances."""
    rows = arguments_on(run, claims)
    below: dict[str, list[_ArgumentRow]] = {}
    todo = [row.id for row in rows]
    everything = list(todo)
    while todo:
        found = undercuts_on(run, todo)
        todo = [row.id for row in found if row.id not in below]
        everything += todo
        for row in found:
            below.setdefault(row.target, []).append(row)
    stances: dict[str, list[Stance]] = {}
    for stance in stances_on_arguments(run, everything) if everything else []:
        stances.setdefault(stance.target, []).append(stance)
    arguments: dict[str, list[Argument]] = {claim: [] for claim in claims}
    for row in rows:
        arguments[row.target].append(_argument(row, below, stances))
    return arguments


def _argument(
    row: _ArgumentRow,
    below: dict[str, list[_ArgumentRow]],
    stances: dict[str, list[Stance]],
    attacks: str = "",
) -> Argument:
    names = " + ".join(premise.name for premise in premises(row.premises))
    own = f"{names} → ({attacks})" if attacks else f"{names} → {row.target}"
    undercuts = tuple(_argument(under, below, stances, own) for under in below.get(row.id, ()))
    return Argument(
        id=row.id,
        kind=row.kind,
        premises=premises(row.premises),
        target=row.target,
        attacks=attacks,
        called=row.called,
        scheme=row.scheme,
        answer=row.answer,
        reasons=row.reasons,
        inferred=row.inferred,
        path=row.path,
        line=row.line,
        stances=tuple(stances.get(row.id, ())),
        undercuts=undercuts,
    )


class Bearing(NamedTuple):
    """An argument from `source`, and perhaps others, to a claim."""

    source: str
    negated: bool
    id: str
    kind: str
    premises: tuple[Premise, ...]
    target: str
    reasons: list[str]
    inferred: bool
    path: str
    line: int
    ordinal: int

    @property
    def others(self) -> tuple[Premise, ...]:
        """The premises beside the source."""
        return tuple(p for p in self.premises if p.id != self.source)


def arguments_from(run: Run, claims: list[str]) -> list[Bearing]:
    """Which claims arguments from these claims support or rebut."""
    found = ask(run, "arguments_from", Bearing, claims=claims)
    return [row._replace(premises=premises(row.premises)) for row in found]  # type: ignore[arg-type]


class Undercutting(NamedTuple):
    """An undercut that `source` makes on an argument, whose target is None if it is an undercut."""

    source: str
    negated: bool
    id: str
    argument: str
    argument_kind: str
    argument_premises: tuple[Premise, ...]
    target: str | None
    reasons: list[str]
    inferred: bool
    path: str
    line: int
    ordinal: int


def undercuts_from(run: Run, claims: list[str]) -> list[Undercutting]:
    """Which arguments these claims undercut."""
    found = ask(run, "undercuts_from", Undercutting, claims=claims)
    return [
        row._replace(argument_premises=premises(row.argument_premises))  # type: ignore[arg-type]
        for row in found
    ]
