"""How a debate stands: who was heard, what was granted, what got no answer, which rival leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kb.analysis.opinions import Opinion, holders, sides, what_counts
from kb.analysis.rivalry import leads
from kb.analysis.stands import Situation, is_answered
from kb.analysis.weighed import Weighed
from queries.network import WeighedArgument, WeighedStance


def situation(
    weighed: Weighed, strengths: Mapping[str, float], everybody: dict[str, Opinion]
) -> Situation:
    """How a debate stands, by the strengths of its positions and by what everybody holds."""
    positions = tuple(strengths)
    debate = weighed.claims[positions[0]].debate
    voices = _voices(weighed, debate)
    unanswered = tuple(_unanswered(weighed, debate))
    return Situation(
        positions,
        voices,
        tuple(p for p in positions if not holders(weighed, p, everybody)),
        _granted(weighed, debate),
        unanswered,
        leads(weighed, strengths),
        len(voices) > 1 and not unanswered and not _dissent(weighed, positions, everybody),
    )


def _voices(weighed: Weighed, debate: str) -> tuple[str, ...]:
    """Who takes a stand on the items of a debate."""
    spoken = (s for s in weighed.network.stances if s.claim in weighed.claims)
    return tuple(dict.fromkeys(s.person for s in spoken if _debate(weighed, s) == debate))


def _granted(weighed: Weighed, debate: str) -> tuple[tuple[str, str], ...]:
    """Who grants which items of a debate, and says no other thing of them since."""
    counts = (s for own in what_counts(weighed).values() for s in own.values())
    said = {s.id for s in counts if s.kind == "concedes" and _debate(weighed, s) == debate}
    return tuple((s.person, s.claim) for s in weighed.network.stances if s.id in said)


def _debate(weighed: Weighed, stance: WeighedStance) -> str:
    return weighed.claims[stance.claim].debate


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
