"""How two items are connected: a shortest way along arguments and relations."""

from typing import NamedTuple

from queries.ask import Run, ask


class Edge(NamedTuple):
    """A direct tie of a node of the graph; `forward`: the tie leads from it to the other."""

    id: str
    kind: str
    forward: bool
    label: str
    other: str
    negated: bool


class Hop(NamedTuple):
    """From one item to the next, in words. `arguments` are the arguments between them."""

    item: str
    words: str
    next: str
    arguments: tuple[str, ...]


def neighbours_of_claims(run: Run, claims: list[str]) -> list[Edge]:
    """The direct ties of these claims."""
    return ask(run, "neighbours_of_claims", Edge, claims=claims)


def neighbours_of_arguments(run: Run, arguments: list[str]) -> list[Edge]:
    """The direct ties of these arguments."""
    return ask(run, "neighbours_of_arguments", Edge, arguments=arguments)


def path(run: Run, start: str, end: str) -> list[Hop] | None:
    """A shortest way from one item to another, None where there is none; over the sense of a word
    that both use only where nothing else connects them.

    Of several, one over arguments rather than relations, and over premises that are not negated,
    then the one whose nodes come first by id, so that every engine gives the same.
    """
    return _way(run, start, end, uses=False) or _way(run, start, end, uses=True)


def _way(run: Run, start: str, end: str, uses: bool) -> list[Hop] | None:
    came: dict[str, Edge | None] = {start: None}
    claims = [start]
    while claims and end not in came:
        tied = neighbours_of_claims(run, claims)
        reached = [e for e in tied if e.label != "Claim"]
        claims = []
        while arguments := _new(came, reached, "Argument"):
            reached = neighbours_of_arguments(run, arguments)
            claims += _new(came, reached, "Claim")
        claims += _new(came, [e for e in tied if uses or e.kind != "USES"], "Claim")
    return _hops(came, end) if end in came else None


def _new(came: dict[str, Edge | None], edges: list[Edge], label: str) -> list[str]:
    """What some ties lead to for the first time, of one label."""
    found = []
    for edge in sorted(edges, key=lambda e: (e.negated, e.id, e.other, e.kind)):
        if edge.label == label and edge.other not in came:
            came[edge.other] = edge
            found.append(edge.other)
    return found


def _hops(came: dict[str, Edge | None], end: str) -> list[Hop]:
    edges: list[Edge] = []
    at = came[end]
    while at is not None:
        edges.insert(0, at)
        at = came[at.id]
    hops, since = [], list[Edge]()
    for edge in edges:
        since.append(edge)
        if edge.label == "Claim":
            between = tuple(e.other for e in since[:-1])
            hops.append(Hop(since[0].id, _words(since), edge.other, between))
            since = []
    return hops


_ACTIVE = {
    "SUPPORTS": "supports",
    "REBUTS": "rebuts",
    "REFINES": "refines",
    "ANSWERS": "answers",
    "ILLUSTRATES": "illustrates",
    "DISTINGUISHES": "distinguishes",
    "RIVALS": "is a rival of",
    "CONCERNS": "concerns",
    "USES": "uses",
    "ASKS": "asks whether this is so:",
}
_PASSIVE = {
    "SUPPORTS": "is supported by",
    "REBUTS": "is rebutted by",
    "REFINES": "is refined by",
    "ANSWERS": "is answered by",
    "ILLUSTRATES": "is illustrated by",
    "DISTINGUISHES": "is distinguished by",
    "RIVALS": "is a rival of",
    "CONCERNS": "is spoken of by",
    "USES": "is used by",
    "ASKS": "is asked by",
}


def _words(edges: list[Edge]) -> str:
    """What leads from one claim to the next, over the arguments between them."""
    first, last = edges[0], edges[-1]
    undercuts = sum(edge.kind == "UNDERCUTS" for edge in edges)
    if undercuts:
        return _undercut_words(edges, undercuts)
    if len(edges) == 1:
        return (_ACTIVE if first.forward else _PASSIVE)[first.kind]
    if first.kind == last.kind == "PREMISE_OF":
        return "is linked, as a premise, with"
    if first.kind == "PREMISE_OF":
        return f"{'if false, ' * first.negated}{_ACTIVE[last.kind]}"
    if last.kind == "PREMISE_OF":
        return f"{'if the next is false, ' * last.negated}{_PASSIVE[first.kind]}"
    return "shares an argument with"


def _undercut_words(edges: list[Edge], undercuts: int) -> str:
    """An undercut touches an argument: the claim at the other end is its target or its premise."""
    forward = next(edge.forward for edge in edges if edge.kind == "UNDERCUTS")
    argument = "the argument" if undercuts == 1 else "an undercut of the argument"
    touched = edges[-1] if forward else edges[0]
    side = "from" if touched.kind == "PREMISE_OF" else "to"
    if forward:
        return f"{'if false, ' * edges[0].negated}undercuts {argument} {side}"
    return f"stands in {argument} ({side} it) that is undercut by"
