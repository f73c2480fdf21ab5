"""What was told before, named by its title: items, arguments, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
    claims = [claim for claim, negated in argument.premises if negated]
    are_claims = all(known.items[claim].kind != "crux" for claim in claims)
    if 1 < len(claims) == len(argument.premises) and are_claims:
        every = "both" if len(claims) == 2 else "all"
        return [*joined(mention(known, claim) for claim in claims), Piece(f" {every} being false")]
    return joined(premise(known, claim, negated) for claim, negated in argument.premises)


def bearing(known: Known, argument: Argument, is_firm: bool, so_far: str) -> list[Piece]:
    """What an argument does to what it is about; `so_far` is what it starts from, as a pronoun."""
    attacked = known.arguments.get(argument.target)
    if attacked and attacked.target in known.items:
        verb = " weakens " if is_firm else " would weaken "
    elif argument.kind == "supports":
        verb = " supports " if is_firm else " would support "
    else:
        verb = " speaks against " if is_firm else " would speak against "
    return [Piece(so_far), Piece(verb), *goal(known, argument)]


def goal(known: Known, argument: Argument) -> list[Piece]:
    """What an argument is about: an item, or the case for or against one, or an objection."""
    attacked = known.arguments.get(argument.target)
    if attacked is None:
        return premise(known, argument.target, negated=False)
    if attacked.target not in known.items:
        return route(known, attacked)
    case = "the case for " if attacked.kind == "supports" else "the case against "
    return [Piece(case), *mention(known, attacked.target)]


def as_reasons(known: Known, arguments: Sequence[Argument]) -> list[Piece]:
    """The premises of some arguments as reasons for or against the one thing that all are about."""
    first, several = arguments[0], len(arguments) > 1
    mark = ";" if several and any(len(a.premises) > 1 for a in arguments) else ""
    groups = (premises(known, argument) for argument in arguments)
    given = joined(groups, between=f"{mark or ','} ", last=f"{mark} and ")
    attacked = known.arguments.get(first.target)
    if attacked is not None:
        objection = " as objections to " if several else " as an objection to "
        return [*given, Piece(objection), *route(known, attacked)]
    reason = " as reasons " if several else " as a reason "
    side = "for " if first.kind == "supports" else "against "
    return [*given, Piece(reason), Piece(side), *goal(known, first)]


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
