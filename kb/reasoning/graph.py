"""The weighted bipolar argument graph that is evaluated: ids, base scores and arguments as columns.

Claims carry a base score in [0, 1]. Arguments stand between them: one or more premises (all
needed; a negated one counts as its contrary, an answer by its lean) and one target, which is a
claim that is supported or rebutted, or another argument that is undercut.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from kb.errors import KbError

SIGNS = {"supports": 1.0, "rebuts": -1.0, "undercuts": 0.0}


class GraphError(KbError):
    """A graph that cannot be evaluated; the message says where and why, in one sentence."""


class Premise(NamedTuple):
    """A claim that an argument needs, or needs to be false.

    As an `answer` it counts by its lean, max(0, 2 sigma - 1), negated max(0, 1 - 2 sigma): what an
    answer would do is done once there is one.
    """

    id: str
    negated: bool = False
    answer: bool = False


class Argument(NamedTuple):
    """A step from premises to a claim, or against an argument; plain pairs do for premises."""

    id: str
    kind: str
    premises: Sequence[Premise | tuple[str, bool]]
    target: str
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Graph:
    """n claims, m arguments and k premises; an argument's premises stand together, in its order.

    `sign` is 1 for a support, -1 for a rebuttal and 0 for an undercut, `target` the index of a
    claim or, for an undercut, of an argument; premises of argument r are first[r] : first[r + 1].
    """

    claims: tuple[str, ...]
    index: Mapping[str, int]  # of each claim by its id
    tau: list[float]  # (n,)
    arguments: tuple[str, ...]
    sign: list[float]  # (m,)
    weight: list[float]  # (m,)
    target: list[int]  # (m,)
    first: list[int]  # (m + 1,)
    premise: list[int]  # (k,)
    negated: list[bool]  # (k,)
    answer: list[bool]  # (k,) which premises count by their lean
    plans: dict[tuple[int, ...] | None, Any] = field(default_factory=dict)
    """What `network` found of it, towards some claims or all: other weights change nothing."""

    @cached_property
    def undercutters(self) -> list[int]:
        """The arguments that undercut, ascending."""
        return [a for a, sign in enumerate(self.sign) if not sign]

    @cached_property
    def chains(self) -> dict[int, tuple[int, int]]:
        """For each undercutter, the argument on a claim that its undercuts end in, and how many
        they are.

        Raises `GraphError` where undercuts go round in a loop and end in no claim.
        """
        found: dict[int, tuple[int, int]] = {}
        for start in self.undercutters:
            chain: dict[int, None] = {}
            argument = start
            while not self.sign[argument] and argument not in found:
                if argument in chain:
                    member = self.arguments[argument]
                    raise GraphError(
                        f"argument {member!r} is part of a loop of undercuts that ends in no claim"
                    )
                chain[argument] = None
                argument = self.target[argument]
            root, depth = found.get(argument, (argument, 0))
            for length, behind in enumerate(reversed(chain), start=depth + 1):
                found[behind] = (root, length)
        return found

    @property
    def depths(self) -> list[int]:
        """For each undercutter, how many undercuts it is from an argument on a claim."""
        return [self.chains[argument][1] for argument in self.undercutters]

    def claim(self, name: str) -> int:
        """The index of a claim; raises `GraphError` where there is none of that id."""
        try:
            return self.index[name]
        except KeyError:
            from kb.diagnostics import did_you_mean

            hint = did_you_mean(name, self.claims if len(self.claims) < 10_000 else ())
            raise GraphError(f"no claim of the graph is called {name!r}{hint}") from None


def build(claims: Iterable[tuple[str, float]], arguments: Iterable[Argument]) -> Graph:
    """A graph from claims (id, base score) and arguments, checked.

    Raises `GraphError` for a duplicate or unknown id, a number out of [0, 1], an argument without
    premises, and a loop of undercuts alone.
    """
    claims, arguments = list(claims), list(arguments)
    claim_at = _numbered([name for name, _ in claims], "claim")
    argument_at = _numbered([a.id for a in arguments], "argument")
    targets = [
        (argument_at if a.kind == "undercuts" else claim_at).get(a.target, -1) for a in arguments
    ]
    parts = [Premise(*premise) for a in arguments for premise in a.premises]
    premises = [claim_at.get(part.id, -1) for part in parts]
    _check_arguments(arguments, targets, premises, claim_at, argument_at)
    graph = Graph(
        claims=tuple(claim_at),
        index=claim_at,
        tau=_unit([score for _, score in claims], lambda i: f"the score of claim {claims[i][0]!r}"),
        arguments=tuple(argument_at),
        sign=[SIGNS[a.kind] for a in arguments],
        weight=_unit(
            [a.weight for a in arguments],
            lambda i: f"the weight of argument {arguments[i].id!r}",
        ),
        target=targets,
        first=[0, *accumulate(len(a.premises) for a in arguments)],
        premise=premises,
        negated=[part.negated for part in parts],
        answer=[part.answer for part in parts],
    )
    _ = graph.chains  # raises for a loop of undercuts
    return graph


def _numbered(names: list[str], what: str) -> dict[str, int]:
    at = {name: i for i, name in enumerate(names)}
    if len(at) < len(names):
        twice = next(name for i, name in enumerate(names) if at[name] != i)
        raise GraphError(f"two {what}s are called {twice!r}")
    return at


def _unit(values: list[float], describe: Callable[[int], str]) -> list[float]:
    for i, value in enumerate(values):
        if not 0 <= value <= 1:  # also true of what is not a number
            raise GraphError(f"{describe(i)} is {value!r}, not between 0 and 1")
    return list(map(float, values))


def _check_arguments(
    arguments: list[Argument],
    targets: list[int],
    premises: list[int],
    claim_at: dict[str, int],
    argument_at: dict[str, int],
) -> None:
    """Find the first argument that cannot be read, if any, and say what is wrong with it."""
    complete = all(a.premises and a.kind in SIGNS for a in arguments)
    if complete and min(targets, default=0) >= 0 and min(premises, default=0) >= 0:
        return
    from kb.diagnostics import did_you_mean

    for a in arguments:
        where = f"argument {a.id!r}"
        if a.kind not in SIGNS:
            raise GraphError(f"{where} is of kind {a.kind!r}, not supports, rebuts or undercuts")
        if not a.premises:
            raise GraphError(f"{where} has no premises")
        for name, *_ in a.premises:
            if name not in claim_at:
                hint = did_you_mean(name, claim_at)
                raise GraphError(f"{where} has the premise {name!r}, which is no claim{hint}")
        if a.kind == "undercuts" and a.target not in argument_at:
            said = "which is a claim, not an argument" if a.target in claim_at else "no argument"
            hint = "" if a.target in claim_at else did_you_mean(a.target, argument_at)
            raise GraphError(f"{where} undercuts {a.target!r}, {said}{hint}")
        if a.kind != "undercuts" and a.target not in claim_at:
            said = "which is an argument, not a claim" if a.target in argument_at else "no claim"
            hint = "" if a.target in argument_at else did_you_mean(a.target, claim_at)
            raise GraphError(f"{where} {a.kind} {a.target!r}, {said}{hint}")


def arguments_of(graph: Graph) -> list[Argument]:
    """The arguments of a graph, as `build` takes them."""
    kinds = {sign: kind for kind, sign in SIGNS.items()}
    found = []
    for i, name in enumerate(graph.arguments):
        part = slice(graph.first[i], graph.first[i + 1])
        columns = zip(graph.premise[part], graph.negated[part], graph.answer[part], strict=True)
        premises = [Premise(graph.claims[claim], *how) for claim, *how in columns]
        names = graph.claims if graph.sign[i] else graph.arguments
        kind, target = kinds[graph.sign[i]], names[graph.target[i]]
        found.append(Argument(name, kind, premises, target, graph.weight[i]))
    return found


def reweighted(graph: Graph, arguments: Collection[str], weight: float) -> Graph:
    """The same graph with another weight for some of its arguments."""
    pairs = zip(graph.arguments, graph.weight, strict=True)
    return replace(graph, weight=[weight if name in arguments else was for name, was in pairs])


def leaves(graph: Graph) -> frozenset[str]:
    """The claims that no argument on the map is for or against."""
    return frozenset(graph.claims) - _argued(graph, 1.0) - _argued(graph, -1.0)


def two_sided(graph: Graph) -> frozenset[str]:
    """The claims that are both supported and rebutted."""
    return _argued(graph, 1.0) & _argued(graph, -1.0)


def _argued(graph: Graph, side: float) -> frozenset[str]:
    """The claims with an argument of a sign."""
    pairs = zip(graph.sign, graph.target, strict=True)
    return frozenset(graph.claims[target] for sign, target in pairs if sign == side)
