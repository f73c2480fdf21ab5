"""The weighted bipolar argument graph that is evaluated: ids, base scores and arguments as arrays.

Claims carry a base score in [0, 1]. Arguments stand between them: one or more premises (all
needed; a negated one counts as its contrary, an answer by its lean) and one target, which is a
claim that is supported or rebutted, or another argument that is undercut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kb.errors import KbError
from kb.reasoning.arrays import Flags, Floats, Ints, offsets

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
    tau: Floats  # (n,)
    arguments: tuple[str, ...]
    sign: Floats  # (m,)
    weight: Floats  # (m,)
    target: Ints  # (m,)
    first: Ints  # (m + 1,)
    premise: Ints  # (k,)
    negated: Flags  # (k,)
    answer: Flags  # (k,) which premises count by their lean

    @cached_property
    def owner(self) -> Ints:
        """The argument of each premise: (k,)."""
        return np.repeat(np.arange(len(self.arguments)), np.diff(self.first))

    @cached_property
    def chains(self) -> tuple[Ints, Ints]:
        """For each argument, the one on a claim that its undercuts end in, and how many they are.

        Found by doubling, in log(m) rounds, so that a long chain of undercuts costs no recursion.
        Raises `GraphError` where undercuts go round in a loop and end in no claim.
        """
        jump = np.where(self.sign == 0, self.target, np.arange(len(self.arguments)))
        depth = (self.sign == 0).astype(np.intp)
        for _ in range(len(self.arguments).bit_length() + 1):
            if not (self.sign[jump] == 0).any():
                return jump, depth
            depth = depth + depth[jump]
            jump = jump[jump]
        looping = np.flatnonzero(self.sign[jump] == 0)
        member = self.arguments[jump[looping[0]]]
        raise GraphError(
            f"argument {member!r} is part of a loop of undercuts that ends in no claim"
        )

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
        sign=np.array([SIGNS[a.kind] for a in arguments], float),
        weight=_unit(
            [a.weight for a in arguments],
            lambda i: f"the weight of argument {arguments[i].id!r}",
        ),
        target=np.array(targets, np.intp),
        first=offsets(np.array([len(a.premises) for a in arguments], np.intp)),
        premise=np.array(premises, np.intp),
        negated=np.array([part.negated for part in parts], bool),
        answer=np.array([part.answer for part in parts], bool),
    )
    _ = graph.chains  # raises for a loop of undercuts
    return graph


def _numbered(names: list[str], what: str) -> dict[str, int]:
    at = {name: i for i, name in enumerate(names)}
    if len(at) < len(names):
        twice = next(name for i, name in enumerate(names) if at[name] != i)
        raise GraphError(f"two {what}s are called {twice!r}")
    return at


def _unit(values: list[float], describe: Callable[[int], str]) -> Floats:
    found = np.array(values, float)
    outside = np.flatnonzero(~((found >= 0) & (found <= 1)))  # also true of what is not a number
    if outside.size:
        i = int(outside[0])
        raise GraphError(f"{describe(i)} is {values[i]!r}, not between 0 and 1")
    return found


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
        fields = (graph.premise[part], graph.negated[part], graph.answer[part])
        columns = zip(*(field.tolist() for field in fields), strict=True)
        premises = [Premise(graph.claims[claim], *how) for claim, *how in columns]
        names = graph.claims if graph.sign[i] else graph.arguments
        kind, target = kinds[float(graph.sign[i])], names[graph.target[i]]
        found.append(Argument(name, kind, premises, target, float(graph.weight[i])))
    return found


def reweighted(graph: Graph, arguments: Collection[str], weight: float) -> Graph:
    """The same graph with another weight for some of its arguments."""
    chosen = np.array([name in arguments for name in graph.arguments], bool)
    return replace(graph, weight=np.where(chosen, weight, graph.weight))


def leaves(graph: Graph) -> frozenset[str]:
    """The claims that no argument on the map is for or against."""
    argued = np.zeros(len(graph.claims), bool)
    argued[graph.target[graph.sign != 0]] = True
    return frozenset(graph.claims[i] for i in np.flatnonzero(~argued))


def two_sided(graph: Graph) -> frozenset[str]:
    """The claims that are both supported and rebutted."""
    sides = np.zeros((2, len(graph.claims)), bool)
    sides[0, graph.target[graph.sign > 0]] = True
    sides[1, graph.target[graph.sign < 0]] = True
    return frozenset(graph.claims[i] for i in np.flatnonzero(sides.all(axis=0)))
