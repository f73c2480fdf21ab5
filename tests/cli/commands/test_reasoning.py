"""What the commands say that reason: cruxes, strengths, why, what-if, flips, double cruxes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import PEOPLE, Folder
from click.testing import Result

Kb = Callable[..., Result]

TWO_VIEWS = """
---
title: The market hall
question: Should the market hall stay?
---

## keep-it

The hall should stay.

- **Kind:** position
- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines)
- **Supported by:** [traders-need-it](#traders-need-it)
- **Rebutted by:** not [traders-need-it](#traders-need-it)

## traders-need-it

The traders cannot do without the hall.

- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines)
"""

TWO_POSITIONS = """
---
title: The quarry
question: What should become of the quarry?
---

## make-it-a-lake

The quarry should be flooded.

- **Kind:** position
- **Supported by:** [water-is-clean](#water-is-clean)

## fill-it-in

The quarry should be filled in.

- **Kind:** position
- **Supported by:** [rubble-is-at-hand](#rubble-is-at-hand)
- **Rebutted by:** [water-is-clean](#water-is-clean)

## water-is-clean

The water in the quarry is clean.

- **Credence:** 0.6

## rubble-is-at-hand

There is rubble enough nearby.

## is-the-water-clean

Is the water in the quarry clean?

- **Kind:** crux
- **Asks:** [water-is-clean](#water-is-clean)
- **Answered yes by:** [Mara](people.md#mara)
- **Posed by:** mapper
"""


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    return lambda *words: kb_command(*words, "-C", ferry.path)


@pytest.fixture
def towns(kb_command: Kb, tmp_path: Path) -> Kb:
    folder = Folder(tmp_path / "towns")
    folder.write("kb.toml", 'id = "towns"\nheading = "Towns"\n')
    folder.write("people.md", PEOPLE)
    folder.write("market-hall.md", TWO_VIEWS)
    folder.write("quarry.md", TWO_POSITIONS)
    return lambda *words: kb_command(*words, "-C", folder.path)


def test_cruxes_reads_as_a_reader_would_ask(run: Kb) -> None:
    assert run("cruxes", "night-ferry", "--top", 2).stdout.splitlines() == [
        "night-ferry  Should the island ferry run through the night?",
        "   0.43  run-all-night: The island ferry should run through the night.",
        "",
        "1. Engines at night drive the seals away.",
        "   claim   seal-noise  computed",
        "   effect  if yes 0.15, if no 0.56: the verdict turns on it",
        "   yes     nobody yet",
        "   no      nobody yet",
        "   why     seal-noise rebuts run-all-night",
        "",
        "2. The new boat is electric and makes no noise.",
        "   claim   quiet-engines  computed",
        "   effect  if yes just over 0.50, if no 0.32: the verdict turns on it",
        "   yes     nobody yet",
        "   no      nobody yet",
        "   why     quiet-engines rebuts seal-noise, which rebuts run-all-night",
        "",
        "6. Do weekday guests leave early because of the last boat?",
        "   crux      do-guests-leave  declared  night-ferry.md:46",
        "   effect    if yes 0.48, if no 0.38: no either way  (declared, little leverage)",
        "   posed by  mapper",
        "   if yes    supports empty-beds: Hotels lose guests because the last boat leaves early.",
        "   if no     rebuts empty-beds: Hotels lose guests because the last boat leaves early.",
        "   yes       Mara Oduya",
        "   no        nobody yet",
        "   why       do-guests-leave supports empty-beds, which supports run-all-night",
        "",
        "assumed: log-odds, beta 2; all 7 claims start at 0.5",
        "",
    ]


def test_ties_are_called_ties(run: Kb) -> None:
    shown = run("cruxes", "night-ferry", "--top", 5).stdout
    tied = [line for line in shown.splitlines() if line.startswith("3=.")]
    assert len(tied) == 3
    assert shown.rstrip().endswith("= marks ties")


def test_the_declared_ones_alone(run: Kb) -> None:
    shown = run("cruxes", "night-ferry", "--by", "declared").stdout
    assert [line for line in shown.splitlines() if ". " in line[:4]] == [
        "6. Do weekday guests leave early because of the last boat?"
    ]


def test_of_several_positions_it_says_who_leads(towns: Kb) -> None:
    shown = towns("cruxes", "quarry", "--top", 1).stdout
    assert "   0.77  make-it-a-lake" in shown
    assert (
        "1. Is the water in the quarry clean?\n"
        "   crux      is-the-water-clean  declared and computed  quarry.md:31\n"
        "   effect    if yes make-it-a-lake leads by 0.61, if no fill-it-in leads by 0.23: the lead turns on\n"
        "             it\n"
    ) in shown
    assert "1 of 4 claims" not in shown
    assert "assumed: log-odds, beta 2; 3 of 4 claims have no credence and start at 0.5" in shown


def test_a_crux_that_asks_a_claim_is_that_claim(towns: Kb) -> None:
    found = json.loads(towns("cruxes", "quarry", "--format", "json").stdout)
    turns = {turn["claim"]: turn for turn in found[0]["cruxes"]}
    assert turns["quarry/water-is-clean"]["crux"] == "quarry/is-the-water-clean"
    assert turns["quarry/water-is-clean"]["sides"] == {"yes": ["Mara Oduya"], "no": []}
    assert turns["quarry/water-is-clean"]["strength"] == pytest.approx(0.6)
    assert "quarry/is-the-water-clean" not in turns


def test_a_debate_without_a_position_shows_what_is_declared(kb_command: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "- **Kind:** position\n", "")
    shown = kb_command("cruxes", "-C", ferry.path).stdout
    assert "it has no position, so nothing is ranked" in shown
    assert "1. Do weekday guests leave early because of the last boat?" in shown
    result = kb_command("whatif", "night-ferry", "--set", "empty-beds=1", "-C", ferry.path)
    assert result.exit_code == 2
    assert "'night-ferry' has no position" in result.stderr


def test_strengths_of_a_debate_and_of_one_item(run: Kb) -> None:
    assert (
        "   0.27  seal-noise  Engines at night drive the seals away."
        in run("strength", "night-ferry").stdout.splitlines()
    )
    assert run("strength", "seal-noise", "--format", "csv").stdout.splitlines() == [
        "id,kind,text,start,strength,verdict",
        "night-ferry/seal-noise,claim,Engines at night drive the seals away.,0.5,0.2689,no",
    ]


@pytest.mark.parametrize(
    ("semantics", "strength"),
    # seal-noise, 0.5 attacked by 0.5: 1/(1 + e), 0.5 - 0.5 * 0.2, 0.5 - 0.5 * 0.5, 1 - 0.75/(1 + 0.5 e^-0.5)
    [("log-odds", 0.2689), ("qe", 0.4), ("dfquad", 0.25), ("euler", 0.4245)],
)
def test_other_semantics(run: Kb, semantics: str, strength: float) -> None:
    found = run("strength", "seal-noise", "--semantics", semantics, "--format", "json").stdout
    assert json.loads(found)["items"][0]["strength"] == pytest.approx(strength, abs=5e-5)


def test_why_says_what_holds_it_up_and_what_pulls_it_down(run: Kb) -> None:
    lines = run("why", "run-all-night").stdout.splitlines()
    assert lines[:11] == [
        "The island ferry should run through the night.",
        "night-ferry/run-all-night  strength 0.43  before its reasons 0.50",
        "",
        "Holds it up",
        "  +0.06  empty-beds 0.50 + shift-change 0.50, 50% of it undercut: Hotels lose guests because the",
        "         last boat leaves early. / The night shift of the cannery ends after the last boat.",
        "",
        "Pulls it down",
        "  -0.13  seal-noise 0.27: Engines at night drive the seals away.",
        "",
        "Further down, by influence",
    ]


def test_what_if(run: Kb) -> None:
    assert run("whatif", "night-ferry", "--set", "quiet-engines=yes").stdout.splitlines() == [
        "If quiet-engines = 1:",
        "",
        "Positions",
        "  0.43 -> just over 0.50  run-all-night  turned  The island ferry should run through the night.",
        "  the verdict changes",
        "",
        "What else changes",
        "  0.50 -> 1.00  quiet-engines  turned  The new boat is electric and makes no noise.",
        "  0.27 -> 0.12  seal-noise  Engines at night drive the seals away.",
        "",
        "assumed: log-odds, beta 2; all 7 claims start at 0.5",
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("quiet-engines", "write ITEM=0, ITEM=1 or ITEM=0.3"),
        ("quiet-engines=2", "is not between 0 and 1"),
        ("quiet-engines=nan", "is not between 0 and 1"),
        ("quiet-engines=much", "is no number from 0 to 1"),
        ("quiet-engine=1", "did you mean 'quiet-engines'"),
    ],
)
def test_a_supposition_that_says_nothing_is_misuse(run: Kb, given: str, says: str) -> None:
    result = run("whatif", "night-ferry", "--set", given)
    assert result.exit_code == 2
    assert says in result.stderr


def test_the_fewest_reversals(run: Kb) -> None:
    lines = run("flip", "night-ferry").stdout.splitlines()
    assert lines[3] == "The verdict would change (just over 0.50) if this was the contrary:"
    assert lines[4].startswith("  0.50 -> 1  quiet-engines")
    assert lines[-1] == "reversed"
    assert "4 claims without arguments on them may be" in lines[-2]
    assert (
        "No reversal of contested claims would change the verdict"
        in run("flip", "night-ferry", "--among", "contested").stdout
    )


def test_a_double_crux_flips_both(towns: Kb) -> None:
    """c supports on yes and rebuts on no; A holds both, B rejects both: 0.85 to 0.256 and back."""
    shown = towns("doublecrux", "mara", "ines", "market-hall").stdout
    assert "market-hall/keep-it  A 0.85, B 0.15" in shown
    assert "   claim                    traders-need-it  strict" in shown
    assert "A 0.85 -> 0.26 (85% of the gap), B 0.15 -> 0.74 (85% of the gap)" in " ".join(
        shown.split()
    )
    assert "a stance without a number counts as: holds, answers yes 0.85" in " ".join(shown.split())


def test_two_who_never_meet(towns: Kb) -> None:
    result = towns("doublecrux", "mara", "mara")
    assert result.exit_code == 2
    assert "say two different people or positions" in result.stderr
    nobody = towns("doublecrux", "mara", "fill-it-in")
    assert nobody.exit_code == 2
    assert "nobody holds 'quarry/fill-it-in'" in nobody.stderr


def test_a_disagreement_is_taken_apart(towns: Kb) -> None:
    found = json.loads(towns("disagree", "mara", "ines", "--format", "json").stdout)
    (difference,) = found["differences"]
    pieces = [piece["effect"] for piece in difference["pieces"]]
    total = sum(pieces) + difference["smaller"] + difference["residual"]
    assert total == pytest.approx(difference["a"] - difference["b"], abs=1e-9)
    assert abs(difference["residual"]) < 1e-6


def test_a_bare_graph_goes_out_and_comes_back(run: Kb, tmp_path: Path) -> None:
    file = tmp_path / "graph.json"
    file.write_text(run("graph", "night-ferry", "--format", "json").stdout)
    found = json.loads(run("strength", "--graph", file, "--of", "night-ferry/run-all-night").stdout)
    whole = json.loads(run("strength", "night-ferry", "--format", "json").stdout)
    assert found["strengths"] == {row["id"]: row["strength"] for row in whole["items"]}
    assert found["gradients"]["night-ferry/seal-noise"] < 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is not JSON"),
        ('{"claims": [{"id": "a", "score": 2}]}', "not between 0 and 1"),
        (
            '{"claims": [{"id": "a"}], "arguments": [{"kind": "rebuts", "premises": ["b"], "target": "a"}]}',
            "which is no claim",
        ),
    ],
)
def test_a_bare_graph_that_cannot_be_read(run: Kb, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "graph.json"
    file.write_text(text)
    result = run("strength", "--graph", file)
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_scenario_is_saved_used_and_compared(run: Kb, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert (
        run(
            "scenario", "save", file, "--hold", "seal-noise=0.9", "--set", "winter-only=no"
        ).exit_code
        == 0
    )
    assert file.read_text() == (
        '[hold]\n"night-ferry/seal-noise" = 0.9\n\n[set]\n"night-ferry/winter-only" = 0.0\n'
    )
    shown = run("strength", "night-ferry", "--scenario", file).stdout
    assert "   0.90  seal-noise" in shown
    assert "your scenario holds 1 and sets 1" in shown
    diff = run("scenario", "diff", "night-ferry", file).stdout
    assert "  0.27 -> 0.90  seal-noise  turned" in diff
    run("scenario", "save", file, "--drop", "seal-noise")
    assert "seal-noise" not in file.read_text()


def test_a_scenario_that_cannot_be_used(run: Kb, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[hold]\n"night-ferry/seal-nois" = 0.9\n')
    result = run("cruxes", "--scenario", file)
    assert "did you mean" in result.stderr
    file.write_text("[hold\n")
    assert "is not TOML" in run("cruxes", "--scenario", file).stderr
    missing = run("cruxes", "--scenario", tmp_path / "x")
    assert missing.exit_code == 2
    assert "does not exist" in missing.stderr


def test_with_several_positions_the_fewest_reversals_are_those_that_change_the_lead(
    towns: Kb,
) -> None:
    lines = towns("flip", "quarry").stdout.splitlines()
    assert lines[1] == "quarry/make-it-a-lake  strength 0.77"
    assert lines[2].startswith("leads before 0.45  fill-it-in")
    assert lines[4].startswith("The lead would change (0.50 : 0.73) if this was the contrary")
    assert lines[5].startswith("  0.60 -> 0  water-is-clean")
    supposed = towns("whatif", "quarry", "--set", "water-is-clean=no").stdout
    assert "the lead changes: make-it-a-lake leads -> fill-it-in leads" in supposed


def test_who_says_nothing_of_a_conclusion_is_named(kb_command: Kb, ferry: Folder) -> None:
    shown = kb_command("doublecrux", "mara", "ines", "-C", ferry.path).stdout
    assert "B 0.38 (B by the map alone)" in " ".join(shown.split())


def test_without_a_debate_each_has_a_few_lines(towns: Kb) -> None:
    lines = towns("cruxes").stdout.splitlines()
    assert "   1.  is-the-water-clean  Is the water in the quarry clean?" in lines
    assert lines[-1] == "name a debate for what follows from either answer: kb cruxes DEBATE"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["why", "quarry"], "'quarry' is a debate; name one of its items"),
        (["flip", "water-is-clean"], "'water-is-clean' is an item of quarry, no debate"),
        (
            ["whatif", "quarry", "--set", "keep-it=1"],
            "'market-hall/keep-it' has no bearing on quarry",
        ),
    ],
)
def test_a_name_of_another_thing_is_told(towns: Kb, words: list[str], says: str) -> None:
    result = towns(*words)
    assert result.exit_code == 2
    assert says in result.stderr
