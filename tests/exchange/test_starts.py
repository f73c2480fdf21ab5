"""`Starts` in sources.md: where a source holds what was said apart, `kb read` tells it apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import PEOPLE, Folder, small_base
from click.testing import Result

Kb = Callable[..., Result]
MARA, INES = "[Mara](people.md#mara)", "[Ines](people.md#ines)"
OMAR = "[Omar](people.md#omar)"
LETTERS = f"""
---
title: Letters
question: Should the boat run at night?
source: letters
---

## noise

Engines wake the seals.

- **Title:** Engines wake seals
- **Held by:** {INES} — ¶1

## electric

The new boat is electric.

- **Held by:** {MARA} — ¶2
- **Rebuts:** [noise](#noise)
  - **Held by:** {MARA} — ¶2

## fuel

Fuel is cheap.

- **Held by:** {MARA} — ¶3

## crews

Crews like the night.

- **Reported by:** {MARA} — ¶4

## pay

The town would pay.

- **Title:** The town pays
- **Held by:** {MARA} — ¶4
"""


@pytest.fixture
def read(kb_command: Kb, tmp_path: Path) -> Callable[..., str]:
    """What `kb read` says of letters whose source has these lines."""

    def read(*lines: str, text: str = LETTERS) -> str:
        base = small_base(tmp_path / "base", letters=text)
        base.write("people.md", f"{PEOPLE}\n## omar\n\nOmar Bekele\n")
        said = "\n".join(f"- **{line.replace(': ', ':** ', 1)}" for line in lines)
        base.write("sources.md", f"## letters\n\nLetters to the paper\n\n{said}\n")
        found = kb_command("read", "letters", "-C", base.path)
        assert (found.exit_code, found.stderr) == (0, "")
        return found.stdout

    return read


def test_without_it_a_reply_goes_on_as_long_as_its_speaker(read: Callable[..., str]) -> None:
    assert read() == (
        "Ines Tal says that engines wake the seals [¶1].\n\n"
        "    Mara Oduya, answering Ines Tal, says that the new boat is electric [¶2].\n"
        "    That speaks against “Engines wake seals”. No answer to this is shown. They\n"
        "    say that fuel is cheap [¶3]. They report that crews like the night [¶4]. The\n"
        "    town would pay.\n"
    )


def test_what_starts_apart_answers_nobody_though_its_speaker_goes_on(
    read: Callable[..., str],
) -> None:
    told = read("Starts: ¶3; ¶4 — as it seems")
    assert told == (
        "Ines Tal: Engines wake seals\n\n"
        "Ines Tal says that engines wake the seals [¶1].\n\n"
        "    Mara Oduya, answering Ines Tal, says that the new boat is electric [¶2].\n"
        "    That speaks against “Engines wake seals”. No answer to this is shown.\n\n\n"
        "Mara Oduya: Fuel\n\n"
        "Mara Oduya says that fuel is cheap [¶3].\n\n\n"
        "Mara Oduya: The town pays\n\n"
        "Mara Oduya reports that crews like the night [¶4]. The town would pay.\n"
    )


def test_it_starts_where_nobody_is_cited_too(read: Callable[..., str]) -> None:
    """A greeting may open a letter of which the debate cites what comes behind."""
    text = LETTERS.replace("¶4", "¶6").replace("¶3", "¶5")
    told = read("Left out: ¶4 — a greeting", "Starts: ¶4", text=text)
    assert "\nMara Oduya says that fuel is cheap [¶5]." in told
    assert told.count("Mara Oduya: ") == 1


def test_what_starts_apart_and_answers_somebody_is_a_reply(read: Callable[..., str]) -> None:
    quiet = f"""
## quiet

Nobody has heard a seal complain.

- **Held by:** {MARA} — ¶5
- **Rebuts:** [noise](#noise)
  - **Held by:** {MARA} — ¶5
"""
    told = read("Starts: ¶5", text=LETTERS + quiet)
    assert "\n    Mara Oduya, answering Ines Tal, says that nobody has heard a seal" in told
    apart = read("Starts: ¶3; ¶5", text=LETTERS + quiet)
    assert "\nMara Oduya answers Ines Tal: Quiet\n" in apart, "it opens a thread of its own"


def test_who_spoke_in_the_thread_before_does_not_go_on_in_it(read: Callable[..., str]) -> None:
    more = f"""
## hum

Electric engines hum.

- **Held by:** {OMAR} — ¶5
- **Rebuts:** [electric](#electric)
  - **Held by:** {OMAR} — ¶5

## seen

Whales were seen.

- **Held by:** {MARA} — ¶6
"""
    assert "\n    Mara Oduya says that whales were seen" in read(text=LETTERS + more)
    assert "\nMara Oduya says that whales were seen" in read("Starts: ¶6", text=LETTERS + more)


def test_what_the_mapper_reads_into_a_start_stands_there(read: Callable[..., str]) -> None:
    """It is no aside of the thread before, and nobody is heard before who speaks first."""
    ours = f"""
## whales

Whales mind, too.

- **Held by:** {INES} — ¶5, inferred

## which

Which whales?

- **Kind:** question
- **Source:** ¶5
"""
    told = read("Starts: ¶5", text=LETTERS + ours)
    assert told.endswith(
        "Ines Tal: Whales\n\nInes Tal says that whales mind, too (as we read it) [¶5].\n\n"
        "A question of ours: Which whales?\n"
    )


@pytest.mark.parametrize(
    "starts", ["¶3", "¶7", "¶3, ¶7", "¶7; ¶3", "¶3; ¶3"], ids=lambda text: text.replace(" ", "")
)
def test_a_start_at_a_passage_that_repeats_another_is_a_start_at_that_one(
    read: Callable[..., str], starts: str
) -> None:
    repeats = "Repeats: ¶5-8 = ¶1-4"
    assert read(repeats, f"Starts: {starts}") == read(repeats, "Starts: ¶3")


def test_a_start_that_the_second_copy_alone_has_stands_where_that_has_it(
    read: Callable[..., str],
) -> None:
    text = LETTERS.replace("¶3", "¶7")
    told = read("Repeats: ¶5-6 = ¶1-2; ¶8 = ¶4", "Starts: ¶7", text=text)
    assert told.index("electric") < told.index("\nMara Oduya says that fuel is cheap [¶7]")
    assert told.count("Mara Oduya: ") == 1


def test_the_page_of_the_source_says_where_something_starts(kb_command: Kb, tmp_path: Path) -> None:
    base: Folder = small_base(tmp_path / "base", letters=LETTERS)
    base.write("sources.md", "## letters\n\nLetters\n\n- **Starts:** ¶3; ¶4 — as *it* seems\n")
    out = tmp_path / "public"
    build = ("build", "-C", base.path, "--out", out)
    assert kb_command(*build).exit_code == 0
    page = (out / "sources" / "letters.html").read_text("utf-8")
    assert page.count("Another contribution starts here") == 2
    assert "Another contribution starts here: as <em>it</em> seems" in page
    debate = out / "debates" / "letters.html"
    before = debate.read_text("utf-8")
    base.edit("sources.md", "¶3; ¶4", "¶4")
    assert kb_command(*build).exit_code == 0
    assert before.count("told-by-mara") > debate.read_text("utf-8").count("told-by-mara")
