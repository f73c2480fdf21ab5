"""How a debate stands, in sentences: Markdown in, what `kb open` begins with out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import small_base
from click.testing import Result

Kb = Callable[..., Result]

BRIDGE = """
---
title: The bridge
question: Should the old bridge be kept?
---

## keep-it

The old bridge should be kept.

- **Kind:** position
- **Title:** Keep the bridge
- **Held by:** [Mara](people.md#mara)
- **Supported by:** [it-is-sound](#it-is-sound)

## pull-it-down

The old bridge should be pulled down.

- **Kind:** position
- **Title:** Pull it down
- **Rival of:** [keep-it](#keep-it)

## it-is-sound

The old bridge is sound.

## it-is-narrow

The old bridge is narrow.

- **Title:** It is narrow
- **Conceded by:** [Mara](people.md#mara)
"""
ALONE = "Only one voice is heard: Mara Oduya."
EMPTY = "Nobody in the text holds “Pull it down”."
GRANTED = "Mara Oduya grants: The old bridge is narrow."
RIVALS = "As we read it, “Keep the bridge” and “Pull it down” cannot both be right"
LEAD = f"{RIVALS}; the reasons given carry “Keep the bridge” further."
LEVEL = f"{RIVALS}; the reasons given carry the one as far as the other."
SETTLED = (
    "It is settled as far as it goes: every objection that people make is answered,"
    " and nobody dissents."
)


@pytest.fixture
def stands(kb_command: Kb, tmp_path: Path) -> Callable[[str], list[str]]:
    """The sentences on a debate that is given as Markdown."""

    def of(text: str) -> list[str]:
        folder = small_base(tmp_path / "base", bridge=text)
        shown = kb_command("open", "bridge", "-C", folder.path).stdout
        section = shown.partition("How it stands\n")[2].partition("\n\n")[0]
        lines = re.sub(r"\n  (?=[a-z“])", " ", section).splitlines()
        return [line.strip() for line in lines]

    return of


def test_one_voice_never_settles_a_debate(stands) -> None:
    assert stands(BRIDGE) == [ALONE, EMPTY, GRANTED, LEAD]


def test_an_objection_that_somebody_makes_waits_for_an_answer(stands) -> None:
    objection = (
        "\n## it-shakes\n\nThe old bridge shakes.\n\n"
        "- **Rebuts:** [it-is-sound](#it-is-sound)\n  - **Held by:** [Ines](people.md#ines)\n"
    )
    objection = objection.replace("shakes.\n\n", "shakes.\n\n- **Title:** It shakes\n")
    held = BRIDGE + objection + "- **Held by:** [Ines](people.md#ines)\n"
    lines = stands(held)
    assert ALONE not in lines
    waits = "Ines Tal objects to Mara Oduya: The old bridge shakes. No answer is shown."
    assert waits in lines
    assert SETTLED not in lines
    answer = "\n## it-was-mended\n\nIt was mended.\n\n- **Rebuts:** [it-shakes](#it-shakes)\n"
    answered = stands(held + answer)
    assert waits not in answered
    assert SETTLED in answered


def test_of_many_objections_it_says_whose_they_are_and_to_whom(stands) -> None:
    objections = "".join(
        f"\n## flaw-{n}\n\nFlaw {n}.\n\n- **Held by:** [Ines](people.md#ines)\n"
        f"- **Rebuts:** [keep-it](#keep-it)\n  - **Held by:** [Ines](people.md#ines)\n"
        for n in range(3)
    )
    assert "No answer is shown to the objections of Ines Tal to Mara Oduya." in stands(
        BRIDGE + objections
    )


def test_an_objection_counts_once_whatever_it_attacks(stands) -> None:
    objections = "".join(
        f"\n## flaw-{n}\n\nFlaw {n}.\n\n- **Held by:** [Ines](people.md#ines)\n"
        f"- **Rebuts:** [keep-it](#keep-it)\n  - **Held by:** [Ines](people.md#ines)\n"
        f"- **Rebuts:** [it-is-sound](#it-is-sound)\n  - **Held by:** [Ines](people.md#ines)\n"
        for n in range(3)
    )
    answer = (
        "\n## it-is-old\n\nThe old bridge is old.\n\n- **Held by:** [Ines](people.md#ines)\n"
        "\n## it-is-young\n\nThe old bridge is young.\n\n- **Held by:** [Mara](people.md#mara)\n"
        "- **Rebuts:** [it-is-old](#it-is-old)\n  - **Held by:** [Mara](people.md#mara)\n"
    )
    many = "No answer is shown to the objections of Ines Tal and Mara Oduya, mostly to Mara Oduya."
    assert many in stands(BRIDGE + objections + answer)


def test_an_objection_to_what_nobody_holds_waits_for_nobody(stands) -> None:
    objection = (
        "\n## it-is-cheap\n\nKeeping it is cheap.\n\n- **Held by:** [Ines](people.md#ines)\n"
        "- **Rebuts:** [pull-it-down](#pull-it-down)\n  - **Held by:** [Ines](people.md#ines)\n"
    )
    said = " ".join(stands(BRIDGE + objection))
    assert "No answer" not in said
    assert EMPTY in said


def test_who_holds_what_an_objection_says_is_not_asked_to_answer_it(stands) -> None:
    objection = (
        "\n## it-sways\n\nIt sways.\n\n- **Conceded by:** [Mara](people.md#mara)\n"
        "- **Rebuts:** [keep-it](#keep-it)\n  - **Held by:** [Ines](people.md#ines)\n"
    )
    assert "No answer" not in " ".join(stands(BRIDGE + objection))


def test_rivals_that_are_as_strong_are_level(stands) -> None:
    assert LEVEL in stands(BRIDGE.replace("- **Supported by:** [it-is-sound](#it-is-sound)\n", ""))


def test_a_debate_where_somebody_dissents_is_not_settled(stands) -> None:
    both = BRIDGE.replace(
        "- **Held by:** [Mara](people.md#mara)\n",
        "- **Held by:** [Mara](people.md#mara)\n- **Rejected by:** [Ines](people.md#ines)\n",
        1,
    )
    assert ALONE not in stands(both)
    assert SETTLED not in stands(both)


def test_where_nobody_objects_nothing_is_settled(stands) -> None:
    more = "\n## i\n\nIt is old.\n\n- **Held by:** [Ines](people.md#ines)\n"
    assert SETTLED not in stands(BRIDGE + more)


def test_an_answer_that_speaks_against_something_settles_nothing(stands) -> None:
    more = (
        "\n## i\n\nIt is old.\n\n- **Held by:** [Ines](people.md#ines)\n"
        "- **Rebuts:** [it-is-sound](#it-is-sound)\n  - **Held by:** [Ines](people.md#ines)\n"
        "\n## j\n\nIt was mended.\n\n- **Rebuts:** [i](#i)\n"
    )
    assert SETTLED in stands(BRIDGE + more)
    crux = (
        "\n## will-it-last\n\nWill it last?\n\n- **Kind:** crux\n- **Posed by:** mapper\n"
        "- **If no:** rebuts [it-is-sound](#it-is-sound)\n"
    )
    assert SETTLED in stands(BRIDGE + more + crux)
    answered = crux + "- **Answered no by:** [Ines](people.md#ines)\n"
    assert SETTLED not in stands(BRIDGE + more + answered)


def test_the_list_of_debates_says_it_in_short(kb_command: Kb, tmp_path: Path) -> None:
    objection = (
        "\n## it-shakes\n\nThe old bridge shakes.\n\n- **Held by:** [Ines](people.md#ines)\n"
        "- **Rebuts:** [it-is-sound](#it-is-sound)\n  - **Held by:** [Ines](people.md#ines)\n"
    )
    folder = small_base(tmp_path / "base", bridge=BRIDGE + objection)
    shown = " ".join(kb_command("debates", "-C", folder.path).stdout.split())
    assert "Should the old bridge be kept? 2 voices" in shown
    assert "; one who objects waits for an answer" in shown


@pytest.mark.parametrize("word", ["Reported", "Questioned"])
def test_an_objection_that_is_taken_up_in_words_waits_for_no_answer(
    stands, kb_command: Kb, tmp_path: Path, word: str
) -> None:
    objection = (
        "\n## i\n\nIt is old.\n\n- **Held by:** [Ines](people.md#ines)\n"
        "- **Rebuts:** [keep-it](#keep-it)\n  - **Held by:** [Ines](people.md#ines)\n"
    )
    said = "Ines Tal objects to Mara Oduya: It is old. No answer is shown."
    assert said in stands(BRIDGE + objection)
    reply = f"- **{word} by:** [Mara](people.md#mara)\n"
    assert said not in stands(BRIDGE + objection.replace("- **Rebuts", reply + "- **Rebuts"))
    listed = kb_command("open", "bridge", "-C", tmp_path / "base").stdout
    assert "No objections without answer, no questions" in listed
    reading = reply.replace("\n", " — inferred\n")
    assert said in stands(BRIDGE + objection.replace("- **Rebuts", reading + "- **Rebuts"))


UNDERCUT = (
    "\n## it-is-cheap\n\nKeeping it is cheap.\n\n- **Held by:** [Mara](people.md#mara)\n"
    "- **Supports:** [pull-it-down](#pull-it-down)\n{maker}"
    "  - **Undercut by:** [beside](#beside)\n    - **Held by:** [Ines](people.md#ines)\n"
    "\n## beside\n\nThat is beside the point.\n\n- **Held by:** [Ines](people.md#ines)\n"
)


def test_who_makes_an_argument_is_asked_to_answer_what_undercuts_it(
    stands, kb_command: Kb, tmp_path: Path
) -> None:
    said = "Ines Tal objects to Mara Oduya: That is beside the point. No answer is shown."
    made = UNDERCUT.format(maker="  - **Held by:** [Mara](people.md#mara)\n")
    assert said in stands(BRIDGE + made)
    listed = kb_command("open", "bridge", "-C", tmp_path / "base").stdout
    assert "1 objection without answer, no questions" in listed
    assert "put to nobody" not in listed


def test_what_undercuts_an_argument_that_nobody_makes_is_put_to_nobody(
    stands, kb_command: Kb, tmp_path: Path
) -> None:
    assert "No answer" not in " ".join(stands(BRIDGE + UNDERCUT.format(maker="")))
    listed = kb_command("open", "bridge", "-C", tmp_path / "base").stdout
    assert "1 attack put to nobody" in listed
