"""People: what they think, and where two of them agree and differ."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kb.errors import NotFound
from queries.arguments import Argument, Premise, arguments_in_full, attacked, premises
from queries.ask import Run, ask
from queries.cruxes import cruxes_asking
from queries.folding import fold
from queries.meeting import (
    Move,
    Reply,
    Saying,
    Sides,
    counted_of,
    is_unsaid,
    opposed,
    replies,
    sides_of,
)
from queries.network import weighed_rivals
from queries.saying import RivalsOf, by_item, counted, outdone, side

APART = {"work": "Works", "character": "Characters"}  # who speak, and are no people


class Person(NamedTuple):
    """Somebody with the numbers of stances on claims and on arguments; `kind` is person, work or
    character."""

    id: str
    name: str
    kind: str
    note: str
    address: str | None
    on_claims: int
    on_arguments: int


class StanceOf(NamedTuple):
    """What a person thinks of an item."""

    debate: str
    item: str
    item_kind: str
    text: str
    kind: str
    credence: float | None
    date: str | None
    of: str | None
    inferred: bool
    passages: list[str]
    note: str
    id: str
    asks: str | None  # the claim, where the item is a crux that asks one

    @property
    def side(self) -> int:
        """1 for, -1 against, 0 for neither (reports, supposes, poses)."""
        return side(self.kind)

    @property
    def thing(self) -> str:
        """What it is of: a crux that asks a claim counts as the claim."""
        return self.asks or self.item


class ArgumentOf(NamedTuple):
    """An argument that a person makes or doubts. The target of an undercut is None; `undercut` is
    the claim to which the argument leads that it undercuts, if that is no undercut too, and
    `attacked` has its premises."""

    debate: str
    argument: str
    argument_kind: str
    premises: tuple[Premise, ...]
    target: str | None
    undercut: str | None
    attacked: tuple[Premise, ...]
    kind: str
    credence: float | None
    passages: list[str]
    note: str
    id: str


def people(run: Run) -> list[Person]:
    """Everybody who speaks, by id, works and characters too."""
    return ask(run, "people", Person)


def resolve_person(run: Run, name: str) -> Person:
    """The person with this id, or whose name contains these words.

    Raises NotFound, with what may have been meant.
    """
    known = people(run)
    exact = [person for person in known if name in (person.id, person.name)]
    like = [p for p in known if fold(name) in fold(f"{p.id} {p.name}")]
    if len(exact or like) == 1:
        return (exact or like)[0]
    if like:
        raise NotFound(f"'{name}' fits several people: {', '.join(p.id for p in like)}")
    from kb.diagnostics import nearest

    near = nearest(name, [person.id for person in known])
    guess = f"; did you mean '{near}'?" if near else "; 'kb people' lists them"
    raise NotFound(f"nobody is called '{name}'{guess}")


def stances_of(run: Run, person: str) -> list[StanceOf]:
    """What a person thinks, debate by debate."""
    return ask(run, "stances_of", StanceOf, person=person)


def outdone_among(run: Run, stances: list[StanceOf]) -> dict[str, str]:
    """Why some of a person's stances do not count, by their ids."""
    return outdone(stances, lambda stance: stance.thing, _rivals(run, stances))


def arguments_of(run: Run, person: str) -> list[ArgumentOf]:
    """The arguments that a person makes or doubts."""
    found: list[Any] = ask(run, "arguments_of", ArgumentOf, person=person)
    return [
        row._replace(
            premises=premises(row.premises),
            attacked=attacked(row.attacked),
        )
        for row in found
    ]


class _Argued(NamedTuple):
    claim: str


def claims_argued_by(run: Run, people: list[str]) -> list[_Argued]:
    """The claims about which people make or doubt arguments."""
    return ask(run, "claims_argued_by", _Argued, people=people)


class Answer(NamedTuple):
    """An argument that `by` makes on what `to` holds: against it, or (supports) for it."""

    by: str
    to: str
    argument: Argument


class Comparison(NamedTuple):
    """Two people side by side: pairs of stances on one item, or (where they differ) for two rivals,
    how each answers the other, what one alone speaks of."""

    agree: list[tuple[StanceOf, StanceOf]]
    differ: list[tuple[StanceOf, StanceOf]]
    answers: list[Answer]
    only_a: list[StanceOf]
    only_b: list[StanceOf]


def compare(run: Run, a: str, b: str, debate: str | None = None) -> Comparison:
    """Where two people agree, where they differ, by which arguments one answers the other, and
    where one of them is silent.

    In one debate, or in those in which both take a stand. Somebody who only reports, supposes or
    poses something is silent on it. Who holds one of two rivals differs from who holds the other.
    Of several stances one counts, as `counted` says.
    """
    said = stances_of(run, a), stances_of(run, b)
    excluding = _rivals(run, [stance for own in said for stance in own])
    ones, others = (counted(own, lambda stance: stance.thing, excluding) for own in said)
    answers = _answers(run, {a: ones, b: others}, excluding, debate)
    shared = {debate} if debate else _debates(ones) & _debates(others)
    ones, others = _within(ones, shared), _within(others, shared)
    both = [(ones[item], others[item]) for item in ones if item in others]
    opposing = list(opposed(_side_on(ones), _side_on(others), excluding))
    parted = [
        (ones[item], others[rival])
        for item, rival in opposing
        if item not in others and rival not in ones  # else they differ on that itself
    ]
    spoken = (ones.keys() & others.keys()).union(*opposing)
    return Comparison(
        agree=[pair for pair in both if pair[0].side == pair[1].side],
        differ=[pair for pair in both if pair[0].side != pair[1].side] + parted,
        answers=answers,
        only_a=[stance for item, stance in ones.items() if item not in spoken],
        only_b=[stance for item, stance in others.items() if item not in spoken],
    )


def _rivals(run: Run, stances: Iterable[StanceOf]) -> RivalsOf:
    """The rivals of what is spoken of."""
    asked = {stance.item: stance.thing for stance in stances}
    debates = {ident.partition("/")[0] for pair in asked.items() for ident in pair}
    return by_item(weighed_rivals(run, sorted(debates)), lambda item: asked.get(item, item))


def _side_on(stances: Mapping[str, StanceOf]) -> dict[str, int]:
    return {item: stance.side for item, stance in stances.items()}


def _debates(stances: Mapping[str, StanceOf]) -> set[str]:
    return {item.partition("/")[0] for item in stances}


def _within(stances: Mapping[str, StanceOf], debates: set[str]) -> dict[str, StanceOf]:
    return {item: s for item, s in stances.items() if item.partition("/")[0] in debates}


def _answers(
    run: Run,
    said: Mapping[str, Mapping[str, StanceOf]],
    excluding: RivalsOf,
    debate: str | None,
) -> list[Answer]:
    """The arguments by which people answer each other, attacks first, in the order of the files."""
    argued = [row.claim for row in claims_argued_by(run, list(said))]
    spoken = sorted({*argued, *(item for own in said.values() for item in own)})
    claim_of = {row.crux: row.claim for row in cruxes_asking(run, spoken)}
    roots = sorted({*spoken, *claim_of})
    arguments = {
        argument.id: (claim_of.get(root, root), argument)
        for root, found in arguments_in_full(run, roots).items()
        if debate is None or claim_of.get(root, root).startswith(f"{debate}/")
        for top in found
        for argument in _whole(top)
    }
    moves = [_move(argument, root, claim_of) for root, argument in arguments.values()]
    sides = _sides(said, [argument for _, argument in arguments.values()])
    found = replies(moves, sides, excluding, said.keys())
    return [Answer(r.by, r.to, arguments[r.move][1]) for r in _in_order(found, arguments)]


def _whole(argument: Argument) -> Iterator[Argument]:
    """An argument with all undercuts below it."""
    yield argument
    for under in argument.undercuts:
        yield from _whole(under)


def _move(argument: Argument, root: str, claim_of: Mapping[str, str]) -> Move:
    held = tuple((claim_of.get(p.id, p.id), p.negated) for p in argument.premises)
    return Move(
        argument.id,
        argument.kind,
        claim_of.get(argument.target, argument.target),
        held,
        root,
        is_unsaid(argument.inferred, argument.answer, (p.kind for p in argument.premises)),
    )


def _sides(said: Mapping[str, Mapping[str, StanceOf]], arguments: list[Argument]) -> Sides:
    """The sides of two people on items, and of everybody on arguments: what somebody says they
    make is nobody else's."""
    own = [
        Saying(person, item, s.kind, s.date, s.passages, s.id)
        for person, stances in said.items()
        for item, s in stances.items()
    ]
    made = [
        Saying(s.person, s.target, s.kind, s.date, s.passages, s.id)
        for argument in arguments
        for s in argument.stances
    ]
    return sides_of(counted_of([*own, *made], {}))


def _in_order(found: Iterable[Reply], arguments: Mapping[str, tuple[str, Argument]]) -> list[Reply]:
    def place(reply: Reply) -> tuple[bool, str, int, str, str, str]:
        argument = arguments[reply.move][1]
        return (
            argument.kind == "supports",
            argument.path,
            argument.line,
            argument.id,
            reply.by,
            reply.to,
        )

    return sorted(found, key=place)
