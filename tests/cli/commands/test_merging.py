"""Merging: two items, people or terms become one, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]

GUESTS = """
---
question: Who pays for the boat?
source: log
formerly: funding
---

See [the beds](night-ferry.md#empty-beds).

## hotels-pay

Hotels pay for the boat.

- **Kind:** position
- **Held by:** mara
- **Supported by:** night-ferry/empty-beds + [guests-gone](#guests-gone); [guests-gone](#guests-gone)
  - **Undercut by:** [not-so](#not-so)
- **Supported by:** [the beds](night-ferry.md#empty-beds) — ¶1
- **Supported by:** [guests-gone](#guests-gone) — ¶1
  - **Held by:** [Ines](people.md#ines)

## guests-gone

Guests leave as the last boat goes early.

* **Title:** Guests gone
* **Formerly:** gone
* **Held by:** [Mara](people.md#mara)
* **Rejected by:** [Ines](people.md#ines) — 0.3, ¶2
* **Supported by:** [night-ferry/shift-change](night-ferry.md#shift-change)
    * **Held by:** mara

> They leave. — ¶1

Some say so, see [pay](#hotels-pay).

## not-so

That is not so.

- **Held by:** ines
"""
MERGED = """
## empty-beds

Hotels lose guests because the last boat leaves early.

- **Title:** Guests gone
- **Formerly:** who-pays/guests-gone; who-pays/gone; funding/guests-gone; funding/gone
- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines) — 0.2, only in winter
- **Rejected by:** [Ines](people.md#ines) — 0.3, [The log](sources.md#log) ¶2
- **Supported by:** [night-ferry/shift-change](#shift-change)
  - **Held by:** mara

> They leave. — [The log](sources.md#log) ¶1

Some say so, see [pay](who-pays.md#hotels-pay).

## shift-change
"""
LOCK = f'{{"log": {{"passages": 2, "fingerprints": ["{"0" * 64}", "{"1" * 64}"]}}}}\n'


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.write("who-pays.md", GUESTS)
    ferry.write("sources.md", "## log\n\nThe log\n\n- **File:** log.txt\n")
    ferry.write("sources.lock", LOCK)
    return ferry


def text(base: Folder, name: str) -> str:
    return (base.path / name).read_text("utf-8")


def texts(base: Folder) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in base.path.iterdir() if path.is_file()}


def test_an_item_gets_all_that_was_on_the_other(kb_command: Kb, base: Folder) -> None:
    result = kb_command("merge", "empty-beds", "guests-gone", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert MERGED in text(base, "night-ferry.md")
    assert result.stdout.splitlines()[-3:] == [
        "kept  Hotels lose guests because the last boat leaves early.",
        "gone  Guests leave as the last boat goes early.",
        "guests-gone is now the item 'night-ferry/empty-beds'",
    ]
    says = "Ines Tal has two stances that differ, and both are kept: 'rejects, 0.2, only in winter'"
    assert says in result.stderr
    assert kb_command("check", "-C", base.path).exit_code == 0
    shown = kb_command("show", "guests-gone", "-C", base.path)
    assert "'guests-gone' is now called 'night-ferry/empty-beds'" in shown.stderr


def test_what_stood_twice_stands_once(kb_command: Kb, base: Folder) -> None:
    kb_command("merge", "empty-beds", "guests-gone", "-C", base.path)
    expected = """
See [the beds](night-ferry.md#empty-beds).

## hotels-pay

Hotels pay for the boat.

- **Kind:** position
- **Held by:** mara
- **Supported by:** night-ferry/empty-beds
  - **Undercut by:** [not-so](#not-so)
- **Supported by:** [the beds](night-ferry.md#empty-beds) — ¶1
  - **Held by:** [Ines](people.md#ines)

## not-so

That is not so.
"""
    assert expected in text(base, "who-pays.md")


def test_the_statement_of_the_other_may_be_kept(kb_command: Kb, base: Folder) -> None:
    words = ("merge", "empty-beds", "guests-gone", "--keep", "guests-gone", "-C", base.path)
    result = kb_command(*words)
    assert result.exit_code == 0, result.stderr
    assert (
        "## empty-beds\n\nGuests leave as the last boat goes early.\n\n- **Title:** Guests"
        in text(base, "night-ferry.md")
    )
    assert "kept  Guests leave as the last boat goes early." in result.stdout


def test_a_dry_run_prints_the_difference_and_writes_nothing(kb_command: Kb, base: Folder) -> None:
    before = texts(base)
    result = kb_command("merge", "guests-gone", "empty-beds", "--dry-run", "-C", base.path)
    assert result.exit_code == 0
    assert "-## empty-beds" in result.stdout
    assert texts(base) == before


def test_people_are_merged_in_every_line(kb_command: Kb, base: Folder) -> None:
    base.write(
        "people.md",
        "## mara\n\nMara Oduya\n\nA rower.\n\n## mo\n\nM. Oduya\n\n- **Address:** m@b.org\n\nRows."
        "\n\n## ines\n\nInes Tal\n",
    )
    base.edit("night-ferry.md", "- **Held by:** [Mara](people.md#mara)\n- **Rej",
              "- **Held by:** [Mara](people.md#mara)\n- **Held by:** mo\n- **Rej")  # fmt: skip
    base.edit("night-ferry.md", "— 0.8", "— of [M. Oduya](people.md#mo)")
    result = kb_command("merge", "mara", "mo", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert text(base, "people.md") == (
        "## mara\n\nMara Oduya\n\n- **Address:** m@b.org\n\nA rower.\n\nRows.\n\n## ines\n\nInes Tal\n"
    )
    assert "- **Held by:** [Mara](people.md#mara)\n- **Rejected" in text(base, "night-ferry.md")
    assert "— of [M. Oduya](people.md#mara)" in text(base, "night-ferry.md")
    assert "1 link of 'mo' still shows 'M. Oduya', the first at night-ferry.md:13" in result.stderr
    assert "nothing leads from 'mo' to it" in result.stderr


def test_terms_are_merged_in_every_definition(kb_command: Kb, base: Folder) -> None:
    for slug, term in (("night-1", "night"), ("dark-1", "dark hours")):
        base.edit("night-ferry.md", "## winter-only",
                  f"## {slug}\n\nIt is dark.\n\n- **Kind:** definition\n- **Term:** {term}\n\n## winter-only")  # fmt: skip
    result = kb_command("merge", "night-1", "dark-1", "-C", base.path)
    assert (result.exit_code, "merge the terms first" in result.stderr) == (1, True)
    result = kb_command("merge", "night", "dark hours", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert text(base, "night-ferry.md").count("- **Term:** night\n") == 2
    assert kb_command("merge", "night-1", "dark-1", "-C", base.path).exit_code == 0


REFUSED = {
    "itself": (("mara", "mara"), 2, "the person 'mara' is one already"),
    "no such thing": (("mara", "nobody"), 2, "no item, debate, person, source or term is called"),
    "two kinds": (("mara", "empty-beds"), 2, "are of two kinds; nothing can be both"),
    "debates": (("night-ferry", "who-pays"), 2, "a debate is merged item by item: 'kb move'"),
    "sources": (("log", "other"), 2, "since their passages are counted apart"),
    "a crux and a claim": (
        ("empty-beds", "do-guests-leave"), 1,
        "'do-guests-leave' is a crux and 'empty-beds' a claim; make them one kind first",
    ),
    "what one does to the other": (
        ("seal-noise", "quiet-engines"), 1, "of the two one rebuts the other (night-ferry.md:",
    ),
    "a third to keep": (
        ("empty-beds", "guests-gone", "--keep", "not-so"), 2, "--keep says whose statement stays",
    ),
    "a support and a rebuttal": (
        ("empty-beds", "seal-noise"), 1, "nothing was written, since it would bring in a problem",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_one_is_refused_in_one_sentence(
    kb_command: Kb, base: Folder, name: str
) -> None:
    words, code, said = REFUSED[name]
    base.write("sources.md", "## log\n\nThe log\n\n## other\n\nOther\n")
    base.edit("night-ferry.md", "- **Rebutted by:** [seal-noise](#seal-noise) — inferred",
              "- **Rebutted by:** [seal-noise](#seal-noise) + [shift-change](#shift-change)")  # fmt: skip
    before = texts(base)
    result = kb_command("merge", *words, "-C", base.path)
    assert result.exit_code == code
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert texts(base) == before


def test_relations_between_the_two_are_refused(kb_command: Kb, base: Folder) -> None:
    base.edit(
        "night-ferry.md", "— 0.2, only in winter\n", "— 0.2\n- **Refines:** who-pays/guests-gone\n"
    )
    result = kb_command("merge", "empty-beds", "guests-gone", "-C", base.path)
    assert result.exit_code == 1
    assert "'night-ferry/empty-beds' refines 'who-pays/guests-gone'" in result.stderr


def test_an_undercut_that_would_mean_another_argument_stops_it(
    kb_command: Kb, base: Folder
) -> None:
    """It names its argument by one of two premises, and after a merge another has just that one."""
    base.edit("who-pays.md", "That is not so.\n\n- **Held by:** ines\n",
              "That is not so.\n\n- **Undercuts:** night-ferry/winter-only → hotels-pay\n")  # fmt: skip
    base.edit("who-pays.md", "night-ferry/empty-beds + [guests-gone](#guests-gone); [guests-gone](#guests-gone)\n  - **Undercut by:** [not-so](#not-so)",
              "night-ferry/winter-only + night-ferry/seal-noise")  # fmt: skip
    assert kb_command("check", "-C", base.path).exit_code == 0
    before = texts(base)
    result = kb_command("merge", "guests-gone", "winter-only", "-C", base.path)
    assert result.exit_code == 1
    assert "an undercut names its argument by some of its premises only" in result.stderr
    assert texts(base) == before


def test_line_ends_comments_and_the_end_of_a_file_stay(kb_command: Kb, ferry: Folder) -> None:
    file = ferry.path / "night-ferry.md"
    ferry.edit("night-ferry.md", "## quiet-engines", "<!-- on seals -->\n\n## quiet-engines")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    result = kb_command("merge", "shift-change", "winter-only", "-C", ferry.path)
    assert result.exit_code == 0, result.stderr
    after = file.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    gone = [row for row in before.split(b"\r\n") if row not in after.split(b"\r\n")]
    assert [row.decode() for row in gone] == [
        "  - **Undercut by:** [winter-only](#winter-only)",
        "## winter-only",
        "Hotels stand empty only in winter, when no night boat would run anyway.",
    ]


def test_a_file_with_errors_stops_it(kb_command: Kb, base: Folder, tmp_path: Path) -> None:
    base.edit("who-pays.md", "- **Held by:** ines\n", "- **Heldd by:** ines\n")
    before = texts(base)
    result = kb_command("merge", "empty-beds", "shift-change", "-C", base.path)
    assert result.exit_code == 1
    assert "there is an error in what would change" in result.stderr
    assert texts(base) == before


def test_hostile_words_steer_nothing(kb_command: Kb, base: Folder) -> None:
    base.edit("who-pays.md", "Guests leave", "Guests \x1b[31m \u202e leave")
    base.edit("who-pays.md", "— 0.3, ¶2", "— 0.3, \x1b[31m so")
    result = kb_command("merge", "empty-beds", "guests-gone", "-C", base.path)
    assert result.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(result.output)


def test_a_merge_after_which_somebody_holds_two_rivals_says_so(
    kb_command: Kb, ferry: Folder
) -> None:
    ferry.edit(
        "night-ferry.md",
        "drive the seals away.\n\n",
        "drive the seals away.\n\n- **Rival of:** run-all-night\n- **Held by:** ines\n",
    )
    assert kb_command("check", "--strict", "-C", ferry.path).exit_code == 0
    text = (ferry.path / "night-ferry.md").read_text("utf-8")
    line = text.split("\n").index("## seal-noise") + 1
    told = kb_command("merge", "mara", "ines", "-C", ferry.path)
    rivals = "KB412 'mara' holds both 'run-all-night' and 'seal-noise', which are rivals"
    assert told.exit_code == 0
    assert f"note: there is a new problem: night-ferry.md:{line}:4: {rivals}" in told.stderr
    assert rivals in kb_command("check", "-C", ferry.path).stdout


def test_two_lines_that_say_the_same_of_one_person_after_a_merge_are_told(
    kb_command: Kb, ferry: Folder
) -> None:
    ferry.edit("night-ferry.md", "— 0.8\n", "— 0.8\n- **Held by:** [Ines](people.md#ines) — 0.6\n")
    told = kb_command("merge", "mara", "ines", "-C", ferry.path)
    assert told.exit_code == 0
    assert "KB223 'Held by' says the same of 'mara' in line 13: keep one" in told.stderr
