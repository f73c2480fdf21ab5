"""The smallest flip set of a tree: exact, by dynamic programming over how many reversals go where.

In a tree every claim bears on the conclusion in one way only, so it is known of each node whether
more or less of it is wanted. For each node a table holds the best value for every number of
reversals below it; tables of what an argument needs, and of arguments on one claim, are merged as
in a knapsack.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kb.reasoning.evaluate import Valuation
from kb.reasoning.polarity import polarities
from kb.reasoning.ranking import MARGIN, verdict
from kb.reasoning.semantics import Sum


class _Best(NamedTuple):
    """The best value with so many reversals, and which: entry k of a table has at most k."""

    value: float
    reversed: tuple[int, ...]


_Table = list[_Best]


def is_tree(valuation: Valuation, conclusion: int) -> bool:
    """Whether what bears on the conclusion is a tree, under a semantics whose forces add up."""
    network = valuation.network
    if network.cyclic or not isinstance(network.semantics, Sum):
        return False
    circuit = network.plan.circuit
    read = [s for node in circuit.behind([conclusion]) for s in circuit.sources[node]]
    return len(set(read)) == len(read)


def smallest_on_tree(
    valuation: Valuation, conclusion: int, reversal: Mapping[int, float], way: float, most: int
) -> tuple[int, ...] | None:
    """The nodes of the smallest set of at most `most` reversals (node to value) that flips.

    `way` is 1 to push the conclusion up and -1 to push it down. None where no set does.
    """
    plan = valuation.network.plan
    raises, _ = polarities(plan, conclusion)
    tables: dict[int, _Table] = {}
    for node in sorted(plan.circuit.behind([conclusion])):  # in order of evaluation
        up = (way > 0) == (node in raises)
        own = _own(valuation, node, tables, up, most)
        tables[node] = _or_reversed(own, node, reversal.get(node), up) if most else own
    undecided = verdict(valuation.x[conclusion]) == "undecided"
    for best in tables[conclusion]:
        pushed = way * (best.value - 0.5)
        if pushed > MARGIN or (pushed >= -MARGIN and not undecided):
            return best.reversed
    return None


def _own(valuation: Valuation, node: int, tables: dict[int, _Table], up: bool, most: int) -> _Table:
    """The table of a node from those of what it reads, which are used up."""
    network, circuit = valuation.network, valuation.network.plan.circuit
    if node in valuation.held or not circuit.lines[node]:
        return [_Best(valuation.x[node], ())]
    sides: dict[bool, _Table] = {side: [_Best(0.0, ())] for side in (True, False)}
    for argument, sign, literals in circuit.lines[node]:
        supports = sign > 0
        most_force = up == supports
        force: _Table = [_Best(network.weight[argument], ())]
        for source, offset, slope in literals:
            read = tables.pop(source)
            table = [_Best(max(0.0, offset + slope * b.value), b.reversed) for b in read]
            force = _merged(force, table, lambda a, b: a * b, most_force, most)
        sides[supports] = _merged(sides[supports], force, lambda a, b: a + b, most_force, most)
    if circuit.node[node] >= network.plan.claims:
        return sides[True]  # an undercutter has one argument, whose force is what is read of it
    semantics = network.semantics
    assert isinstance(semantics, Sum)  # as `is_tree` makes sure
    total = _merged(sides[True], sides[False], semantics.balance, up, most)
    tau, rest = network.tau[node], network.rest[node]
    return [_Best(network.semantics.strength(tau, rest, b.value), b.reversed) for b in total]


def _merged(
    one: _Table, two: _Table, combine: Callable[[float, float], float], up: bool, most: int
) -> _Table:
    """The best of every number of reversals, however they are shared out between two tables."""
    found: list[_Best | None] = [None] * min(len(one) + len(two) - 1, most + 1)
    for i, a in enumerate(one):
        for k, b in enumerate(two[: len(found) - i], start=i):
            value = combine(a.value, b.value)
            before = found[k]
            if before is None or (value > before.value if up else value < before.value):
                found[k] = _Best(value, a.reversed + b.reversed)
    return [best for best in found if best is not None]


def _or_reversed(own: _Table, node: int, to: float | None, up: bool) -> _Table:
    """With the node's own reversal, where it is better than any below it; at least one entry more
    than none, so that spending a reversal here can be told from spending none."""
    if to is None:
        return own
    padded = own if len(own) > 1 else [*own, own[0]]
    here = _Best(to, (node,))
    better = [here if (to > b.value if up else to < b.value) else b for b in padded[1:]]
    return [padded[0], *better]
