"""How a debate stands: who was heard, what was granted, what got no answer, which rival leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kb.analysis.opinions import Opinion, holders, opinions, sides
from kb.analysis.outlook import USUAL, Setting, look
from kb.analysis.rivalry import leads
from kb.analysis.stands import Situation
from kb.analysis.weighed import Weighed
from queries.network import WeighedArgument


def situation(weighed: Weighed, debate: str, setting: Setting = USUAL) -> Situation:
    """How a debate stands. Raises MisuseError for a debate without positions."""
    positions = weighed.positions(debate)
    outlook = look(weighed, setting, [weighed.claim(p) for p in positions])
    everybody = opinions(weighed)
    voices, granted = _voices(weighed, debate)
    unanswered = tuple(_unanswered(weighed, debate))
    empty = tuple(p for p in positions if not holders(weighed, p, everybody))
    return Situation(
        tuple(positions),
        voices,
        empty,
        granted,
        unanswered,
        leads(weighed, {p: outlook.strength(p) for p in positions}),
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


def _dissent(weighed: Weighed, positions: list[str], everybody: Mapping[str, Opinion]) -> bool:
    """Whether somebody doubts a position that somebody holds."""
    return any(all(sides(weighed.claim(p), dict(everybody))) for p in positions)


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
        if end.partition("/")[0] == debate and not _is_answered(argument, on):
            yield end


def _is_answered(argument: WeighedArgument, on: Mapping[str, list[WeighedArgument]]) -> bool:
    """Whether something undercuts an argument, or speaks against one of its premises."""
    return bool(on.get(argument.id)) or any(
        against.kind == ("supports" if premise["negated"] else "rebuts")
        for premise in argument.premises
        for against in on.get(premise["id"], ())
    )
