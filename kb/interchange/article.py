"""A debate as one article in Markdown for pandoc: the exchange, then what the debate turns on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.analysis.networks import network_of
from kb.analysis.weighed import weigh
from kb.exchange.paragraphs import exchange
from kb.exchange.pieces import Paragraph
from kb.interchange.frame import Format, Writing
from kb.interchange.markdown import plain
from kb.model import Argument, Base, Claim, Debate, Stance
from kb.publish.exchange.record import record
from kb.publish.index import Index
from kb.publish.numbers.numbers import CruxNumbers, Numbers
from kb.publish.numbers.reckoning import numbers_of
from loaders.markup.words import words_of
from loaders.writing.appending import as_paragraph
from loaders.writing.phrases import quoted

LISTED = re.compile(r"(\(?(?:\w{1,6}|@))([.)])(?=\s)")  # what pandoc takes for a list
UNTOLD = "an article tells of statements, of who makes them, and of what they answer"
TELLING = "as sentences of the exchange"
BEFORE = {"heading": "### ", "ours": "*Aside.* ", "definition": "*Aside.* "}
ANSWERS = (("answers_yes", "holds", "yes"), ("answers_no", "rejects", "no"))


def write(writing: Writing) -> str:
    """The debates as articles, one after the other under one title."""
    parts = [_Article(writing, debate) for debate in writing.base.debates]
    title = words_of(parts[0].debate.heading) if len(parts) == 1 else "Debates"
    blocks = ["---", f"title: {quoted(title)}", "---", ""]
    for part in parts:
        blocks += part.blocks(len(parts) > 1)
    _tell(writing, {target for part in parts for target in part.told})
    return "\n".join(blocks)


class _Article:
    """One debate, told and ranked with all that other debates say of it."""

    def __init__(self, writing: Writing, debate: Debate) -> None:
        whole = writing.whole or writing.base
        self.debate, self.base = debate, whole
        self.claims = {claim.id: claim for claim in whole.claims}
        self.people = {person.id: words_of(person.heading) for person in whole.people}
        self.paragraphs = exchange(record(Index(whole), debate))
        pieces = (p for par in self.paragraphs for s in par.sentences for p in s.pieces)
        self.told = {piece.target for piece in pieces if piece.target}

    def blocks(self, has_heading: bool) -> Iterator[str]:
        if has_heading:
            yield f"# {escaped(words_of(self.debate.heading))}\n"
        yield f"*{escaped(words_of(self.debate.question))}*\n"
        yield "## The exchange\n"
        yield from (f"{_told(paragraph)}\n" for paragraph in self.paragraphs)
        cruxes = list(self._cruxes(numbers_of(weigh(network_of(self.base)), self.debate.id)))
        if cruxes:
            yield "## What it turns on\n"
            yield from cruxes

    def _cruxes(self, numbers: Numbers) -> Iterator[str]:
        for crux in numbers.cruxes:
            if crux.kind == "declared":
                ident = crux.item or crux.claim
                self.told.add(ident)
                yield f"1.  {escaped(words_of(self.claims[ident].text))}\n"
                for line in (
                    *self._effects(crux, numbers.positions),
                    *self._answers(ident, crux.claim),
                ):
                    yield f"    - {line}"
                yield ""

    def _effects(self, crux: CruxNumbers, positions: tuple[str, ...]) -> Iterator[str]:
        for position, yes, no in zip(positions, crux.yes, crux.no, strict=True):
            if abs(yes - no) >= 0.005:
                text = escaped(words_of(self.claims[position].text))
                yield f"{text} If yes {yes:.2f}, if no {no:.2f}."

    def _answers(self, crux: str, claim: str) -> Iterator[str]:
        """Who answers, or holds or rejects the claim that is asked."""
        for kind, of_claim, word in ANSWERS:
            meant = {(crux, kind), (claim, of_claim)}
            found = [s.person for s in self.base.stances if (s.target, s.kind) in meant]
            if found:
                names = ", ".join(escaped(self.people[person]) for person in dict.fromkeys(found))
                yield f"Answered {word} by {names}."


def _told(paragraph: Paragraph) -> str:
    text = escaped(words_of(paragraph.text))
    return f"{'> ' * paragraph.depth}{BEFORE.get(paragraph.kind, '')}{text}"


def escaped(text: str) -> str:
    """Plain text on one line in which pandoc sees no markup, no citation, no list and no TeX."""
    row = as_paragraph(plain(text)).replace("@", "\\@").replace("{", "\\{").replace("}", "\\}")
    return LISTED.sub(r"\1\\\2", row, count=1) if LISTED.match(row) else row


# -- what became of what ---------------------------------------------------------------------------


def _tell(writing: Writing, told: set[str]) -> None:
    account, base = writing.account, writing.base
    for debate in base.debates:
        account.carried(debate, "heading", "question")
        account.left_out(debate, UNTOLD, "summary", "source", "sections", "formerly")
    for claim in base.claims:
        _tell_claim(writing, claim, claim.id in told)
    targets = _targets(base)
    for argument in base.arguments:
        ends = {p.claim for p in argument.premises} | {targets[argument.id]}
        _tell_argument(writing, argument, argument.id in told or ends <= told)
    for relation in base.relations:
        account.left_out(
            relation, UNTOLD, "kind", "source", "target", "reason", "inferred", "passages"
        )
    for stance in base.stances:
        _tell_stance(writing, stance, targets.get(stance.target, stance.target) in told)
    for person in base.people:
        account.carried(person, "heading")
        account.left_out(person, UNTOLD, "kind", "note", "address")
    for source in base.sources:
        names = ("heading", "kind", "by", "date", "address", "file", "note")
        account.left_out(source, UNTOLD, *names)


def _tell_claim(writing: Writing, claim: Claim, is_told: bool) -> None:
    if is_told:
        writing.account.changed(claim, TELLING, "text", "kind", "passages", "title")
    writing.account.left_out(
        claim, UNTOLD, "text", "kind", "title", "formerly", "tags", "section", "body", "quotes",
        "credence", "posed", "term", "passages",
    )  # fmt: skip


def _tell_argument(writing: Writing, argument: Argument, is_told: bool) -> None:
    if is_told:
        names = ("kind", "premises", "target", "reasons", "inferred", "answer", "passages")
        writing.account.changed(argument, TELLING, *names)
    writing.account.left_out(
        argument, UNTOLD, "kind", "premises", "target", "reasons", "called", "scheme", "inferred",
        "answer", "passages",
    )  # fmt: skip


def _tell_stance(writing: Writing, stance: Stance, is_told: bool) -> None:
    if is_told:
        names = ("person", "kind", "target", "note", "of", "inferred", "passages")
        writing.account.changed(stance, TELLING, *names)
    writing.account.left_out(
        stance, UNTOLD, "person", "kind", "target", "credence", "date", "of", "inferred", "note",
        "passages",
    )  # fmt: skip


def _targets(base: Base) -> dict[str, str]:
    """The item that each argument bears on in the end."""
    above = {argument.id: argument.target for argument in base.arguments}
    found = dict(above)
    for ident in found:
        target = above[ident]
        while target in above:
            target = above[target]
        found[ident] = target
    return found


FORMAT = Format("an article in Markdown, for pandoc", (".md",), write=write)
