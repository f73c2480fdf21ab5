"""The words on a box: what it does to what it bears on, and what else it is tied to."""

from __future__ import annotations

from collections.abc import Iterator

from kb.kinds import ArgumentKind
from kb.naming import capital
from kb.publish import ties
from kb.publish.map.tree import Box, Branch
from kb.publish.ties import Ties

SAYS: dict[ArgumentKind, str] = {
    "supports": "supports",
    "rebuts": "rebuts",
    "undercuts": "undercuts this argument",
}
BESIDE: dict[ArgumentKind, str] = {
    "undercuts": "Undercut by",
    "supports": "Supported by",
    "rebuts": "Rebutted by",
}


def does(index: Ties, box: Box) -> str:
    """What a premise does: `Supports`, `If no, rebuts`; `Together with this` for a further one."""
    assert box.branch is not None
    if box is box.branch.boxes[0]:
        return capital(_condition(index, box.claim, box.negated) + SAYS[box.branch.kind])
    if index.is_crux(box.claim):
        return f"Together with a {'no' if box.negated else 'yes'} to this"
    return "And if this is false" if box.negated else "Together with this"


def _condition(index: Ties, claim: str, negated: bool) -> str:
    """An argument from a crux is from one of its two answers; one may need its premise false."""
    if not index.is_crux(claim):
        return "if this is false, " if negated else ""
    return "if no, " if negated else "if yes, "


def is_ours(box: Box) -> bool:
    """Whether only the mapper reads into the text what a box does."""
    return box.branch is not None and ties.is_ours(box.branch.argument)


def also(index: Ties, box: Box) -> Iterator[tuple[str, Branch, str]]:
    """The further arguments of a claim: words, the argument, and the claim it is about in the end.

    That is empty where the box bears on the same claim already, so that the words say all.
    """
    for branch in box.also:
        negated = any(p.negated for p in branch.argument.premises if p.claim == box.claim)
        told = box.branch is not None and branch.target is box.branch.target
        if told and box.branch is not branch:
            otherwise = "if this is true, " if box.negated else ""
            condition = _condition(index, box.claim, negated) or otherwise
            yield f"{condition}{SAYS[branch.kind]} it", branch, ""
        else:
            yield (
                also_words(branch.kind, negated),
                branch,
                index.root_claim(branch.argument.id) or "",
            )


def also_words(kind: ArgumentKind, negated: bool) -> str:
    says = "undercuts an argument on" if kind == "undercuts" else SAYS[kind]
    return f"if false, also {says}" if negated else f"also {says}"


def mention(box: Box) -> str:
    """Where the place of a claim is, on a mention of it; empty on its own box."""
    if box.place is None:
        return ""
    if box.is_within(box.place):
        return "in a circle: see above"
    return "shown above" if box.place.first < box.first else "shown below"
