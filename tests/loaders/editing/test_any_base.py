"""Whatever a base says, after a renaming it says the same, but for the name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, write_base

from kb.disk import Together
from kb.errors import KbError
from kb.model import Base, Claim, Debate, Premise, argument_id
from loaders.base.load import load_base
from loaders.editing.moving import move
from loaders.editing.reading import Reading
from loaders.editing.renaming import rename

FEW, MANY = 20, 60


class Renamed:
    """A base in which one thing has another name: written out here, not as the program does it."""

    def __init__(self, base: Base, kind: str, old: str, new: str) -> None:
        self.base, self.kind, self.old, self.new = base, kind, old, new
        self.arguments = {argument.id: argument for argument in base.arguments}

    def claim(self, ident: str) -> str:
        debate, _, slug = ident.partition("/")
        if self.kind == "debate" and debate == self.old:
            return f"{self.new}/{slug}"
        if self.kind == "move" and ident == self.old:
            return f"{self.new}/{slug}"
        return f"{debate}/{self.new}" if self.kind == "item" and ident == self.old else ident

    def person(self, ident: str | None) -> str | None:
        return self.new if self.kind == "person" and ident == self.old else ident

    def source(self, ident: str | None) -> str | None:
        return self.new if self.kind == "source" and ident == self.old else ident

    def passage(self, ident: str | None) -> str | None:
        return ident and "#".join((str(self.source(ident.split("#")[0])), ident.split("#")[1]))

    def passages(self, idents: tuple[str, ...]) -> list[str]:
        return sorted(str(self.passage(ident)) for ident in idents)

    def argument(self, ident: str) -> str:
        if ident not in self.arguments:
            return self.claim(ident)
        it = self.arguments[ident]
        return argument_id(it.kind, self.premises(ident), self.argument(it.target))

    def premises(self, ident: str) -> tuple[Premise, ...]:
        premises = self.arguments[ident].premises
        return tuple(Premise(claim=self.claim(p.claim), negated=p.negated) for p in premises)

    def formerly(self, claim: Claim) -> list[str]:
        return sorted(set(self._formerly(claim)))

    def debates_before(self, ident: str) -> list[str]:
        return next((list(d.formerly) for d in self.base.debates if d.id == ident), [])

    def _formerly(self, claim: Claim) -> list[str]:
        if self.kind == "item" and claim.id == self.old:
            more = [claim.id.replace(claim.debate, d, 1) for d in self.debates_before(claim.debate)]
            return [*claim.formerly, self.old, *more, *(
                f"{d}/{self.new}" for d in self.debates_before(claim.debate)
            )]  # fmt: skip
        if self.kind == "move" and claim.id == self.old:
            slug = claim.id.split("/")[1]
            more = [f"{d}/{slug}" for d in self.debates_before(self.new)]
            return [*claim.formerly, self.old, *more]
        if self.kind == "debate" and claim.debate == self.old:
            own = [claim.id, *(old for old in claim.formerly if old.split("/")[0] == self.old)]
            return [*map(self.claim, claim.formerly), *own]
        return list(claim.formerly)

    def said(self) -> dict:
        base = self.base
        return {
            "debates": sorted(
                (self.new if self.kind == "debate" and d.id == self.old else d.id, d.heading,
                 d.question, d.summary, self.source(d.source) or "", str(d.sections),
                 self.debate_formerly(d))
                for d in base.debates
            ),
            "claims": sorted(
                (self.claim(c.id), c.kind, c.text, c.title or "", self.formerly(c), c.section,
                 c.body, [(q.text, self.passage(q.passage)) for q in c.quotes],
                 str(c.credence), c.posed or "", c.term or "", self.passages(c.passages))
                for c in base.claims
            ),
            "arguments": sorted(
                (self.argument(a.id), a.reasons, a.inferred,
                 self.claim(a.answer) if a.answer else "", self.passages(a.passages))
                for a in base.arguments
            ),
            "relations": sorted(
                (r.kind, *self.ends(r.kind, r.source, r.target), r.reason, r.inferred,
                 self.passages(r.passages))
                for r in base.relations
            ),
            "stances": sorted(
                (self.person(s.person), s.kind, self.argument(s.target), str(s.credence),
                 s.date or "", self.person(s.of) or "", s.inferred, self.passages(s.passages),
                 s.note)
                for s in base.stances
            ),
            "people": [(self.person(p.id), p.heading, p.kind, p.note, p.address)
                       for p in base.people],
            "sources": [(self.source(s.id), s.heading, s.kind, s.by, s.date, s.address, s.file,
                         s.note) for s in base.sources],
            "passages": sorted(
                (self.passage(p.id), p.fingerprint, p.left_out or "", self.passage(p.repeats) or "",
                 str(p.starts))
                for p in base.passages
            ),
            "terms": [(t.id, t.heading) for t in base.terms],
        }  # fmt: skip

    def debate_formerly(self, debate: Debate) -> list[str]:
        own = [self.old] if self.kind == "debate" and debate.id == self.old else []
        return sorted([*debate.formerly, *own])

    def ends(self, kind: str, source: str, target: str) -> list[str]:
        ends = [self.claim(source), self.claim(target)]
        return sorted(ends) if kind == "rivals" else ends


def texts(root: Path) -> dict[str, list[str]]:
    return {path.name: path.read_text("utf-8").split("\n") for path in sorted(root.iterdir())}


def check(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    root = write_base(tmp_path / "base", base)
    loaded = load_base(root)
    if loaded.errors:  # a few words cannot be written
        return
    kind = data.draw(st.sampled_from(["item", "debate", "person", "source"]))
    found = {
        "item": [claim.id for claim in loaded.base.claims],
        "debate": [debate.id for debate in loaded.base.debates],
        "person": [person.id for person in loaded.base.people],
        "source": [source.id for source in loaded.base.sources],
    }[kind]
    if not found:
        return
    old = data.draw(st.sampled_from(found))
    before = texts(root)
    _, plan = rename(Reading(loaded), old, "quite-new", kind)
    Together(root, tmp_path / "own").change(plan.changes())
    after = load_base(root)
    assert after.errors == []
    assert {p.code for p in after.problems} <= {p.code for p in loaded.problems}
    expected = Renamed(loaded.base, kind, old, "quite-new").said()
    assert Renamed(after.base, "", "", "").said() == expected
    changed = {row for name, rows in texts(root).items() for row in rows} - {
        row for rows in before.values() for row in rows
    }
    assert all("quite-new" in row or re.search("(?i)formerly", row) for row in changed)


def check_move(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    root = write_base(tmp_path / "base", base)
    loaded = load_base(root)
    claims = [c.id for c in loaded.base.claims]
    debates = [debate.id for debate in loaded.base.debates]
    if loaded.errors or not claims or len(debates) < 2:
        return
    old = data.draw(st.sampled_from(claims))
    debate, _, slug = old.partition("/")
    new = data.draw(st.sampled_from([other for other in debates if other != debate]))
    if f"{new}/{slug}" in claims:
        with pytest.raises(KbError, match="is there already"):
            move(Reading(loaded), old, new)
        _, plan = rename(Reading(loaded), old, "quite-new")
        Together(root, tmp_path / "own").change(plan.changes())
        loaded, old = load_base(root), f"{debate}/quite-new"
    try:
        thing, plan = move(Reading(loaded), old, new)
    except KbError as error:
        if "KB111" not in str(error):  # of a section nothing would be left
            raise
        return
    Together(root, tmp_path / "own").change(plan.changes())
    after = load_base(root)
    assert after.errors == []
    expected = Renamed(loaded.base, "move", old, new).said()
    assert without_section(Renamed(after.base, "", "", "").said(), thing.ident) == (
        without_section(expected, thing.ident)
    )


def without_section(said: dict, ident: str) -> dict:
    """All that was said, but for the section in which an item stands."""
    claims = [(*c[:5], "", *c[6:]) if c[0] == ident else c for c in said["claims"]]
    return {**said, "claims": claims}


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_only_the_debate_of_an_item_that_is_moved_changes(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check_move(tmp_path, base, data)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.data())
def test_only_the_debate_changes_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check_move(tmp_path, base, data)


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_only_the_name_changes(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    check(tmp_path, base, data)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.data())
def test_only_the_name_changes_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)
