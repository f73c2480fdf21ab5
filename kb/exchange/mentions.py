"""What was told before, named by its title: items, arguments, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.exchange import wording
from kb.exchange.known import Known
from kb.exchange.pieces import Piece, joined
from kb.naming import capital, stripped
from queries.exchange import Argument

QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")


def mention(known: Known, item: str) -> list[Piece]:
    """An item by its title."""
    title = QUOTED.sub(r"‘\1’", wording.title(known.items[item]))
    elsewhere = [] if item in known.own_ids else [Piece(" (of another debate)")]
    return [Piece("“"), Piece(title, "mention", item), Piece("”"), *elsewhere]


def named(known: Known, voice: str) -> Piece:
    """A voice by its name."""
    known_as = known.voices.get(voice)
    return Piece(known_as.name if known_as else voice, "voice", voice)


def premise(known: Known, claim: str, negated: bool) -> list[Piece]:
    """A premise by its title: as it stands, or as what is false."""
    if known.items[claim].kind == "crux":
        return [Piece("a no to " if negated else "a yes to "), *mention(known, claim)]
    return [*mention(known, claim), *([Piece(" being false")] if negated else [])]


def premises(known: Known, argument: Argument) -> list[Piece]:
    return joined(premise(known, claim, negated) for claim, negated in argument.premises)


def against(known: Known, argument: Argument, is_firm: bool, so_far: str) -> list[Piece]:
    """What an attack does to what it attacks; `so_far` is what attacks, as a pronoun."""
    attacked = known.arguments.get(argument.target)
    if attacked is None or attacked.target not in known.items:
        verb = " speaks against " if is_firm else " would speak against "
        what = route(known, attacked) if attacked else mention(known, argument.target)
        return [Piece(so_far), Piece(verb), *what]
    verb = " weakens " if is_firm else " would weaken "
    case = "the case for " if attacked.kind == "supports" else "the case against "
    return [Piece(so_far), Piece(verb), Piece(case), *mention(known, attacked.target)]


def route(known: Known, argument: Argument) -> list[Piece]:
    """An argument: its premises as a reason for or against something."""
    if argument.target not in known.items:
        return [Piece("the objection from "), *premises(known, argument)]
    to = " as a reason for " if argument.kind == "supports" else " as a reason against "
    return [*premises(known, argument), Piece(to), *mention(known, argument.target)]


def because(argument: Argument, before: str = ": ") -> list[Piece]:
    """The reason that stands at an argument."""
    pieces = []
    for reason in argument.reasons:
        text = stripped(reason)
        text = capital(text) if before == ". " else text
        pieces += [Piece(before), Piece(text, "note", argument.id)]
    return pieces


def voices(known: Known, some: Iterable[str]) -> list[Piece]:
    return joined([named(known, voice)] for voice in some)
