"""Something new: the base says it, and what it said before; in form, and as `kb check` likes it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bases import SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, write_base

from kb.disk import Together
from kb.errors import KbError
from kb.model import Base
from kb.starter import make_base
from loaders.base.load import LoadedBase, load_base
from loaders.editing.adding.adding import add, draft
from loaders.editing.adding.wanted import TAKES, Wanted
from loaders.editing.form.formatting import form
from loaders.editing.reading import Reading
from loaders.grammar.kinds import KINDS
from loaders.lints.debate import SUSPECTS

NEW = "quite-new"
TEXTS = ("It is so.", "Is it so?", "1. One *word* [of](#x", "# not <b>", "Straße — ¶3, 0.8")


class Drawn:
    """Draws what to add to a base, of what there is in it."""

    def __init__(self, data: st.DataObject, loaded: LoadedBase) -> None:
        self.data, self.base = data, loaded.base
        self.claims = [claim.id for claim in self.base.claims]

    def one(self, elements: Any) -> Any:
        return self.data.draw(st.sampled_from(list(elements)))

    def some(self, elements: list[str]) -> tuple[str, ...]:
        if not elements or self.one((True, False, False)):
            return ()
        most = self.one((0, 0, 1, 1, 2))
        return tuple(
            self.data.draw(st.lists(st.sampled_from(elements), unique=True, max_size=most))
        )

    def wanted(self) -> Wanted:
        kind = self.one((*KINDS, "claim", "claim", "crux"))
        arguments = [
            f"{' + '.join(('not ' if p.negated else '') + p.claim for p in a.premises)} -> {a.target}"
            for a in self.base.arguments
            if a.kind != "undercuts"
        ]
        said = {
            "title": self.one((None, None, "A short title", "Five < six & *b*")),
            "by": self.some([person.id for person in self.base.people]),
            "passage": self.some([p.id for p in self.base.passages]),
            "supports": self.some(self.claims),
            "supported_by": self.some(self.claims),
            "rebuts": self.some(self.claims),
            "undercuts": self.some(arguments),
            "answers": self.some(self.claims),
            "concerns": self.some(self.claims),
            "asks": self.one((None, *self.claims)) if kind == "crux" and self.claims else None,
            "after": self.one((None, None, *self.claims)),
            "term": self.one((None, "the word")),
        }
        if said["asks"]:  # then what its answer does is said of the claim that it asks
            said |= {"supports": (), "rebuts": (), "undercuts": ()}
        taken = {name: value for name, value in said.items() if name in TAKES[kind]}
        wanted = Wanted(kind, NEW, self.one(TEXTS), **taken)
        debate = None if wanted.after else self.one(d.id for d in self.base.debates)
        inferred = bool(wanted.arguments) and self.one((True, False))
        return Wanted(**{**wanted.__dict__, "debate": debate, "inferred": inferred})


def without(base: Base, new: str) -> dict[str, Any]:
    """What a base says, without where, and without what it says of one item."""
    said = base.model_dump()
    gone = {new}
    for argument in sorted(said["arguments"], key=lambda a: len(a["id"])):
        ends = {argument["target"], *(p["claim"] for p in argument["premises"])}
        gone |= {argument["id"]} if ends & gone else set()
    said["arguments"] = [a | {"place": 0} for a in said["arguments"] if a["id"] not in gone]
    said["stances"] = [s for s in said["stances"] if s["target"] not in gone]
    said["relations"] = [r for r in said["relations"] if not gone & {r["source"], r["target"]}]
    said["debates"] = [d | {"place": 0} for d in said["debates"]]
    said["claims"] = [c | {"place": 0} for c in said["claims"] if c["id"] not in gone]
    for claim in said["claims"]:
        claim["quotes"] = [quote | {"line": 0} for quote in claim["quotes"]]
    said["terms"] = [t for t in said["terms"] if t["id"] in {c["term"] for c in said["claims"]}]
    return said


def in_form(root: Path, own: Path) -> LoadedBase:
    loaded = load_base(root)
    if not loaded.errors:
        plan, _ = form(Reading(loaded))
        Together(root, own).change(plan.changes())
    return load_base(root)


def check(root: Path, own: Path, data: st.DataObject) -> None:
    loaded = in_form(root, own)
    if loaded.errors or not loaded.base.debates:
        return
    shape = form(Reading(loaded))
    wanted = Drawn(data, loaded).wanted()
    files = {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}
    try:
        added = add(Reading(loaded), draft(Reading(loaded), wanted))
    except KbError:  # a circle, or what cannot be said of such an item
        return
    Together(root, own).change(added.plan.changes())
    after = load_base(root)
    row = (root / added.path).read_text("utf-8").split("\n")[added.line - 1]
    assert row.strip("#") == f" {NEW}"
    assert after.errors == []
    told = Counter((p.code, p.message) for p in added.lacks)
    known = Counter((p.code, p.message) for p in loaded.problems)
    assert {p.code for p in added.lacks} <= set(SUSPECTS)
    found = Counter((p.code, p.message) for p in after.problems)
    assert all((found - known)[one] == told[one] for one in found if one[0] in SUSPECTS)
    assert {p.code for p in after.problems} <= {p.code for p in loaded.problems} | set(SUSPECTS)
    assert without(after.base, added.ident) == without(loaded.base, added.ident)
    [claim] = [claim for claim in after.base.claims if claim.id == added.ident]
    assert claim.kind == wanted.kind
    said_by = {s.person for s in after.base.stances if s.target == added.ident}
    assert said_by == set(wanted.by)
    before = {argument.id for argument in loaded.base.arguments}
    ours = [argument for argument in after.base.arguments if argument.id not in before]
    ways = (wanted.supports, wanted.supported_by, wanted.rebuts, wanted.undercuts)
    assert len(ours) == sum(len(set(ends)) for ends in ways)
    assert all(a.inferred == wanted.inferred for a in ours)
    plan, left = form(Reading(after))
    assert (plan.difference(), left) == (shape[0].difference(), shape[1])
    changed = {p.name for p in root.iterdir() if p.is_file() and files[p.name] != p.read_bytes()}
    assert changed == {added.path}


def tried(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    check(write_base(tmp_path / "base", base), tmp_path / "own", data)


@settings(max_examples=10, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.data())
def test_whatever_is_added_is_all_that_changes(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    tried(tmp_path, base, data)


@pytest.mark.slow
@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.data())
def test_whatever_is_added_is_all_that_changes_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    tried(tmp_path, base, data)


@settings(max_examples=20, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_added_to_a_fine_base_leaves_it_fine(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fine")
    make_base(folder / "base")
    check(folder / "base", folder / "own", data)


def test_an_item_goes_behind_any_item_of_the_debates_that_come_along() -> None:
    loaded = load_base(SHIPPED)
    reading = Reading(loaded)
    for claim in loaded.base.claims[::130]:
        wanted = Wanted("claim", NEW, "It is new here.", after=claim.id)
        plan = add(reading, draft(reading, wanted)).plan
        after = plan.outcome().base
        slugs = [c.slug for c in after.claims if c.debate == claim.debate]
        assert slugs[slugs.index(claim.slug) + 1] == NEW
        assert without(after, f"{claim.debate}/{NEW}") == without(loaded.base, "nothing")
