"""`kb coverage`: what of a source the debates account for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]
TEXT = """\
Engines wake the seals.
The meeting was opened.
Engines wake the seals!
The boat is too loud.
Nobody has asked the pilots.
"""
SOURCES = """
## log

The log of the harbour

- **File:** log.txt
- **Left out:** ¶2 — an opening
- **Repeats:** ¶3 = ¶1
- **Starts:** ¶3; ¶5 — as it seems

## empty-one

Nothing is pinned
"""
SEALS = """
---
question: Do seals mind?
source: log
---

## seals-wake

Engines wake the seals.

- **Held by:** [Mara](people.md#mara) — ¶1
- **Conceded by:** [Ines](people.md#ines) — ¶3
- **Supports:** [stop-engines](#stop-engines) — ¶4
  - **Held by:** [Mara](people.md#mara) — ¶4

## stop-engines

Engines should stop at night.

- **Kind:** position
- **Refines:** [night-ferry/run-all-night](night-ferry.md#run-all-night) — ¶4
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "log.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def run(kb_command: Kb, ferry: Folder, texts: Path) -> Kb:
    ferry.write("sources.md", SOURCES)
    ferry.write("seals.md", SEALS)
    kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    return lambda *words: kb_command("coverage", *words, "-C", ferry.path)


def test_the_sum_comes_first_then_the_worst(run: Kb) -> None:
    assert run("log").stdout.splitlines() == [
        "The log of the harbour  log",
        "5 passages: 2 cited, 1 left out, 1 repeating others, 1 cited by nobody",
        "",
        "Cited by nobody",
        "  ¶5  nobody cites it",
        "",
        "Left out",
        "  ¶2  an opening",
        "",
        "Cited least",
        "  ¶1  seals/seals-wake in 2 places",
        "  ¶4  seals/stop-engines",
        "      the argument seals/seals-wake → stop-engines",
    ]


def test_every_passage_says_what_cites_it_or_why_nothing_does(run: Kb) -> None:
    assert run("log", "--all").stdout.splitlines()[3:] == [
        "log, passage by passage",
        "  ¶1  seals/seals-wake in 2 places",
        "  ¶2  left out: an opening",
        "  ¶3  repeats ¶1",
        "  ¶4  seals/stop-engines",
        "      the argument seals/seals-wake → stop-engines",
        "  ¶5  nobody cites it",
    ]


def test_at_a_terminal_what_cites_a_passage_is_called_by_title(
    run: Kb, kb_terminal: Callable[..., list[str]], ferry: Folder
) -> None:
    lines = kb_terminal("coverage", "log", "--all", "-C", ferry.path)
    assert "  ¶1  “Seals wake” in 2 places" in lines
    assert "      “Seals wake” supports “Stop engines”" in lines


def test_without_a_name_every_source_is_told_of(run: Kb) -> None:
    text = run().stdout
    assert text.index("empty-one  ") < text.index("log  ")
    assert "not pinned" in text
    assert "no passages are pinned" in run("empty-one").stdout


def test_an_item_is_counted_in_every_stance_and_relation(run: Kb, ferry: Folder) -> None:
    ferry.edit("seals.md", "- **Held by:** [Mara](people.md#mara) — ¶1", "- **Source:** ¶1")
    assert "¶1  seals/seals-wake\n" in run("log").stdout  # the concession; the item is the same


def test_the_text_is_shown_only_where_it_is_the_pinned_one(run: Kb, texts: Path) -> None:
    lines = run("log", "--all", "--sources", texts).stdout.splitlines()
    assert lines[4:6] == ["  ¶1  seals/seals-wake in 2 places", "      Engines wake the seals."]
    changed = "A new line.\n" + TEXT.replace("too loud", "quite loud").replace(
        "Nobody has asked the pilots.\n", ""
    )
    (texts / "log.txt").write_text(changed, encoding="utf-8")
    lines = run("log", "--sources", texts).stdout.splitlines()
    assert lines[3:7] == [
        "Different in the copy",
        "  ¶1  seals/seals-wake in 2 places",
        "      ¶2 in the copy",
        "      Engines wake the seals.",
    ]
    text = "\n".join(lines)
    assert "quite loud" not in text
    assert "A new line" not in text
    assert "the argument seals/seals-wake → stop-engines\n      changed in the copy" in text
    assert "¶5  nobody cites it\n      missing in the copy" in text


def test_a_source_without_a_copy_is_noted(run: Kb, texts: Path) -> None:
    (texts / "log.txt").unlink()
    result = run("log", "--sources", texts)
    assert result.exit_code == 0
    assert "'log' has no copy in" in result.stderr
    assert "nobody cites it" in result.stdout


def test_only_strict_makes_an_uncited_passage_a_failure(run: Kb, ferry: Folder) -> None:
    assert run("log").exit_code == 0
    assert run("log", "--strict").exit_code == 1
    assert run("log", "--strict").stderr == ""
    ferry.edit("sources.md", "— an opening", "— an opening; ¶5 — a remark")
    assert run("--strict").exit_code == 0


def test_a_source_that_does_not_exist_gets_a_proposal(run: Kb) -> None:
    result = run("logg")
    assert result.exit_code == 2
    assert result.stderr == "kb: no source is called 'logg'; did you mean 'log'?\n"


def test_as_json_every_passage_has_its_state_and_its_citations(run: Kb, texts: Path) -> None:
    [log] = json.loads(run("log", "--format", "json", "--sources", texts).stdout)
    assert log["counts"] == {
        "cited": 2,
        "left_out": 1,
        "repeats": 1,
        "uncited": 1,
        "passages": 5,
    }
    first, _, twin, fourth, fifth = log["passages"]
    assert first["items"] == [
        {"passage": "log#1", "item": "seals/seals-wake", "kind": "claim", "stances": 2}
        | {"relations": 0}
    ]
    assert twin["repeats"] == "log#1"
    starts = [passage["starts"] for passage in log["passages"]]
    assert starts == [None, None, "", None, "as it seems"]
    assert [item["item"] for item in twin["items"]] == ["seals/seals-wake"]
    assert [argument["target"] for argument in fourth["arguments"]] == ["seals/stop-engines"]
    assert (fifth["state"], fifth["text"]) == ("uncited", "Nobody has asked the pilots.")


def test_as_csv_a_passage_is_a_line(run: Kb) -> None:
    header, *lines = run("log", "--format", "csv").stdout.splitlines()
    assert header == "source,passage,state,items,arguments,places,left_out,repeats,starts"
    assert len(lines) == 5
    assert lines[1] == "log,2,left out,,,0,an opening,,"


def test_what_is_left_out_and_cited_is_told_with_both_places(run: Kb, ferry: Folder) -> None:
    ferry.edit("sources.md", "¶2 — an opening", "¶2 — an opening; ¶4 — noise")
    says = (
        "sources.md:6:34: KB504 ¶4 is left out here, and cited all the same, at seals.md:12:49 and "
        "in 2 other places: take it out of 'Left out', or do not cite it"
    )
    for words in ([], ["log"], ["log", "--all"], ["log"]):  # the last is kept
        assert f"note: {says}\n" in run(*words).stderr
    assert "KB504" not in run("empty-one", "--strict").output
    ferry.edit("seals.md", "- **Conceded", "- **Source:** ¶5\n- **Conceded")
    assert run("log").exit_code == 0
    assert run("log", "--strict").exit_code == 1


def test_citing_what_repeats_a_passage_that_is_left_out_is_told_too(run: Kb, ferry: Folder) -> None:
    ferry.edit("sources.md", "¶2 — an opening", "¶1 — noise")
    assert "¶1 is left out here, and cited all the same, at seals.md:" in run("log").stderr


def test_the_numbers_of_sources_and_of_coverage_can_be_reconciled(
    run: Kb, kb_command: Kb, ferry: Folder
) -> None:
    told = kb_command("sources", "-C", ferry.path).stdout
    assert "3 of 5 passages cited, 1 left out, counting 1 as what they repeat" in told
    sums = run("log").stdout.splitlines()[1]
    assert sums == "5 passages: 2 cited, 1 left out, 1 repeating others, 1 cited by nobody"
    [row] = [
        row
        for row in json.loads(kb_command("sources", "-C", ferry.path, "--format", "json").stdout)
        if row["id"] == "log"
    ]
    counts = json.loads(run("log", "--format", "json").stdout)[0]["counts"]
    assert row["repeating"] == counts["repeats"]
    uncited = row["passages"] - row["cited"] - row["left_out"]
    assert counts["cited"] + counts["left_out"] + counts["repeats"] == row["passages"] - uncited
