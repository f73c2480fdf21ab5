"""Markdown in, what follows out: the graph that is reasoned about, and the numbers of METHOD.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import ROOT, small_base

import kb
from kb.analysis.reasoner import Reasoner
from kb.analysis.scale import effect_word, strength_word

RAIN = """
---
title: Rain
question: Has it rained?
---

## it-has-rained

It has rained.

- **Kind:** position
- **Supported by:** [street-is-wet](#street-is-wet)
  - **Undercut by:** [street-was-washed](#street-was-washed)
- **Rebutted by:** [sky-was-clear](#sky-was-clear)

## street-is-wet

The street is wet.

- **Credence:** 0.9

## sky-was-clear

The sky was clear all night.

- **Credence:** 0.4

## street-was-washed

The street was washed this morning.

- **Credence:** 0.6
"""


@pytest.fixture
def reason(tmp_path: Path) -> Callable[..., Reasoner]:
    """Reasons about debates given as Markdown by file name."""

    def about(**files: str) -> Reasoner:
        return kb.open(small_base(tmp_path / "base", **files).path).reason()

    return about


def test_the_example_of_the_method_page_is_true(reason: Callable[..., Reasoner]) -> None:
    method = (ROOT / "METHOD.md").read_text(encoding="utf-8")
    rain = reason(rain=RAIN)
    now = rain.strengths(["rain/it-has-rained"]).items[0].strength
    (washed,) = [c for c in rain.cruxes().unasked if c.claim == "rain/street-was-washed"]
    assert f"**{now:.2f}**. The verdict has tipped" in method
    assert f"**{washed.when_no[0]:.2f}**" in method
    assert f"0 − 0.57 is left: {washed.when_yes[0]:.2f}." in method
    assert f"differ by {washed.reach:.2f} (the **reach** of the question)" in method
    assert effect_word(washed.reach) == "strongly"
    assert (strength_word(washed.when_no[0]), strength_word(washed.when_yes[0])) == (
        "leaning yes",
        "leaning no",
    )


def test_the_way_passes_through_the_argument_that_is_undercut(
    reason: Callable[..., Reasoner],
) -> None:
    turns = {turn.claim: turn for turn in reason(rain=RAIN).cruxes().unasked}
    (hop,) = turns["rain/street-was-washed"].path
    assert (hop.kind, hop.target) == ("undercuts", "rain/it-has-rained")


ASKING = """
---
title: Roofs
question: Are the roofs wet?
---

## roofs-are-wet

The roofs are wet.

- **Kind:** position

## did-it-rain

Did it rain?

- **Kind:** crux
- **Asks:** [rain/it-has-rained](rain.md#it-has-rained)
- **If yes:** supports [roofs-are-wet](#roofs-are-wet)
- **Answered yes by:** [Mara](people.md#mara) — 0.9
- **Posed by:** mapper
"""


def test_a_crux_takes_its_strength_from_the_claim_of_another_debate(
    reason: Callable[..., Reasoner],
) -> None:
    base = reason(rain=RAIN, roofs=ASKING)
    crux, claim = base.strengths(["roofs/did-it-rain", "rain/it-has-rained"]).items
    assert crux.strength == claim.strength != 0.5
    assert base.everybody["mara"].credences == {"rain/it-has-rained": 0.9}
    (turn,) = [t for t in base.cruxes("roofs").cruxes if t.crux]
    assert (turn.claim, turn.crux) == ("rain/it-has-rained", "roofs/did-it-rain")


def test_a_crux_and_the_claim_that_it_asks_speak_once(reason: Callable[..., Reasoner]) -> None:
    twice = ASKING + "\n## echo\n\nAn echo.\n\n- **Supports:** [roofs-are-wet](#roofs-are-wet)\n"
    same = twice.replace(
        "- **Kind:** position\n",
        "- **Kind:** position\n- **Supported by:** [rain/it-has-rained](rain.md#it-has-rained)\n",
    )
    once, again = (
        len(reason(rain=RAIN, roofs=text).bare_graph()["arguments"]) for text in (twice, same)
    )
    assert once == again


QUESTIONED = """
---
title: Parts
question: What is said of a word?
---

## main

The word fits.

- **Kind:** position
- **Supported by:** [meaning](#meaning) + [use](#use)
- **Supported by:** [doubt](#doubt) — inferred

## meaning

What the word means.

- **Kind:** definition
- **Term:** word

## use

People use it so.

- **Credence:** 0.8

## doubt

Is that all?

- **Kind:** question
"""


def test_what_is_neither_true_nor_false_takes_no_part(reason: Callable[..., Reasoner]) -> None:
    graph = reason(parts=QUESTIONED).bare_graph()
    assert [claim["id"] for claim in graph["claims"]] == ["parts/main", "parts/use"]
    assert [argument["premises"] for argument in graph["arguments"]] == [["parts/use"]]


def test_a_strength_cannot_be_asked_of_a_definition(reason: Callable[..., Reasoner]) -> None:
    with pytest.raises(kb.errors.NotFound, match="neither true nor false"):
        reason(parts=QUESTIONED).why("parts/meaning")


def road(numbers: range, without: int | None = None) -> str:
    """A position with reasons for and against it, the even ones for, but one."""
    kept = [n for n in numbers if n != without]
    lines = [f"- **{'Rebutted' if n % 2 else 'Supported'} by:** r-{n}" for n in kept]
    items = [f"## r-{n}\n\nReason {n} holds.\n\n- **Credence:** 0.{n + 1}\n" for n in numbers]
    head = "---\ntitle: Road\nquestion: Is it good?\n---\n\n## good\n\nIt is good.\n\n"
    return head + "\n".join(["- **Kind:** position", *lines, "", *items])


def test_the_effect_of_a_reason_is_what_the_strength_lacks_without_it(
    reason: Callable[..., Reasoner],
) -> None:
    found = reason(road=road(range(8))).why("road/good")
    assert len(found.up) == len(found.down) == 4
    for pull in (*found.up, *found.down):
        number = int(pull.premises[0].id[-1])
        without = reason(road=road(range(8), number)).why("road/good")
        assert pull.effect == pytest.approx(found.strength - without.strength, abs=1e-12)


CIRCLE = """
---
title: Circle
question: Who is to be believed?
---

## one

The first is right.

- **Kind:** position
- **Supported by:** [two](#two)
- **Supported by:** [three](#three)

## two

The second is right.

- **Supported by:** [one](#one)
- **Supported by:** [three](#three)

## three

The third is right.

- **Supported by:** [one](#one)
- **Supported by:** [two](#two)
"""


def test_what_was_scaled_in_a_circle_is_said(reason: Callable[..., Reasoner]) -> None:
    found = reason(circle=CIRCLE).strengths()
    assert found.assumptions.scaled == ("circle/one", "circle/three", "circle/two")
    assert "arguments in cycles were scaled down on circle/one" in found.assumptions.line
    assert not re.search("do not settle", found.assumptions.line)
