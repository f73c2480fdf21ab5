"""Whatever a base says, after a merge it says the same with the one in the place of the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, write_base

from kb.disk import Together
from kb.errors import KbError
from kb.model import Argument, Base, Claim, Premise, argument_id
from loaders.base.load import load_base
from loaders.editing.merging import merge
from loaders.editing.reading import Reading

FEW, MANY = 20, 70
SIGNS = ("***", "| a |\n| - |")  # blocks that may well stand twice
REFUSED = ("make them one kind first", "nothing bears on itself", "would bring in a problem",
           "merge the terms first")  # fmt: skip


def in_order(blocks: list[str]) -> list[str]:
    """Blocks of prose; code at the beginning of one may stand before the other, whose list would
    take it for its own."""
    return sorted(blocks) if any(block.startswith(" ") for block in blocks) else blocks


class Merged:
    """A base in which one thing is another: written out here, not as the program does it."""

    def __init__(self, base: Base, one: str = "", other: str = "", keep: str = "") -> None:
        self.base, self.one, self.other, self.keep = base, one, other, keep or one
        self.arguments = {argument.id: argument for argument in base.arguments}

    def of(self, ident: str | None) -> str:
        return self.one if ident == self.other else ident or ""

    def target(self, ident: str) -> str:
        return self.argument(self.arguments[ident]) if ident in self.arguments else self.of(ident)

    def argument(self, it: Argument) -> str:
        premises = {(self.of(p.claim), p.negated) for p in it.premises}
        named = [Premise(claim=claim, negated=negated) for claim, negated in premises]
        return argument_id(it.kind, named, self.target(it.target))

    def claim(self, claim: Claim) -> tuple:
        others = [claim]
        if claim.id == self.one:
            others += [c for c in self.base.claims if c.id == self.other]
        kept = next((c for c in others if c.id == self.keep), claim)
        ordered = [kept, *(c for c in others if c is not kept)]
        blocks: list[str] = []
        for each in others:
            news = [b for b in each.body.split("\n\n") if b and (b in SIGNS or b not in blocks)]
            blocks += news if each is not claim else [b for b in each.body.split("\n\n") if b]
        quotes = dict.fromkeys((q.text, q.passage) for c in others for q in c.quotes)
        before = {name for c in others for name in (c.id, *c.formerly)} - {claim.id}
        debate = next(d for d in self.base.debates if d.id == claim.debate)
        inside = {name for name in (claim.id, *before) if name.startswith(f"{debate.id}/")}
        before |= {n.replace(debate.id, old, 1) for old in debate.formerly for n in inside}
        posed = {c.posed for c in others}
        return (
            claim.id, claim.section, kept.kind, kept.text,
            next((c.title for c in ordered if c.title), ""),
            str(next((c.credence for c in ordered if c.credence is not None), None)),
            claim.term or "", sorted(before), in_order(blocks), sorted(quotes),
            "mapper" if "mapper" in posed else "person" if "person" in posed else "",
            sorted({p for c in others for p in c.passages}),
        )  # fmt: skip

    def said(self) -> dict:
        base = self.base
        return {
            "claims": sorted(self.claim(c) for c in base.claims if c.id != self.other),
            "arguments": self.added_up(
                (self.argument(a), a.reasons, a.passages, a.inferred, self.of(a.answer))
                for a in base.arguments
            ),
            "relations": self.added_up(
                ((r.kind, *self.ends(r)), r.reason.split("\n\n"), r.passages, r.inferred, "")
                for r in base.relations
            ),
            "stances": {
                (self.of(s.person), s.kind, self.target(s.target), s.credence, s.date,
                 self.of(s.of), s.inferred, s.passages, s.note)
                for s in base.stances
            },
            "people": [p.id for p in base.people if p.id != self.other],
            "notes": {p.id: self.note(p) for p in base.people if p.id != self.other},
            "rest": [(d.id, d.heading, d.question, d.summary, d.source, d.sections)
                     for d in base.debates],
            "sources": base.sources, "passages": base.passages, "terms": base.terms,
        }  # fmt: skip

    def ends(self, relation) -> list[str]:
        ends = [self.of(relation.source), self.of(relation.target)]
        return sorted(ends) if relation.kind == "rivals" else ends

    def note(self, person) -> set[str]:
        both = (person.id, self.other if person.id == self.one else "")
        return {b for p in self.base.people if p.id in both for b in p.note.split("\n\n") if b}

    @staticmethod
    def added_up(mentions) -> dict:
        found: dict = {}
        for ident, reasons, passages, inferred, answer in mentions:
            known = found.setdefault(ident, (set(), set(), [], []))
            known[0].update(reason for reason in reasons if reason)
            known[1].update(passages)
            known[2].append(inferred)
            known[3].append(answer)
        return {
            ident: (reasons, passages, all(inferred), answers[0] if all(answers) else "")
            for ident, (reasons, passages, inferred, answers) in found.items()
        }


def check(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    root = write_base(tmp_path / "base", base)
    loaded = load_base(root)
    claims = loaded.base.claims
    if loaded.errors or not claims:  # a few words cannot be written
        return
    first = data.draw(st.sampled_from(claims))
    alike = [c.id for c in claims if c.id != first.id and c.kind == first.kind]
    several = alike or [c.id for c in claims if c.id != first.id]
    one, other = first.id, data.draw(st.sampled_from(several)) if several else ""
    if not other or data.draw(st.integers(0, 9)) == 0:
        one, other = "mara", "ines-tal"
    keep = data.draw(st.sampled_from([one, other]))
    try:
        merged = merge(Reading(loaded), one, other, keep)
    except KbError as error:
        if not any(words in str(error) for words in REFUSED):
            raise
        return
    Together(root, tmp_path / "own").change(merged.plan.changes())
    after = load_base(root)
    assert after.errors == []
    expected = Merged(loaded.base, one, other, keep).said()
    assert Merged(after.base).said() == expected


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_two_are_one_and_all_else_stays(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    check(tmp_path, base, data)


@pytest.mark.slow
@settings(
    max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_two_are_one_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)
