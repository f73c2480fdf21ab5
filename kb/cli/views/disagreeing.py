"""How a disagreement looks to a reader in a terminal: in words, with numbers for who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kb.analysis.disagreeing import Difference, Disagreement, Piece
from kb.analysis.opinions import table
from kb.analysis.rounding import signed
from kb.analysis.speaking import Claim, Rival, Said
from kb.cli.text import Block, Text
from kb.cli.views.layout import facts, indented
from kb.cli.views.names import with_id
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.parting import agreeing, pair
from kb.cli.views.screen import Section, sections
from queries.saying import side

if TYPE_CHECKING:
    from kb.cli.common import Form

UNSEEN = 1e-6  # a residual that is smaller is none
VERBS = ((0.75, "holds"), (0.5, "leans to"), (0.25, "doubts"), (0.0, "rejects"))
BY_KIND = {
    "holds": "holds",
    "answers_yes": "says yes to",
    "concedes": "grants",
    "finds_plausible": "leans to",
    "questions": "doubts",
    "answers_no": "says no to",
    "rejects": "rejects",
}


def disagreement(found: Disagreement, how: Saying, form: Form) -> Iterator[Block]:
    """On what two part, because of which claims, and on what they agree; then, with numbers, how
    much of each difference every claim makes."""
    head = list(pair(found.a, found.b, found.rivals))
    parted = list(_parted(found.differences))
    if not parted and not found.differ:
        head.append(agreeing(found))
    shown = Apart(form)
    told = {piece.id for difference, rivals in parted for piece in _grounds(difference, rivals)}
    given = [shown.parting(difference, rivals) for difference, rivals in parted]
    given += [one for d in found.differences for one in shown.one_sided(d)]
    differ = list(_each_once(found.differ, told))
    given.append(Section("They also differ", differ, shown.differing))
    given.append(Section("They agree", found.agree, shown.agreed))
    yield from sections(given, form, head)
    if how.numbers:
        yield from _decomposed(found.differences, how)
    yield from assumed(found.assumptions, how, table())


class Apart:
    """What parts two, a section each."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def parting(self, difference: Difference, rivals: list[Difference]) -> Section:
        """What either says of a conclusion, and all they say for which their views of it
        differ."""
        rows = []
        for mark, (verb, rival) in _says(difference.said).items():
            also = next((d for d in rivals if _side(d.said, mark) > 0), None)
            held = rival or (also and _held(also, mark))
            own = f"{verb} it" if verb else ""
            beside = f"{_verb(held.said, held.kind)} its rival: {held.text}" if held else ""
            rows.append(Text(f"{mark} {' and '.join(filter(None, (own, beside)))}"))
        grounds = [self._ground(p.said, p.text, p.id) for p in _grounds(difference, rivals)]
        rows.append(Text(("because" if grounds else "the map names no claim for it", "dim")))
        rows += grounds
        return self._section("They part on: ", difference, rows)

    def one_sided(self, difference: Difference) -> Iterator[Section]:
        """A conclusion of which only one speaks, with what the other says that bears on it."""
        says = _says(difference.said)
        speakers = [mark for mark, (verb, _) in says.items() if verb]
        if len(speakers) != 1 or all(difference.said.sides):
            return
        [speaker] = speakers
        silent = "B" if speaker == "A" else "A"
        rows = [self._bearing(p, silent) for p in difference.pieces if _tells(p, silent)]
        title = f"Only {speaker} {says[speaker][0]}: "
        bears = difference.bears_a if silent == "A" else difference.bears_b
        nothing = "nothing that the other says sets them apart on it"
        none = nothing if bears else "the other says nothing that bears on it"
        yield self._section(title, difference, rows or [Text((none, "dim"))])

    def _section(self, title: str, difference: Difference, rows: list[Text]) -> Section:
        ident = f" ({difference.conclusion})" if self._form.ids else ""
        return Section(f"{title}{difference.text}{ident}", rows, lambda row: row)

    def _bearing(self, piece: Piece, mark: str) -> Text:
        """`B holds, against it: the statement`: what this one says makes their view differ so."""
        lower = piece.effect < 0 if mark == "A" else piece.effect > 0
        does = "against it" if lower else "for it"
        text = Text(f"{mark} {_says(piece.said)[mark][0]}, {does}: {piece.text}")
        return with_id(text, piece.id, self._form)

    def _ground(self, each: Said, text: str, ident: str) -> Text:
        """`A holds, B rejects: the statement`."""
        told = [f"{mark} {verb}" for mark, (verb, _) in _says(each).items() if verb]
        return with_id(Text(f"{', '.join(told)}: {text}"), ident, self._form)

    def differing(self, claim: Claim) -> Text:
        """A claim on which they differ, with the rivals of it that they hold."""
        line = self._ground(claim.said, claim.text, claim.id)
        for mark, (_, rival) in _says(claim.said).items():
            if rival:
                line = Text(
                    line, f" {mark} {_verb(rival.said, rival.kind)} its rival: {rival.text}"
                )
        return line

    def agreed(self, claim: Claim) -> Text:
        """A claim of which both say that it is so, or that it is not."""
        denied = "" if max(claim.said.sides) > 0 else "that it is not so: "
        return with_id(Text(denied, claim.text), claim.id, self._form)


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


def _tells(piece: Piece, mark: str) -> bool:
    """Whether somebody says something of a claim that the other does not say as well."""
    says = [one for one, (verb, _) in _says(piece.said).items() if verb]
    return says == [mark] or (mark in says and piece.said.is_contrary)


def _is_spoken(each: Said) -> bool:
    return each.a is not None or each.b is not None


def _side(each: Said, mark: str) -> int:
    return each.sides["AB".index(mark)]


def _held(difference: Difference, mark: str) -> Rival:
    """A conclusion that A or B holds, as the rival of another."""
    said = difference.said
    credence, kind = (said.a, said.kind_a) if mark == "A" else (said.b, said.kind_b)
    return Rival(difference.conclusion, difference.text, credence or 0.0, kind)


def _says(each: Said) -> dict[str, tuple[str, Rival | None]]:
    """What A and B say of a claim, as a verb, or the rival of it that they hold."""
    return {
        "A": (_verb(each.a, each.kind_a), each.rival_a),
        "B": (_verb(each.b, each.kind_b), each.rival_b),
    }


def _verb(credence: float | None, kind: str | None) -> str:
    """In the words of the stance, else, of a camp that gives several, by how sure it is."""
    if credence is None:
        return ""
    if kind and side(kind) == (credence > 0.5) - (credence < 0.5):
        return BY_KIND[kind]
    if credence == 0.5:
        return "is undecided about"
    return next(verb for least, verb in VERBS if credence >= least)


def _each_once(claims: Iterable[Claim], told: set[str]) -> Iterator[Claim]:
    """Leave out a claim that was told before, or named as the rival of one."""
    named = set(told)
    for claim in claims:
        if claim.id not in named:
            yield claim
        named |= {rival.id for rival in (claim.said.rival_a, claim.said.rival_b) if rival}


# -- numbers --------------------------------------------------------------------------------------


def _decomposed(differences: Iterable[Difference], how: Saying) -> Iterator[Block]:
    """How much of each difference every claim makes."""
    for difference in differences:
        yield Text()
        ends = f"  A {how.strength(difference.a, True)}, B {how.strength(difference.b, True)}  "
        yield Text((difference.conclusion, "cyan"), ends, (difference.text, "italic"))
        for piece in difference.pieces:
            a, b = how.strength(piece.a, True), how.strength(piece.b, True)
            before = f"  A {a}, B {b} before its reasons"
            name = (piece.id, "cyan")
            value = Text(name, (before, "dim"), f"  {piece.text}")
            yield indented(facts(iter([(signed(piece.effect), value)])), 2)
        yield indented(Text((_rest(difference), "dim")), 2)


def _rest(difference: Difference) -> str:
    """What is left of a difference, and what the decomposition misses where it misses any."""
    missed = difference.residual
    told = f", residual {missed:.0e}" if abs(missed) >= UNSEEN else ""
    return f"the rest {signed(difference.smaller)}{told}"
