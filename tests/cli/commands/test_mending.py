"""What a problem proposes is done by `kb check --fix`, where it is just one thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import SHIPPED, Folder
from click.testing import Result

Kb = Callable[..., Result]

WRONG = """
---
question: Why?
sorce: log
formerly: x-y
---

## a-a

A, see [boat-nose](#boat-nose) and [other](night-ferry.md#emty-beds).

- **Knid:** positon
- Held by: [Mara](people.md#marra) — 80, infered, so
- **Suported by:** [boat-nose](#boat-nose) + night-ferry/emty-beds — since
- **Refines:** [[boat-noise]]

## boat-noise

B.

- **Formerly:** old-b
- **Kind:** posiion
- **Held by:** [Ines](people.md#ines) — 50
- **Refines:** night-fery/seal-noise; [old-b](#old-b)

## Over_night

C.

- **Supports:** a-a
"""


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.write("sources.md", "## log\n\nThe log\n")
    ferry.write("wrong.md", WRONG)
    return ferry


def text(folder: Folder) -> str:
    return (folder.path / "wrong.md").read_text("utf-8")


def test_what_is_proposed_is_done_and_named_and_the_rest_is_told(
    kb_command: Kb, base: Folder
) -> None:
    result = kb_command("check", "--fix", "-C", base.path)
    assert result.exit_code == 1
    assert "wrong.md:11:5: KB201 'Knid' is 'Kind' now\n" in result.stderr
    assert "wrong.md:12:3: KB202 'Held by:' is '**Held by:**' now\n" in result.stderr
    for _ in range(4):  # what a line hid before is told now
        result = kb_command("check", "--fix", "-C", base.path)
    assert text(base) == (
        WRONG.lstrip("\n")
        .replace("sorce:", "source:").replace("Knid", "Kind").replace("positon", "position")
        .replace("- Held by:", "- **Held by:**").replace("marra", "mara").replace("80,", "80%,")
        .replace("infered", "inferred").replace("Suported", "Supported").replace("emty", "empty")
        .replace("[boat-nose](#boat-nose)", "[boat-noise](#boat-noise)").replace("[[boat-noise]]", "[boat-noise](#boat-noise)")
        .replace("posiion", "position").replace("— 50", "— 50%").replace("night-fery", "night-ferry")
        .replace("[old-b](#old-b)", "[boat-noise](#boat-noise)").replace("Over_night", "over-night")
    )  # fmt: skip
    assert result.exit_code == 1
    assert "KB305 'boat-noise' is related to itself" in result.stdout


def test_a_dry_run_prints_a_patch_and_writes_nothing(kb_command: Kb, base: Folder) -> None:
    before = text(base)
    result = kb_command("check", "--fix", "--dry-run", "-C", base.path)
    assert result.exit_code == 0
    assert "\n-- **Knid:** positon\n" in result.stdout
    assert "\n+- **Kind:** positon\n" in result.stdout
    assert text(base) == before
    alone = kb_command("check", "--dry-run", "-C", base.path)
    assert (alone.exit_code, "--dry-run says what --fix would do" in alone.stderr) == (2, True)


def test_what_has_nothing_to_mend_is_only_checked(kb_command: Kb, ferry: Folder) -> None:
    before = (ferry.path / "night-ferry.md").stat().st_mtime_ns
    result = kb_command("check", "--fix", "-C", ferry.path)
    assert result.exit_code == 0
    assert (ferry.path / "night-ferry.md").stat().st_mtime_ns == before


def test_the_debates_that_come_along_are_not_mended(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kb_command("check", "--fix").exit_code == 2
    assert kb_command("check", "--strict", "-C", SHIPPED).exit_code == 0


@pytest.mark.parametrize(
    "line",
    [
        "- **Held by:** [Mara](people.md#mara) — 3 May 2031 at noon, so",  # more than a date
        "- **Held by:** nobody-alike",  # nothing is proposed
        "- *Held by:* mara",  # the stars would be left
        "- **Supports:** [words](<#emty-beds> 'title')",
    ],
)
def test_what_is_not_certain_is_left(kb_command: Kb, ferry: Folder, line: str) -> None:
    ferry.write("wrong.md", f"---\nquestion: Why?\n---\n\n## a-a\n\nA.\n\n{line}\n")
    before = (ferry.path / "wrong.md").read_bytes()
    kb_command("check", "--fix", "-C", ferry.path)
    assert (ferry.path / "wrong.md").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- **Held by** mara", "- **Held by:** mara"),
        ("- Held by: mara", "- **Held by:** mara"),
        ("- **Held by:** mara — 0,8, so", "- **Held by:** mara — 0.8, so"),
        ('- **Held by:** mara — "80%", so', "- **Held by:** mara — 80%, so"),
        ("As [[seal-noise|he]] says.", "As [he](#seal-noise) says."),
        ("- **Supported by:** not [[a-b]]", "- **Supported by:** not [a-b](#a-b)"),
    ],
)
def test_one_proposal_is_followed(kb_command: Kb, ferry: Folder, line: str, mended: str) -> None:
    before = f"---\nquestion: Why?\n---\n\n## a-a\n\nA.\n\n{line}\n\n## a-b\n\nB.\n"
    ferry.write("wrong.md", before)
    kb_command("check", "--fix", "-C", ferry.path)
    assert text(ferry) == before.replace(line, mended)


def test_of_several_proposals_none_is_followed(kb_command: Kb, ferry: Folder) -> None:
    ferry.write("sources.md", "## log\n\nThe log\n")
    ferry.write(
        "wrong.md",
        "---\nquestion: Why?\nsource: log\n---\n\n## a lower case\n\nA.\n\n## a-b\n\nB.\n\n"
        "- **Held by:** mara — ¶2, 1\n",
    )
    before = text(ferry)
    kb_command("check", "--fix", "-C", ferry.path)
    assert text(ferry) == before
    found = json.loads(kb_command("check", "--format", "json", "-C", ferry.path).stdout)
    assert {
        p["code"]: [each["right"] for each in p["proposals"]] for p in found if p["proposals"]
    } == {
        "KB104": ["a-lower-case", "A lower case"],
        "KB219": ["¶1", "1.0"],
    }


def test_a_debate_that_the_settings_name_wrongly_is_mended(kb_command: Kb, ferry: Folder) -> None:
    path = ferry.path / "kb.toml"
    settings = path.read_text("utf-8") + 'debates = ["night-fery"]\n'
    path.write_text(settings, "utf-8")
    kb_command("check", "--fix", "-C", ferry.path)
    assert path.read_text("utf-8") == settings.replace("fery", "ferry")


@pytest.mark.parametrize(
    ("link", "mended"),
    [
        ("- **Refines:** [a](index.md#b-b)", "- **Refines:** [a](#b-b)"),  # of this file
        ("[a](#a-a)", None),  # a heading of this file may be meant
        ("- **Refines:** [a](../wrong.md#a-a)", None),
        ("- **Refines:** [a](more.md#a-a)", "- **Refines:** [a](index.md#a-a)"),
        ("[ferry](night-ferry.md)", "[ferry](../night-ferry.md)"),
        ("[ferry](../nigth-ferry.md#empty-beds)", "[ferry](../night-ferry.md#empty-beds)"),
    ],
)
def test_a_link_gets_the_file_in_which_a_thing_is(
    kb_command: Kb, ferry: Folder, link: str, mended: str | None
) -> None:
    (ferry.path / "many").mkdir()
    ferry.write("many/index.md", "---\nquestion: Why?\n---\n\n## a-a\n\nA.\n")
    ferry.write("many/more.md", f"## b-b\n\nB.\n\n{link}\n")
    kb_command("check", "--fix", "-C", ferry.path)
    assert (ferry.path / "many" / "more.md").read_text("utf-8") == (
        f"## b-b\n\nB.\n\n{mended or link}\n"
    )


OWN = "---\nquestion: Why?\n---\n\n## rye-best\n\nA.\n\n"


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("- **Rebuts:** wheat-best", "## wheat best\n\nB.\n"),  # the heading is what is wrong
        ("- **Rebuts:** cannot-win", "## can-win\n\nB.\n"),
        ("- **Supports:** [safe-boats](#safe-boats)", "## not-safe-boats\n\nB.\n"),
        ("- **Supports:** unsafe-boats", "## safe-boats\n\nB.\n"),
        ("- **Supports:** wont-win-now", "## want-win-now\n\nB.\n"),
        ("- **Supports:** win-in-2030", "## win-in-2031\n\nB.\n"),
        ("- **Supports:** boats-pay", "## boats-may\n\nB.\n"),
        ("- **Supports:** rye-bests", "## other\n\nB.\n"),  # its own item
        ("- **Supports:** boat-bells", "## boat-bell\n\nB.\n\n# boat-bells\n\nC.\n"),
        ("- **Supports:** boat-bells", "## boat-bell\n\nB.\n\n## Boat bells\n\nC.\n"),
        ("- **Supports:** boat-nose", "## boat-noise\n\nB.\n\n## boat-noses\n\nC.\n"),
        ("- **Held by:** john-smith", ""),
    ],
)
def test_what_may_say_the_opposite_is_told_and_not_written(
    kb_command: Kb, ferry: Folder, line: str, others: str
) -> None:
    ferry.write("people.md", "## mara\n\nMara\n\n## ines\n\nInes\n\n## jane-smith\n\nJane\n")
    ferry.write("wrong.md", f"{OWN}{line}\n\n{others}")
    result = kb_command("check", "--fix", "-C", ferry.path)
    assert line in text(ferry)
    assert "(did you mean" in result.stdout


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("boat-bels-ring", "boat-bells-ring"),
        ("baot-bells-ring", "boat-bells-ring"),
        ("boat-bell-ring", "boat-bells-ring"),
        ("boatbells-ring", "boat-bells-ring"),
        ("boat-bels-rings", "boat-bells-ring"),
    ],
)
def test_a_slip_of_a_letter_in_a_word_is_written(
    kb_command: Kb, ferry: Folder, written: str, meant: str
) -> None:
    before = f"{OWN}- **Supports:** {written}\n\n## {meant}\n\nB.\n"
    ferry.write("wrong.md", before)
    kb_command("check", "--fix", "-C", ferry.path)
    assert text(ferry) == before.replace(f" {written}", f" {meant}", 1)
