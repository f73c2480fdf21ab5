"""What of a source the debates account for, passage by passage."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from kb.errors import NotFound
from queries import catalogue
from queries.arguments import Premise, attacked, premises
from queries.ask import Run, ask

CITED, LEFT_OUT, REPEATS, UNCITED = "cited", "left out", "repeats", "uncited"
STATES = (CITED, LEFT_OUT, REPEATS, UNCITED)


class PassageRow(NamedTuple):
    """A passage as the list of sources and the lock have it."""

    source: str
    number: int
    id: str
    fingerprint: str | None
    left_out: str | None
    repeats: str | None
    starts: str | None


class CitingItem(NamedTuple):
    """An item that cites a passage: on its own, in a stance on it, or in a relation from it."""

    passage: str
    item: str
    kind: str
    stances: int
    relations: int

    @property
    def places(self) -> int:
        """In how many places it does: each stance and relation, else the item itself."""
        return self.stances + self.relations or 1


class CitingArgument(NamedTuple):
    """An argument that cites a passage. The target of an undercut is None; `undercut` is the claim
    to which the argument leads that it undercuts, if that is no undercut too, and `attacked` has
    its premises."""

    passage: str
    argument: str
    kind: str
    premises: tuple[Premise, ...]
    target: str | None
    undercut: str | None
    attacked: tuple[Premise, ...]
    stances: int

    @property
    def places(self) -> int:
        """In how many places it does: each stance, else the argument itself."""
        return self.stances or 1


class Covered(NamedTuple):
    """A passage with all that cites it; `state` is one of STATES.

    A passage that repeats another is told of as such, since citing one cites both.
    """

    number: int
    id: str
    state: str
    items: tuple[CitingItem, ...]
    arguments: tuple[CitingArgument, ...]
    left_out: str | None
    repeats: str | None
    starts: str | None
    fingerprint: str | None

    @property
    def is_cited(self) -> bool:
        """Whether anything cites it."""
        return bool(self.items or self.arguments)

    @property
    def places(self) -> int:
        """In how many places it is cited."""
        return sum(item.places for item in self.items) + sum(
            argument.places for argument in self.arguments
        )


class Coverage(NamedTuple):
    """A source, passage by passage. Every passage is in one state, so that the counts add up;
    `sources` counts what repeats a passage with it."""

    source: str
    heading: str
    passages: tuple[Covered, ...]

    def count(self, state: str) -> int:
        """How many passages are in a state."""
        return sum(passage.state == state for passage in self.passages)

    @property
    def counts(self) -> dict[str, int]:
        """How many passages are in each state, and how many there are."""
        states = {state.replace(" ", "_"): self.count(state) for state in STATES}
        return states | {"passages": len(self.passages)}


def passages(run: Run, source: str | None = None) -> list[PassageRow]:
    """The passages of a source, or of all: those that are pinned, and others that are cited."""
    return ask(run, "passages", PassageRow, source=source)


def citing_items(run: Run, source: str | None = None) -> list[CitingItem]:
    """The items that cite a passage of a source, or of any."""
    return ask(run, "citing_items", CitingItem, source=source)


def citing_arguments(run: Run, source: str | None = None) -> list[CitingArgument]:
    """The arguments that cite a passage of a source, or of any."""
    found: list[Any] = ask(run, "citing_arguments", CitingArgument, source=source)
    return [
        row._replace(premises=premises(row.premises), attacked=attacked(row.attacked))
        for row in found
    ]


def resolve_source(run: Run, name: str) -> str:
    """The id of a source. Raises NotFound, with what may have been meant."""
    known = [source.id for source in catalogue.sources(run)]
    if name in known:
        return name
    from kb.diagnostics import nearest

    near = nearest(name, known)
    guess = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(known) or 'none'}"
    raise NotFound(f"no source is called '{name}'{guess}")


def coverage(run: Run, source: str | None = None) -> list[Coverage]:
    """What cites each passage of a source, or of all sources, by id."""
    items, arguments = citing_items(run, source), citing_arguments(run, source)
    by_item, by_argument = _by_passage(items), _by_passage(arguments)
    rows: dict[str, list[Covered]] = {}
    for row in passages(run, source):
        covered = _covered(row, by_item.get(row.id, ()), by_argument.get(row.id, ()))
        rows.setdefault(row.source, []).append(covered)
    return [
        Coverage(known.id, known.heading, tuple(rows.get(known.id, ())))
        for known in catalogue.sources(run)
        if source in (None, known.id)
    ]


def _by_passage(citing: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in citing:
        found.setdefault(one.passage, []).append(one)
    return found


def _covered(
    row: PassageRow, items: Iterable[CitingItem], arguments: Iterable[CitingArgument]
) -> Covered:
    """A passage with its state: what repeats another first, what is cited before what is left."""
    items, arguments = tuple(items), tuple(arguments)
    state = CITED if items or arguments else LEFT_OUT if row.left_out else UNCITED
    return Covered(
        number=row.number,
        id=row.id,
        state=REPEATS if row.repeats else state,
        items=items,
        arguments=arguments,
        left_out=row.left_out,
        repeats=row.repeats,
        starts=row.starts,
        fingerprint=row.fingerprint,
    )
