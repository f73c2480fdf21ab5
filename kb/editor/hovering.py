"""What is to be known of the thing that is named at a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from kb.editor.hostile import escaped, words
from kb.editor.problems import stretch
from kb.editor.sheet import Sheet
from kb.editor.spots import Spot
from kb.explain import explain
from kb.model import Claim, Stance
from kb.publish.parts import words as said

MOST = 12  # people, passages or senses that are named; of more the number
EXPLAINED = 2  # problems at one place that are explained


class Text:
    """Puts a text together, as Markdown where the editor reads that."""

    def __init__(self, kind: MarkupKind) -> None:
        self.kind = kind
        self.blocks: list[str] = []

    @property
    def is_markdown(self) -> bool:
        return self.kind == MarkupKind.Markdown

    def of(self, text: str) -> str:
        """Words out of the base."""
        return escaped(text) if self.is_markdown else words(text)

    def title(self, kind: str, ident: str) -> None:
        self.blocks.append(f"**{kind}** `{ident}`" if self.is_markdown else f"{kind} {ident}")

    def add(self, *pieces: str, between: str = " · ") -> None:
        line = between.join(filter(None, pieces))
        if line:
            self.blocks.append(line)

    def quote(self, text: str) -> None:
        self.blocks.append(f"> {self.of(text)}" if self.is_markdown else self.of(text))


def hover(sheet: Sheet, position: Position, kind: MarkupKind) -> Hover | None:
    """What is named at a place, and what the problems there mean."""
    spot, text = sheet.spot(position), Text(kind)
    if spot:
        _tell(sheet, spot, text)
    offset = sheet.places.offset(position)
    text.blocks += _explained(sheet, offset)
    if not text.blocks:
        return None
    where = sheet.places.range(spot.start, spot.end) if spot else None
    return Hover(MarkupContent(kind, "\n\n".join(text.blocks)), where)


def _tell(sheet: Sheet, spot: Spot, text: Text) -> None:
    work = {
        "item": _item,
        "person": _person,
        "source": _source,
        "passage": _passages,
        "debate": _debate,
        "term": _term,
    }
    work[spot.kind](sheet, spot, text)


def _item(sheet: Sheet, spot: Spot, text: Text) -> None:
    debate = spot.ident.partition("/")[0]
    if debate not in sheet.loaded.heads:
        return
    weighed = sheet.opened.weights().of(debate)
    claim = weighed.index.claims.get(spot.ident)
    if claim is None:
        return
    text.title(claim.kind, claim.id)
    text.add(text.of(claim.text))
    stances = weighed.index.stances_on.get(claim.id, [])
    text.add(*_listed([_who(sheet, stance, text) for stance in stances]))
    strength = weighed.strength(claim.id)
    text.add(
        weighed.tally(claim),
        "" if strength is None else f"strength {strength:.2f}",
        _posed(claim),
    )


def _who(sheet: Sheet, stance: Stance, text: Text) -> str:
    """`Mara holds this (0.8)`."""
    person = sheet.loaded.register.people.get(stance.person)
    name = text.of(person.heading if person else stance.person)
    credence = f" ({said.number(stance.credence)})" if stance.credence is not None else ""
    return f"{name} {said.STANCES[stance.kind].on_item}{credence}"


def _posed(claim: Claim) -> str:
    return "posed by the mapper" if claim.posed == "mapper" else ""


def _listed(found: Sequence[str]) -> list[str]:
    more = len(found) - MOST
    return [*found[:MOST], *([f"and {more} more"] if more > 0 else [])]


def _person(sheet: Sheet, spot: Spot, text: Text) -> None:
    person = sheet.loaded.register.people.get(spot.ident)
    if person:
        text.title(person.kind, person.id)
        text.add(text.of(person.heading))
        text.add(text.of(person.note))


def _source(sheet: Sheet, spot: Spot, text: Text) -> None:
    source = sheet.loaded.register.sources.get(spot.ident)
    if source:
        pinned = sheet.loaded.lock.get(source.id)
        text.title("source", source.id)
        text.add(text.of(source.heading))
        text.add(text.of(source.by or ""), text.of(source.date or ""), text.of(source.kind or ""))
        text.add(said.count(pinned.passages, "passage") if pinned else "not pinned")


def _passages(sheet: Sheet, spot: Spot, text: Text) -> None:
    ident, _, first = spot.ident.partition("#")
    source = sheet.loaded.register.sources.get(ident)
    numbers = range(int(first), spot.last + 1)
    shown = f"¶{first}" if len(numbers) == 1 else f"¶{first}-{spot.last}"
    text.add(shown, text.of(source.heading if source else ident))
    texts = sheet.opened.copy_of(ident)
    for number in numbers[:MOST]:
        if number <= len(texts):
            text.quote(texts[number - 1])


def _debate(sheet: Sheet, spot: Spot, text: Text) -> None:
    if spot.ident in sheet.loaded.heads:
        debate = sheet.loaded.facts([spot.ident]).bodies[0].debate
        text.title("debate", debate.id)
        text.add(text.of(debate.heading))
        text.add(text.of(debate.question))


def _term(sheet: Sheet, spot: Spot, text: Text) -> None:
    heads = sheet.loaded.heads
    debates = [debate for debate, head in heads.items() if spot.ident in head.terms]
    claims = [c for body in sheet.loaded.facts(debates).bodies for c in body.claims]
    text.title("term", spot.ident)
    for claim in [claim for claim in claims if claim.term == spot.ident][:MOST]:
        text.add(text.of(claim.text))


def _explained(sheet: Sheet, offset: int) -> Iterator[str]:
    """The texts of `kb explain` for the problems at a place."""
    codes: dict[str, None] = {}
    for problem in sheet.loaded.problems:
        if problem.path == sheet.path:
            start, end = stretch(problem, sheet.places)
            if start <= offset <= end:
                codes[problem.code.value] = None
    for code in list(codes)[:EXPLAINED]:
        yield explain(code).strip()
