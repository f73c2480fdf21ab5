"""What is written as Argdown, Argdown reads as it was meant: by title, without a complaint."""

from __future__ import annotations

import argdown_itself
import pytest
from bases import SHIPPED
from hypothesis import HealthCheck, Phase, given, settings
from making import BASES, write_base

from kb.interchange.argdown.names import Names
from kb.interchange.exporting import cut, export, within
from kb.interchange.registry import format_named
from kb.interchange.report import Report
from kb.model import Base
from loaders.base.load import load_base


def meant(base: Base, debate: str) -> tuple[set[str], set[str], set[tuple[str, str, str]]]:
    """Titles of statements and of arguments, and who rivals, supports or attacks whom in one line."""
    chosen = within(cut(base, [debate]), Report("", "export", ""))
    names = Names(chosen)
    undercut = {a.target for a in chosen.arguments} | {s.target for s in chosen.stances}
    plain = {
        a.id
        for a in chosen.arguments
        if len(a.premises) == 1 and a.id not in undercut
        and not any((a.called, a.scheme, a.reasons, a.inferred, a.answer))
    }  # fmt: skip
    related = {
        (
            "support" if a.kind == "supports" else "attack",
            names.claims[a.premises[0].claim],
            names.claims[a.target],
        )
        for a in chosen.arguments
        if a.id in plain and a.kind != "undercuts" and not a.premises[0].negated
    }
    return (
        set(names.claims.values()),
        {names.arguments[a.id] for a in chosen.arguments if a.id not in plain},
        related,
    )


def compare(base: Base, debates: list[str]) -> None:
    form = format_named("argdown")
    texts = [export("argdown", form, base, [debate])[0] for debate in debates]
    for debate, text, found in zip(debates, texts, argdown_itself.argdown(texts), strict=True):
        assert not found["wrong"], text
        statements, arguments, relations = meant(base, debate)
        titled = {title for title in found["statements"] if not title.startswith("Untitled ")}
        own = {title for title in titled if not title.startswith(("Not: ", "Not good: "))}
        assert {t for t in statements if not t.startswith(("Not: ", "Untitled "))} == own
        assert set(found["arguments"]) == arguments
        told = {(r["relationType"], r["from"], r["to"]) for r in found["relations"]}
        assert relations <= told
        for title in statements & own:
            texts_of = [m["text"] for m in found["statements"][title]["members"] if m.get("text")]
            assert texts_of


def test_the_debates_that_come_along_are_read_as_they_were_meant():
    base = load_base(SHIPPED).base
    compare(base, [debate.id for debate in base.debates])


@pytest.mark.slow
@given(base=BASES)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
def test_any_base_is_read_as_it_was_meant(base, tmp_path_factory):
    loaded = load_base(write_base(tmp_path_factory.mktemp("out") / "one", base))
    with_items = {claim.debate for claim in loaded.base.claims}
    compare(loaded.base, sorted(with_items))
