"""How a disagreement looks to a reader in a terminal: in words, with numbers for who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.disagreeing import Claim, Difference, Disagreement, Piece, Rival, Said
from kb.analysis.opinions import table
from kb.analysis.rounding import signed
from kb.cli.views import words
from kb.cli.views.layout import facts, indented, said, section
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.parting import pair

UNSEEN = 1e-6  # a residual that is smaller is none
SHOWN = 6  # claims of one kind that are listed
VERBS = ((0.75, "holds"), (0.5, "leans to"), (0.25, "doubts"), (0.0, "rejects"))


def disagreement(found: Disagreement, how: Saying) -> Iterator[RenderableType]:
    """On what two part, because of which claims, and on what they agree; then, with numbers, how
    much of each difference every claim makes."""
    yield from pair(found.a, found.b, found.rivals)
    parted = list(_parted(found.differences))
    for difference, rivals in parted:
        yield Text()
        yield from _parting(difference, rivals)
    if not parted and not found.differ:
        yield Text()
        yield said("On nothing here do they take contrary sides.", _further(found))
    for difference in found.differences:
        yield from _one_sided(difference)
    told = {piece.id for difference, rivals in parted for piece in _grounds(difference, rivals)}
    yield from _listed("They also differ", map(_differing, _each_once(found.differ, told)))
    yield from _listed("They agree", map(_agreed, found.agree))
    if how.numbers:
        yield from _decomposed(found.differences, how)
    yield Text()
    yield assumed(found.assumptions, table())


def _parted(
    differences: Sequence[Difference],
) -> Iterator[tuple[Difference, list[Difference]]]:
    """Each difference on which the two take contrary sides, with those on its rivals: they are the
    same, seen from the other end."""
    left = [difference for difference in differences if difference.said.is_contrary]
    while left:
        first = left.pop(0)
        rivals = [d for d in left if d.conclusion in first.rivals]
        left = [d for d in left if d not in rivals]
        yield first, rivals


def _parting(difference: Difference, rivals: list[Difference]) -> Iterator[RenderableType]:
    """What either says of a conclusion, and all they say for which their views of it differ."""
    yield said(("They part on: ", "bold underline"), (difference.text, "bold"))
    for mark, (verb, rival) in _says(difference.said).items():
        also = next((d for d in rivals if _side(d.said, mark) > 0), None)
        held = rival or (also and Rival(also.conclusion, also.text, _credence(also.said, mark)))
        own = f"{verb} it" if verb else ""
        beside = f"{_verb(held.said)} its rival: {held.text}" if held else ""
        yield indented(said(f"{mark} {' and '.join(filter(None, (own, beside)))}"), 2)
    grounds = [_ground(piece.said, piece.text) for piece in _grounds(difference, rivals)]
    yield indented(said(("because" if grounds else "the map names no claim for it", "dim")), 2)
    yield from _some(grounds)


def _grounds(difference: Difference, rivals: Sequence[Difference]) -> list[Piece]:
    """The claims of which somebody speaks and that make two views of a conclusion, or of its
    rivals, differ; each once."""
    ends = {difference.conclusion, *(d.conclusion for d in rivals)}
    found = {
        piece.id: piece
        for each in (difference, *rivals)
        for piece in each.pieces
        if piece.id not in ends and _is_spoken(piece.said)
        if piece.effect * (each.a - each.b) > 0
    }
    return sorted(found.values(), key=lambda piece: -abs(piece.effect))


def _one_sided(difference: Difference) -> Iterator[RenderableType]:
    """A conclusion of which only one speaks, with what the other says that bears on it."""
    says = _says(difference.said)
    speakers = [mark for mark, (verb, _) in says.items() if verb]
    if len(speakers) != 1 or all(difference.said.sides):
        return
    [speaker] = speakers
    silent = "B" if speaker == "A" else "A"
    yield Text()
    yield said(("Only ", "bold"), f"{speaker} {says[speaker][0]}: ", (difference.text, "bold"))
    yield from _some(
        _bearing(piece, silent) for piece in difference.pieces if _tells(piece, silent)
    )


def _tells(piece: Piece, mark: str) -> bool:
    """Whether just one of the two says something of a claim."""
    return [one for one, (verb, _) in _says(piece.said).items() if verb] == [mark]


def _bearing(piece: Piece, mark: str) -> Text:
    """`B holds, against it: the statement`: what this one says makes their view differ so."""
    lower = piece.effect < 0 if mark == "A" else piece.effect > 0
    does = "against it" if lower else "for it"
    return said(f"{mark} {_says(piece.said)[mark][0]}, {does}: {piece.text}")


def _is_spoken(each: Said) -> bool:
    return each.a is not None or each.b is not None


def _side(each: Said, mark: str) -> int:
    return each.sides["AB".index(mark)]


def _credence(each: Said, mark: str) -> float:
    return (each.a if mark == "A" else each.b) or 0.0


def _says(each: Said) -> dict[str, tuple[str, Rival | None]]:
    """What A and B say of a claim, as a verb, or the rival of it that they hold."""
    return {"A": (_verb(each.a), each.rival_a), "B": (_verb(each.b), each.rival_b)}


def _verb(credence: float | None) -> str:
    if credence is None:
        return ""
    if credence == 0.5:
        return "is undecided about"
    return next(verb for least, verb in VERBS if credence >= least)


def _ground(each: Said, text: str) -> Text:
    """`A holds, B rejects: the statement`."""
    told = [f"{mark} {verb}" for mark, (verb, _) in _says(each).items() if verb]
    return said((", ".join(told), ""), f": {text}")


def _differing(claim: Claim) -> Text:
    line = _ground(claim.said, claim.text)
    for mark, (_, rival) in _says(claim.said).items():
        if rival:
            line.append_text(said(f" {mark} {_verb(rival.said)} its rival: {rival.text}"))
    return line


def _each_once(claims: Iterable[Claim], told: set[str]) -> Iterator[Claim]:
    """Leave out a claim that was told before, or named as the rival of one."""
    named = set(told)
    for claim in claims:
        if claim.id not in named:
            yield claim
        named |= {rival.id for rival in (claim.said.rival_a, claim.said.rival_b) if rival}


def _agreed(claim: Claim) -> Text:
    return said(("" if max(claim.said.sides) > 0 else "that it is not so: "), claim.text)


def _further(found: Disagreement) -> str:
    """Where people may meet all the same."""
    people = found.rivals is None
    return f" How they answer each other: kb compare {found.a.id} {found.b.id}" if people else ""


def _listed(title: str, lines: Iterable[Text]) -> Iterator[RenderableType]:
    yield from section(title, list(_cut(lines)))


def _some(lines: Iterable[Text]) -> Iterator[RenderableType]:
    yield from (indented(line, 4) for line in _cut(lines))


def _cut(lines: Iterable[Text]) -> Iterator[Text]:
    """The first of many lines, and how many more there are."""
    every = list(lines)
    yield from every[:SHOWN]
    if (more := len(every) - SHOWN) > 0:
        yield said((f"and {more} more; --format json has all", "dim"))


# -- numbers --------------------------------------------------------------------------------------


def _decomposed(differences: Iterable[Difference], how: Saying) -> Iterator[RenderableType]:
    """How much of each difference every claim makes."""
    for difference in differences:
        yield Text()
        ends = f"  A {how.strength(difference.a)}, B {how.strength(difference.b)}  "
        yield said((difference.conclusion, "cyan"), ends, (difference.text, "italic"))
        debate = difference.conclusion.partition("/")[0]
        for piece in difference.pieces:
            before = f"  A {how.strength(piece.a)}, B {how.strength(piece.b)} before its reasons"
            name = (words.slug(piece.id, debate), "cyan")
            value = said(name, (before, "dim"), f"  {piece.text}")
            yield indented(facts(iter([(signed(piece.effect), value)])), 2)
        yield indented(said((_rest(difference), "dim")), 2)


def _rest(difference: Difference) -> str:
    """What is left of a difference, and what the decomposition misses where it misses any."""
    missed = difference.residual
    told = f", residual {missed:.0e}" if abs(missed) >= UNSEEN else ""
    return f"the rest {signed(difference.smaller)}{told}"
