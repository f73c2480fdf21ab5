"""Out and in again loses exactly what the report says, whatever a base looks like."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from making import BASES, write_base

from kb.interchange.exporting import export
from kb.interchange.importing import import_file
from kb.interchange.registry import format_named
from kb.interchange.report import Report
from kb.model import Base
from loaders.base.load import load_base
from loaders.markup.words import words_of

FIELDS = {
    "claim": ("kind", "text", "title", "tags", "credence", "posed", "term", "body"),
    "argument": ("kind", "called", "scheme", "reasons", "inferred"),
    "relation": ("reason", "inferred"),
    "stance": ("credence", "date", "inferred", "note"),
}
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # a base is small as it is


def in_other_words(report: Report) -> dict[tuple[str, str], set[str]]:
    """The fields of each kind of fact, by its place, that a report says are not carried."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in (*report.of("left_out"), *report.of("changed")):
        kind, fields = re.fullmatch(r"(\w+)(?: \((.*)\))?", entry.what).groups()
        found[kind, entry.place] |= set(fields.split(", ") if fields else ["all"])
    return found


def facts(base: Base, debate: str) -> dict[tuple[str, ...], tuple[str, str, object]]:
    """The facts of a debate by what they are about, each with its kind and its place."""
    said: dict[tuple[str, ...], tuple[str, str, object]] = {}
    known = {a.id: a for a in base.arguments}

    def about(ident: str) -> str:
        if ident not in known:
            return ident
        a = known[ident]
        ends = sorted(("not " if p.negated else "") + p.claim for p in a.premises)
        return f"({a.kind} {' + '.join(ends)} -> {about(a.target)})"

    for c in base.claims:
        if c.debate == debate:
            said["claim", c.id] = ("claim", f"{c.place.path}:{c.place.line}:1", c)
    for a in base.arguments:
        if a.debate == debate:
            said["argument", about(a.id)] = ("argument", f"{a.place.path}:{a.place.line}:1", a)
    for r in base.relations:
        key = ("relation", r.kind, r.source, r.target)
        said[key] = ("relation", f"{r.source} {r.kind} {r.target}", r)
    people = {p.id: words_of(p.heading) for p in base.people}
    for s in base.stances:
        rest = repr((s.credence, s.date, s.of and people[s.of], s.inferred))
        key = ("stance", people[s.person], s.kind, about(s.target), rest)
        said[key] = ("stance", f"{s.person} {s.kind} {s.target}", s)
    return said


def words(value: object) -> object:
    """What a reader sees of a value: an escape more or less says the same."""
    if isinstance(value, str):
        return [words_of(part) for part in value.split("\n\n")]
    return sorted(map(words_of, value)) if isinstance(value, tuple) else value


def out_and_in(form: str, base: Base, root: Path) -> None:
    loaded = load_base(write_base(root / "one", base))
    assert not loaded.errors
    (root / "two").mkdir(exist_ok=True)
    (root / "two" / "kb.toml").write_text('id = "two"\nheading = "Two"\n')
    for debate in loaded.heads:
        if not any(claim.debate == debate for claim in loaded.base.claims):
            continue
        chosen = format_named(form)
        text, report = export(form, chosen, loaded.base, [debate])
        file = root / f"{debate}.{form}"
        file.write_text(text, encoding="utf-8", newline="\n")
        empty = load_base(root / "two")
        made = import_file(empty, form, chosen, file, debate, None)
        after = empty.with_drafts(made.texts).base
        missed = [e for e in made.report.of("left_out") if e.what not in ("passages", "formerly")]
        assert not missed  # those were told on the way out
        compare(loaded.base, after, debate, report)


def compare(before: Base, after: Base, debate: str, report: Report) -> None:
    lost = in_other_words(report)
    there = facts(after, debate)
    for key, (kind, place, fact) in facts(before, debate).items():
        gone = lost[kind, place]
        if "all" in gone or (kind in ("relation", "stance") and not belongs(before, debate, fact)):
            continue
        assert key in there, f"{key} is lost in silence"
        other = there[key][2]
        for field in FIELDS[kind]:
            was, now = getattr(fact, field), getattr(other, field)
            if field not in gone:
                assert words(was) == words(now), f"the {field} of {key}"


def belongs(base: Base, debate: str, fact: object) -> bool:
    owner = getattr(fact, "source", None) or fact.target
    if owner.startswith("arg:"):
        return next(a.debate for a in base.arguments if a.id == owner) == debate
    return owner.startswith(f"{debate}/")


@pytest.mark.parametrize("form", ["argdown", "csv"])
@given(base=BASES)
@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck], phases=QUICK)
def test_out_and_in_loses_what_the_report_says_and_nothing_else(form, base, tmp_path_factory):
    out_and_in(form, base, tmp_path_factory.mktemp("trip"))


@pytest.mark.slow
@pytest.mark.parametrize("form", ["argdown", "csv"])
@given(base=BASES)
@settings(max_examples=20, deadline=None, suppress_health_check=[*HealthCheck], phases=QUICK)
def test_out_and_in_loses_what_the_report_says_of_many_bases(form, base, tmp_path_factory):
    out_and_in(form, base, tmp_path_factory.mktemp("trip"))
