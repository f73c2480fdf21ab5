"""What reasoning needs of the graph: items that are true or false, arguments, stances."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypedDict

from queries.ask import Run, ask, with_undercuts
from queries.saying import counted, side

NO_TRUTH = ("question", "definition")  # kinds of items that are neither true nor false


class WeighedPremise(TypedDict):
    """A premise of an argument, with the kind and the debate of the item."""

    id: str
    kind: str
    negated: bool
    debate: str


class WeighedClaim(NamedTuple):
    """An item that can be true or false; `asks` is the claim that a crux is about, `answers`
    counts the questions on the map that it answers."""

    id: str
    kind: str
    text: str
    credence: float | None
    debate: str
    asks: str | None
    asked_in: str | None
    answers: int
    ordinal: int
    path: str
    line: int


class WeighedArgument(NamedTuple):
    """An argument: its target is an item, or another argument where it undercuts.

    `answer` is the premise of which it says what an answer would do. `stances` counts what people
    think of it, `makers` are the people who hold it, grant it or find it plausible, `deniers` those
    who reject it or doubt it; `heard` are all people, no works nor characters, who say anything of
    it.
    """

    id: str
    kind: str
    target: str
    premises: list[WeighedPremise]
    answer: str | None
    inferred: bool
    stances: int = 0
    makers: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether somebody makes it: not only the mapper, nor people who report or doubt it."""
        return bool(self.makers) or not (self.inferred or self.stances)

    def is_answer(self, premise: WeighedPremise) -> bool:
        """Whether a premise counts only once its question leans: that of an answer, and a crux that
        stands among the premises of what nobody makes."""
        return premise["id"] == self.answer or (premise["kind"] == "crux" and not self.makers)


class OnArgument(NamedTuple):
    """What a person thinks of an argument; `speaker` as with stances on items."""

    argument: str
    person: str
    speaker: str
    kind: str
    date: str | None
    passages: Sequence[str]
    id: str


class WeighedStance(NamedTuple):
    """What a person thinks of an item; `speaker` tells people from works and characters."""

    claim: str
    person: str
    name: str
    speaker: str
    kind: str
    credence: float | None
    inferred: bool
    date: str | None
    passages: Sequence[str]
    id: str
    note: str


class Rivals(NamedTuple):
    """Two items that cannot both be right."""

    a: str
    b: str


class _Debate(NamedTuple):
    debate: str


class Network(NamedTuple):
    """Some debates, with all other debates that bear on them."""

    debates: list[str]
    claims: list[WeighedClaim]
    arguments: list[WeighedArgument]
    stances: list[WeighedStance]
    rivals: list[Rivals]


def network(run: Run, debates: Iterable[str]) -> Network:
    """What the debates say, and all others from which an argument leads into them."""
    claims: list[WeighedClaim] = []
    arguments: list[WeighedArgument] = []
    known: set[str] = set()
    new = set(debates)
    while new:
        known |= new
        found, its_arguments = _of(run, sorted(new))
        claims += found
        arguments += its_arguments
        new = _needed(run, sorted(new), found, its_arguments) - known
    every = sorted(known)
    by_id = sorted(arguments, key=lambda argument: argument.id)
    made = with_makers(by_id, weighed_makers(run, [argument.id for argument in by_id]))
    stances, rivals = weighed_stances(run, every), weighed_rivals(run, every)
    return Network(every, sorted(claims), made, stances, rivals)


def weighed_claims(run: Run, debates: list[str]) -> list[WeighedClaim]:
    """The items of debates that can be true or false."""
    return ask(run, "weighed_claims", WeighedClaim, debates=debates)


def weighed_arguments(run: Run, debates: list[str]) -> list[WeighedArgument]:
    """The arguments that end in an item of debates."""
    return ask(run, "weighed_arguments", WeighedArgument, debates=debates)


def weighed_undercuts(run: Run, arguments: list[str]) -> list[WeighedArgument]:
    """The undercuts of arguments."""
    return ask(run, "weighed_undercuts", WeighedArgument, arguments=arguments)


def weighed_makers(run: Run, arguments: list[str]) -> list[OnArgument]:
    """What people think of arguments."""
    return ask(run, "weighed_makers", OnArgument, arguments=arguments)


def weighed_stances(run: Run, debates: list[str]) -> list[WeighedStance]:
    """What people think of the items of debates."""
    return ask(run, "weighed_stances", WeighedStance, debates=debates)


def weighed_rivals(run: Run, debates: list[str]) -> list[Rivals]:
    """Which items of debates cannot both be right."""
    return ask(run, "weighed_rivals", Rivals, debates=debates)


def asked_elsewhere(run: Run, debates: list[str]) -> list[str]:
    """The debates whose cruxes ask items of these."""
    return [row.debate for row in ask(run, "asked_elsewhere", _Debate, debates=debates)]


def _of(run: Run, debates: list[str]) -> tuple[list[WeighedClaim], list[WeighedArgument]]:
    """The items of debates, the arguments that end in them, and what undercuts these."""
    arguments = weighed_arguments(run, debates)
    return weighed_claims(run, debates), with_undercuts(arguments, partial(weighed_undercuts, run))


def with_makers(
    arguments: Iterable[WeighedArgument], stances: Iterable[OnArgument]
) -> list[WeighedArgument]:
    """Arguments with the people who make each, by what counts of what they say of it; the stances
    in the order of the files."""
    said: dict[str, list[OnArgument]] = {}
    for stance in stances:
        said.setdefault(stance.argument, []).append(stance)
    return [_with_makers(a, said[a.id]) if a.id in said else a for a in arguments]


def _with_makers(argument: WeighedArgument, stances: list[OnArgument]) -> WeighedArgument:
    counts = counted(stances, lambda stance: stance.person, {})
    makers, deniers = (
        tuple(stance.person for stance in counts.values() if side(stance.kind) == wanted)
        for wanted in (1, -1)
    )
    heard = tuple(dict.fromkeys(s.person for s in stances if s.speaker == "person"))
    return argument._replace(stances=len(stances), makers=makers, deniers=deniers, heard=heard)


def _needed(
    run: Run, debates: list[str], claims: list[WeighedClaim], arguments: list[WeighedArgument]
) -> set[str]:
    """The debates whose items bear on these: by an argument, or because a crux asks the same."""
    premises = {premise["debate"] for argument in arguments for premise in argument.premises}
    asked = {claim.asked_in for claim in claims if claim.asked_in}
    return premises | asked | set(asked_elsewhere(run, debates))
