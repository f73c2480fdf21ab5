"""Who denies what an attack says answers it: Markdown in, the same told wherever it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import small_base
from click.testing import Result

Kb = Callable[..., Result]
MORE_PEOPLE = "\n## tove\n\nTove Lind\n"
SCHOOL = """
---
title: The school
question: Should the sirens run from the school?
---

## from-the-school

The sirens should run from the school.

- **Kind:** position
- **Held by:** [Mara](people.md#mara)

## it-has-power

The school has power at night.

{words}
- **Rebuts:** [from-the-school](#from-the-school)
  - **Held by:** [Ines](people.md#ines)
"""
NEGATED = SCHOOL.split("- **Rebuts")[0] + (
    "\n## keep\n\nThey should be kept.\n\n- **Rebutted by:** not [it-has-power](#it-has-power)\n"
    "  - **Held by:** [Ines](people.md#ines)\n- **Held by:** [Mara](people.md#mara)\n"
    "- **Kind:** position\n"
)
HELD = "- **Held by:** [Ines](people.md#ines)\n"


def _is_unanswered(kb: Kb, path: Path, text: str) -> bool:
    """Whether every page and command says that the attack waits; they must all say the same."""
    folder = small_base(path / "base", school=text)
    with (folder.path / "people.md").open("a", encoding="utf-8") as people:
        people.write(MORE_PEOPLE)
    assert kb("check", "-C", folder.path).exit_code == 0
    assert kb("build", "-C", folder.path, "--out", path / "site").exit_code == 0
    site = path / "site"
    told = {
        "open": "Attacks that nobody answered" in kb("open", "-C", folder.path).stdout,
        "open in one": "No answer is shown" in kb("open", "school", "-C", folder.path).stdout,
        "waiting": "for an answer" in kb("debates", "-C", folder.path).stdout,
        "page": "No answer is shown" in (site / "debates/school.html").read_text("utf-8"),
        "tally": "1 against, unanswered" in (site / "debates/school.html").read_text("utf-8"),
        "open page": "for an answer of" in (site / "open.html").read_text("utf-8"),
    }
    assert len(set(told.values())) == 1, told
    return told["open"]


@pytest.mark.parametrize(
    "word",
    [
        "Rejected by:** [Tove](people.md#tove) — at night it is locked",
        "Rejected by:** [Tove](people.md#tove)",
        "Questioned by:** [Tove](people.md#tove)",
        "Rejected by:** [Mara](people.md#mara)",
    ],
)
def test_an_attack_is_answered_by_whoever_denies_what_it_says(
    kb_command: Kb, tmp_path: Path, word: str
) -> None:
    assert not _is_unanswered(kb_command, tmp_path, SCHOOL.format(words=f"{HELD}- **{word}"))


@pytest.mark.parametrize(
    "word",
    [
        "Reported by:** [Tove](people.md#tove)",
        "Held by:** [Tove](people.md#tove)",
        "Rejected by:** [Tove](people.md#tove) — inferred",
        "Questioned by:** [Ines](people.md#ines) — 2020",
        "Questioned by:** [Tove](people.md#tove) — 2020\n- **Held by:** [Tove](people.md#tove) — 2021",
    ],
)
def test_no_attack_is_answered_by_who_does_not_deny_it(
    kb_command: Kb, tmp_path: Path, word: str
) -> None:
    assert _is_unanswered(kb_command, tmp_path, SCHOOL.format(words=f"{HELD}- **{word}"))


def test_an_attack_from_what_is_not_so_is_answered_by_whoever_says_that_it_is(
    kb_command: Kb, tmp_path: Path
) -> None:
    says = "- **{} by:** [Tove](people.md#tove)\n"
    assert _is_unanswered(kb_command, tmp_path / "a", NEGATED.format(words=says.format("Rejected")))
    assert not _is_unanswered(kb_command, tmp_path / "b", NEGATED.format(words=says.format("Held")))


@pytest.mark.parametrize(("ours", "times"), [("", "twice"), (" — inferred", "once")])
def test_a_link_of_ours_is_nobodys_answer(
    kb_command: Kb, tmp_path: Path, ours: str, times: str
) -> None:
    text = SCHOOL.format(words=f"{HELD}- **Supports:** [keep](#keep){ours}") + (
        "\n## keep\n\nThey should be kept.\n\n- **Held by:** [Mara](people.md#mara)\n"
    )
    folder = small_base(tmp_path / "base", school=text)
    assert kb_command("build", "-C", folder.path, "--out", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site" / "compare/mara/ines.html").read_text("utf-8")
    assert f"Ines Tal answers Mara Oduya {times}." in page
    assert ("supports Mara" in page) == (not ours)
    listed = kb_command("compare", "mara", "ines", "-C", folder.path).stdout
    assert f"Answer each other ({1 if ours else 2})" in listed


@pytest.mark.parametrize(("word", "says"), [("If yes", "rebuts"), ("If no", "supports")])
def test_what_an_answer_would_do_answers_no_attack(
    kb_command: Kb, tmp_path: Path, word: str, says: str
) -> None:
    asking = (
        "\n## is-it-open\n\nIs the school open?\n\n- **Kind:** crux\n- **Posed by:** mapper\n"
        f"- **{word}:** {says} [it-has-power](#it-has-power)\n"
    )
    text = SCHOOL if says == "rebuts" else NEGATED.replace("{words}", "{words}\n")
    assert _is_unanswered(
        kb_command, tmp_path, text.format(words=HELD * (says == "rebuts")) + asking
    )
