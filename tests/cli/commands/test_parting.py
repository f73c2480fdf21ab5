"""What two people are said to differ on: no more, and no less, than they say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from bases import SHIPPED, small_base
from click.testing import Result

import kb
from kb.errors import KbError

Kb = Callable[..., Result]

BELL = """
---
question: Should the bell ring at night?
---

## ring

The bell should ring at night.

- **Kind:** position
- **Held by:** [Mara](people.md#mara)
- **Supported by:** [ships](#ships)

## ships

Ships steer by the bell.

- **Held by:** [Mara](people.md#mara)
{ships}
## beside

The bell is old.

- **Held by:** [Ines](people.md#ines)
- **Held by:** [Mara](people.md#mara)
{beside}"""
INES = "- **{} by:** [Ines](people.md#ines){}\n"
NOTHING = "the other says nothing that bears on it"
CONTRARY = "On nothing here do they take contrary sides."


def asked(kb_command: Kb, path: Path, command: str, ships: str = "", beside: str = "") -> str:
    folder = small_base(
        path / f"{command}{len(ships)}", bell=BELL.format(ships=ships, beside=beside)
    )
    shown = kb_command(command, "mara", "ines", "-C", folder.path)
    assert shown.exit_code == 0, shown.output
    return " ".join(shown.stdout.split())


def test_the_other_says_nothing_that_bears_on_it_only_where_that_is_so(
    kb_command: Kb, tmp_path: Path
) -> None:
    assert NOTHING in asked(kb_command, tmp_path, "disagree")
    doubts = asked(kb_command, tmp_path, "disagree", INES.format("Questioned", ""))
    assert NOTHING not in doubts
    assert "B doubts, against it: Ships steer by the bell." in doubts
    agrees = asked(kb_command, tmp_path, "disagree", INES.format("Held", " — 0.85"))
    assert NOTHING not in agrees
    assert "nothing that the other says sets them apart on it" in agrees


@pytest.mark.parametrize(
    ("word", "number", "verb"),
    [
        ("Questioned", " — 0.2", "doubts"),
        ("Rejected", " — 0.4", "rejects"),
        ("Found plausible", " — 0.9", "leans to"),
        ("Held", " — 0.6", "holds"),
        ("Held", " — 0.4", "doubts"),
    ],
)
def test_what_somebody_says_is_told_in_the_word_of_the_file(
    kb_command: Kb, tmp_path: Path, word: str, number: str, verb: str
) -> None:
    told = asked(kb_command, tmp_path, "disagree", INES.format(word, number))
    assert f"B {verb}" in told or "They agree Ships steer by the bell." in told
    if verb in ("doubts", "rejects"):
        assert f"A holds, B {verb}: Ships steer by the bell." in told


def test_two_who_take_contrary_sides_on_nothing_have_no_double_crux(
    kb_command: Kb, tmp_path: Path
) -> None:
    """What the map makes of what somebody says elsewhere is no side that they take."""
    lines = "- **Supports:** [ring](#ring)\n"
    for command in ("doublecrux", "disagree"):
        assert CONTRARY in asked(kb_command, tmp_path, command, beside=lines)
    assert "by the map alone" not in asked(kb_command, tmp_path / "again", "doublecrux", "", lines)
    apart = INES.format("Rejected", "")
    for command in ("doublecrux", "disagree"):
        assert CONTRARY not in asked(kb_command, tmp_path, command, apart)


def test_what_brings_two_together_bears_on_what_they_part_on() -> None:
    with kb.open(SHIPPED) as base:
        found = 0
        for debate in base.debate_names():
            reasoner = base.reason(debate.id)
            for a, b in combinations(sorted(reasoner.everybody), 2):
                try:
                    shared = reasoner.double_cruxes(a, b, debate.id)
                    parted = reasoner.disagreement(a, b, debate.id)
                except KbError:
                    continue
                differences = {each.conclusion: each for each in parted.differences}
                for parting in shared.partings:
                    bears = differences[parting.conclusion]
                    others = [c for c in parting.cruxes if c.id != parting.conclusion]
                    found += len(others)
                    assert bears.bears_a or not any(crux.says_a for crux in others)
                    assert bears.bears_b or not any(crux.says_b for crux in others)
        assert found > 50
