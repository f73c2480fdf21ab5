"""What the script of the map shows of one item in focus: all items and arguments of a debate.

Items and arguments name one another by their numbers, so that the data grows as the debate does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.analysis.scale import effect_word
from kb.model import Argument, Claim, Stance
from kb.naming import opening
from kb.publish.map.views import anchor
from kb.publish.map.weights import Weighed, weighed
from kb.publish.numbers.leaning import NEUTRAL, leanings, sides
from kb.publish.parts import words
from kb.publish.parts.desk import Desk
from kb.publish.parts.number_views import letters, strength_view
from kb.publish.text import names
from kb.publish.text.scripts import script

VOICES = 4  # that are named at an item
HEDGE = 90  # characters of a qualification that stands beside its verb
KINDS = ("supports", "rebuts", "undercuts")
OURS, OPEN = 1, 2


def focus_script(desk: Desk, debate: str) -> bytes:
    """The items and arguments of a debate, as a script: it runs at file:// too."""
    shown = _arguments(desk, debate)
    numbers = {one.argument.id: i for i, one in enumerate(shown)}
    items = {claim: i for i, claim in enumerate(_items(desk, debate, shown))}
    data = {
        "items": list(_item_rows(desk, debate, items)),
        "arguments": [_argument_row(one, items, numbers) for one in shown],
    }
    return script("kbMap", data)


def _arguments(desk: Desk, debate: str) -> list[Weighed]:
    """Every argument on an item of the debate or from one, with what undercuts it and what it
    undercuts, the strongest first."""
    index, found = desk.index, dict[str, Argument]()
    for claim in index.items_of.get(debate, ()):
        uses = (argument for argument, _ in index.uses_of.get(claim.id, ()))
        waiting = [*uses, *reversed(index.arguments_on.get(claim.id, ()))]
        while waiting:
            argument = waiting.pop()
            if argument.id in found or not argument.premises:
                continue
            found[argument.id] = argument
            waiting.extend(reversed(index.arguments_on.get(argument.id, ())))
            waiting.extend(filter(None, [index.arguments.get(argument.target)]))
    return weighed(desk, found.values())


def _items(desk: Desk, debate: str, shown: Iterable[Weighed]) -> dict[str, None]:
    """The items of the debate, then those of others that its arguments need or lead to."""
    index = desk.index
    found = dict.fromkeys(claim.id for claim in index.items_of.get(debate, ()))
    for claim in tuple(found):
        found.update(dict.fromkeys([index.asked(claim), *index.asking.get(claim, ())]))
    for one in shown:
        ends = (one.argument.target, *(p.claim for p in one.argument.premises))
        found.update(dict.fromkeys(end for end in ends if end in index.claims))
    return found


def _item_rows(desk: Desk, debate: str, items: dict[str, int]) -> Iterator[list[object]]:
    index, named = desk.index, letters(desk, debate)
    positions = [c.id for c in index.items_of.get(debate, ()) if c.kind == "position"]
    leaning = leanings(index, positions)
    lettered = {letter: items[position] for position, letter in named.items()}
    for claim_id in items:
        claim, item = index.claims[claim_id], desk.item(claim_id, debate)
        strength = strength_view(desk, claim_id, debate)
        asked = index.asked(claim_id)
        of = NEUTRAL if claim_id in named else leaning.get(claim_id, NEUTRAL)
        found = sides(of, len(positions)) if named else ()
        yield [
            anchor(index, claim_id, debate),
            names.claim_file(claim_id),
            item.word,
            item.short,
            desk.prose.plain(claim.text),
            strength.shown if strength else "",
            named.get(claim_id, ""),
            [[way, [lettered[letter] for letter in which]] for way, which in found],
            list(_voices(desk, claim)),
            items[asked] if asked != claim_id else -1,
            item.elsewhere,
        ]


def _voices(desk: Desk, claim: Claim) -> Iterator[str]:
    """Who says what of an item, each with the qualification beside the verb."""
    stances = _stances(desk, claim)
    for stance in stances[:VOICES]:
        person = opening(desk.prose.plain(desk.index.people[stance.person].heading))
        say, note = words.STANCES[stance.kind], desk.prose.plain(stance.note)
        hedge = f" ({note})" if note and len(note) <= HEDGE else ""
        yield f"{person}{_answers(claim, say)}{hedge}"
    if len(stances) > VOICES:
        yield f"{len(stances) - VOICES} more"


def _stances(desk: Desk, claim: Claim) -> list[Stance]:
    """The stances on an item; on a crux also those on what it asks, which are the same answers."""
    same = dict.fromkeys((claim.id, desk.index.asked(claim.id)))
    found = [stance for each in same for stance in desk.index.stances_on.get(each, ())]
    return [
        s for s in found if claim.kind != "crux" or words.STANCES[s.kind].answer in words.ANSWERS
    ]


def _answers(claim: Claim, say: words.StanceWords) -> str:
    return f": {say.answer}" if claim.kind == "crux" else f" {say.on_item}"


def _argument_row(one: Weighed, items: dict[str, int], numbers: dict[str, int]) -> list[object]:
    """Its kind, what it leads to (an item, or below zero an argument), its premises (below zero
    those that have to be false), whether it is ours, and whether it is open; how much it does."""
    argument = one.argument
    target = items.get(argument.target, ~numbers.get(argument.target, -1))
    premises = [~items[p.claim] if p.negated else items[p.claim] for p in argument.premises]
    marks = OURS * one.is_ours | OPEN * one.is_open
    does = effect_word(one.weight) if one.weight else ""
    return [KINDS.index(argument.kind), target, premises, marks, does]
