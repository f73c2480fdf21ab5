"""Whatever a base says: where two versions say the same there is no change, else each is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, BODY, PARAGRAPHS, STATEMENT, WORDING, write_base

from kb.changes.comparing import compare
from kb.changes.following import Following
from kb.changes.groups import counts, grouped, summary
from kb.changes.kinds import Change
from kb.changes.sentences import Role, reworded
from kb.disk import Together
from kb.model import Base
from loaders.base.load import LoadedBase, load_base
from loaders.editing.reading import Reading
from loaders.editing.renaming import rename

FEW, MANY = 12, 60
CREDENCE = st.sampled_from([None, 0.25, 0.5])
WITHIN: dict[str, dict[str, st.SearchStrategy[Any]]] = {  # of what each fact may say otherwise
    "debates": {"heading": WORDING, "question": WORDING, "summary": BODY},
    "claims": {
        "text": STATEMENT, "title": st.sampled_from([None, "Beds"]), "body": BODY,
        "credence": CREDENCE, "passages": st.sampled_from([(), ("minutes#4",)]),
    },
    "arguments": {
        "reasons": PARAGRAPHS.map(tuple), "inferred": st.booleans(),
        "passages": st.sampled_from([(), ("minutes#4",)]),
    },
    "relations": {"inferred": st.booleans(), "reason": st.sampled_from(["", "words"])},
    "stances": {
        "credence": CREDENCE, "note": st.sampled_from(["", "words"]),
        "kind": st.sampled_from(["holds", "rejects"]), "date": st.sampled_from([None, "2031-05-02"]),
    },
    "people": {"heading": STATEMENT, "note": BODY},
    "sources": {"by": st.sampled_from([None, "Ada"]), "note": BODY},
}  # fmt: skip
DROPPED = ("arguments", "relations", "stances")


class Edited:
    """Draws another version of a base."""

    def __init__(self, data: st.DataObject, base: Base) -> None:
        self.draw, self.base = data.draw, base

    def version(self) -> Base:
        for _ in range(self.draw(st.integers(0, 3))):
            self.edit()
        return self.base

    def edit(self) -> None:
        lists = [name for name in WITHIN if getattr(self.base, name)]
        name = self.draw(st.sampled_from(lists))
        facts = list(getattr(self.base, name))
        at = self.draw(st.integers(0, len(facts) - 1))
        undercut = {argument.target for argument in self.base.arguments}
        undercut |= {stance.target for stance in self.base.stances}
        may_go = name in DROPPED and getattr(facts[at], "id", "") not in undercut
        if may_go and self.draw(st.booleans()):
            del facts[at]
        else:
            field = self.draw(st.sampled_from(sorted(WITHIN[name])))
            facts[at] = facts[at].model_copy(update={field: self.draw(WITHIN[name][field])})
        self.base = self.base.model_copy(update={name: tuple(facts)})


Facts = dict[tuple[str, str], Any]  # by what they are, and by their ids


def said(base: Base) -> Facts:
    """All that a base says, but for where it is written: written out here, as the model has it."""
    found: Facts = {("base", base.id): (base.heading, [d.id for d in base.debates])}
    order: dict[str, list[str]] = {}
    for claim in base.claims:
        order.setdefault(claim.debate, []).append(claim.id)
        dumped = claim.model_dump(exclude={"place", "quotes"})
        found["item", claim.id] = (dumped, [(q.text, q.passage) for q in claim.quotes])
    for debate in base.debates:
        found["debate", debate.id] = debate.model_dump(exclude={"place"})
    for relation in base.relations:
        ident = f"{relation.source} {relation.kind} {relation.target}"
        found["relation", ident] = relation.model_dump()
    for stance in base.stances:
        found["stance", stance.id] = stance.model_dump()
    for argument in base.arguments:
        found["argument", argument.id] = argument.model_dump(exclude={"place"})
    for of, facts in (("person", base.people), ("source", base.sources), ("term", base.terms)):
        found |= {(of, one.id): one.model_dump() for one in facts}
    found |= {("passage", p.id): p.model_dump() for p in base.passages}
    return found | {("order", debate): items for debate, items in order.items()}


def differing(before: Facts, after: Facts) -> set[tuple[str, str]]:
    """What says otherwise; stances by who says something of what, since their ids say all of it."""
    found = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    spoken = {
        (fact["person"], fact["target"])
        for key in found
        if key[0] == "stance"
        for fact in (before.get(key), after.get(key))
        if fact
    }
    return {key for key in found if key[0] != "stance"} | {("said", " ".join(s)) for s in spoken}


def named(changes: list[Change]) -> set[tuple[str, str]]:
    """What changes name, in the same way."""
    found = set()
    for change in changes:
        of, ident, facts = change.thing.of, change.thing.id, change.thing.facts
        if of == "stance":
            found.add(("said", f"{facts['person']} {facts['target']}"))
        elif of == "section":
            found.add(("debate", ident.partition(":")[0]))
        else:
            found.add((of, ident))
    return found


def compared(before: LoadedBase, after: LoadedBase) -> list[Change]:
    found = compare(before, after)
    followed = list(Following(found).changes())
    every = [*followed, *found.changes]
    for change in every:
        assert change.sentence()
        assert change.data()
    assert sum(len(group.changes) for group in grouped(every)) == len(every)
    assert bool(summary(every)) == bool(every) == bool(counts(every))
    assert found.changes or not followed
    return found.changes


def check(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    before = load_base(write_base(tmp_path / "base", base))
    was = said(before.base)
    after = load_base(write_base(tmp_path / "other", Edited(data, base).version()))
    if before.errors or after.errors:  # a few words cannot be written
        return
    changes = compared(before, after)
    expected = differing(was, said(after.base))
    assert named(changes) == expected, changes
    assert bool(changes) == bool(expected)
    assert compared(after, after) == []


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_what_differs_is_named_and_nothing_else(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)


@pytest.mark.slow
@settings(
    max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_what_differs_is_named_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)


def check_renaming(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    """After `kb rename` or `kb move` that is all that changed."""
    root = write_base(tmp_path / "base", base)
    before = load_base(root)
    if before.errors:
        return
    assert before.base  # read while it is there
    of = data.draw(st.sampled_from(["item", "debate", "person", "source"]))
    held = {
        "item": before.base.claims, "debate": before.base.debates,
        "person": before.base.people, "source": before.base.sources,
    }[of]  # fmt: skip
    if not held:
        return
    old = data.draw(st.sampled_from([one.id for one in held]))
    _, plan = rename(Reading(before), old, "quite-new", of)
    Together(root, tmp_path / "own").change(plan.changes())
    again = load_base(write_base(tmp_path / "again", base))
    [change] = compared(again, load_base(root)) or [None]
    assert change, old
    assert (change.name, change.thing.of, change.more()["before"]) == ("renamed", of, old)


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_of_a_renaming_only_the_name_is_told(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check_renaming(tmp_path, base, data)


@pytest.mark.slow
@settings(
    max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_of_a_renaming_only_the_name_is_told_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check_renaming(tmp_path, base, data)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "bc", " ", "\n", ".", "12"])),
    st.lists(st.sampled_from(["a", "bc", " ", "d"])),
)
def test_a_text_and_another_are_both_in_what_is_marked(before: list[str], after: list[str]) -> None:
    one, other = "".join(before), "".join(after)
    pieces = reworded(one, other)
    was = "".join(words for role, words in pieces if role is not Role.NEW)
    now = "".join(words for role, words in pieces if role is not Role.GONE)
    if len(before) + len(after) < 20:
        assert was.split() == one.split()
        assert now.split() == other.split()
