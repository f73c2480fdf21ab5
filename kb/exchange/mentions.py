"""What was told before, named by its title: items, arguments, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.exchange import wording
from kb.exchange.known import Known
from kb.exchange.pieces import Piece, joined
from kb.naming import capital
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


def aim(known: Known, argument: Argument) -> list[Piece]:
    """What an argument is for or against."""
    attacked = known.arguments.get(argument.target)
    return route(known, attacked) if attacked else mention(known, argument.target)


def route(known: Known, argument: Argument) -> list[Piece]:
    """An argument from its premises to what it is for or against."""
    if argument.target not in known.items:
        return [Piece("the objection from "), *premises(known, argument)]
    to = " to " if argument.kind == "supports" else " against "
    start = [Piece("the argument from "), *premises(known, argument), Piece(to)]
    return [*start, *mention(known, argument.target)]


def facing(known: Known, argument: Argument) -> list[Piece]:
    """The same as what one speaks against: `taking A as a reason for B`."""
    attacked = known.arguments.get(argument.target)
    if attacked is None or attacked.target not in known.items:
        return aim(known, argument)
    to = " as a reason for " if attacked.kind == "supports" else " as a reason against "
    start = [Piece("taking "), *premises(known, attacked), Piece(to)]
    return [*start, *mention(known, attacked.target)]


def because(argument: Argument, before: str = ": ") -> list[Piece]:
    """The reason that stands at an argument."""
    pieces = []
    for reason in argument.reasons:
        text = wording.stripped(reason)
        text = capital(text) if before == ". " else text
        pieces += [Piece(before), Piece(text, "note", argument.id)]
    return pieces


def voices(known: Known, some: Iterable[str]) -> list[Piece]:
    return joined([named(known, voice)] for voice in some)
