"""How a debate stands: who was heard, what was granted, what got no answer, which rival leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kb.analysis.opinions import Opinion, holders, sides
from kb.analysis.rivalry import leads
from kb.analysis.stands import Situation, is_answered
from kb.analysis.weighed import Weighed
from queries.network import WeighedArgument


def situation(
    weighed: Weighed, strengths: Mapping[str, float], everybody: dict[str, Opinion]
) -> Situation:
    """How a debate stands, by the strengths of its positions and by what everybody holds."""
    positions = tuple(strengths)
    debate = weighed.claims[positions[0]].debate
    voices, granted = _voices(weighed, debate)
    unanswered = tuple(_unanswered(weighed, debate))
    return Situation(
        positions,
        voices,
        tuple(p for p in positions if not holders(weighed, p, everybody)),
        granted,
        unanswered,
        leads(weighed, strengths),
        len(voices) > 1 and not unanswered and not _dissent(weighed, positions, everybody),
    )


def _voices(weighed: Weighed, debate: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Who takes a stand on the items of a debate, and who grants which of them."""
    voices: dict[str, None] = {}
    granted: list[tuple[str, str]] = []
    for stance in weighed.network.stances:
        if stance.claim in weighed.claims and weighed.claims[stance.claim].debate == debate:
            voices[stance.person] = None
            if stance.kind == "concedes":
                granted.append((stance.person, stance.claim))
    return tuple(voices), tuple(granted)


def _dissent(weighed: Weighed, positions: Sequence[str], everybody: dict[str, Opinion]) -> bool:
    """Whether somebody doubts a position that somebody holds."""
    return any(all(sides(weighed.claim(p), everybody)) for p in positions)


def _unanswered(weighed: Weighed, debate: str) -> Iterator[str]:
    """The items against which, or against reasons for which, somebody makes an objection that
    nothing undercuts and against whose premises nothing speaks; once for each."""
    on: defaultdict[str, list[WeighedArgument]] = defaultdict(list)
    known = {argument.id: argument for argument in weighed.network.arguments}
    for argument in weighed.network.arguments:
        on[argument.target].append(argument)
    for argument in weighed.network.arguments:
        if argument.kind == "supports" or not argument.makers or argument.answer:
            continue
        end = argument.target
        while end in known:
            end = known[end].target
        premises = ((p["id"], p["negated"]) for p in argument.premises)
        if end.partition("/")[0] == debate and not is_answered(argument.id, premises, on):
            yield end
