"""What the commands say that reason: cruxes, strengths, why, what-if, flips, double cruxes."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from bases import Folder, small_base
from click.testing import Result

Kb = Callable[..., Result]
Lines = Callable[..., list[str]]

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

ASKED = """
## are-beds-empty

Are the beds empty?

- **Kind:** crux
- **Asks:** [empty-beds](#empty-beds)
"""
TWO_POSITIONS = """
---
title: The quarry
question: What should become of the quarry?
---

## make-it-a-lake

The quarry should be flooded.

- **Kind:** position
- **Rival of:** [fill-it-in](#fill-it-in)
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
def read(kb_terminal: Lines, ferry: Folder) -> Lines:
    """The lines of `kb` at a terminal."""
    return lambda *words: kb_terminal(*words, "-C", ferry.path)


@pytest.fixture
def read_towns(kb_terminal: Lines, tmp_path: Path) -> Lines:
    folder = small_base(tmp_path / "towns", market_hall=TWO_VIEWS, quarry=TWO_POSITIONS)
    return lambda *words: kb_terminal(*words, "-C", folder.path)


@pytest.fixture
def towns(kb_command: Kb, tmp_path: Path) -> Kb:
    folder = small_base(tmp_path / "towns", market_hall=TWO_VIEWS, quarry=TWO_POSITIONS)
    return lambda *words: kb_command(*words, "-C", folder.path)


def test_cruxes_reads_as_a_reader_would_ask(read: Lines) -> None:
    assert read("cruxes", "night-ferry") == [
        "Should the island ferry run through the night?",
        "-  Run all night, open",
        "",
        "    question                                            yes         no  moves",
        " 1  Do weekday guests leave early because of the last   Mara Oduya  -   a little",
        "    boat?",
        "",
        "Nobody asked:",
        "  Engines at night drive the seals away.  moves the position clearly",
        "kb cruxes night-ferry 1 says what either answer would do",
    ]


def test_what_is_piped_has_the_ids(run: Kb) -> None:
    lines = run("cruxes", "night-ferry").stdout.splitlines()
    assert "-  Run all night, open  night-ferry/run-all-night" in lines
    assert " 1  night-ferry/do-guests-leave" in lines


def test_who_answers_a_crux_stands_beside_it_with_how_sure_and_with_which_reserve(
    read: Lines, ferry: Folder
) -> None:
    text = (ferry.path / "night-ferry.md").read_text()
    said = "- **Answered no by:** [Ines](people.md#ines) — 0.3, at least not in summer\n"
    ferry.write("night-ferry.md", text + said)
    assert read("cruxes")[4:7] == [
        " 1  Do weekday guests leave early         Mara Oduya  Ines Tal (0.3):   a little",
        "    because of the last boat?                         at least not in",
        "                                                      summer",
    ]


def test_one_crux_is_shown_in_full(run: Kb, read: Lines) -> None:
    assert read("cruxes", "night-ferry", 1) == [
        "Do weekday guests leave early because of the last boat?",
        "crux 1 of 1; going from no to yes moves the position a little; singled out by",
        "the mapper",
        "",
        "-  Run all night, open",
        "",
        "If yes    hardly a change to the position",
        "          supports “Empty beds”",
        "          Mara Oduya says so",
        "",
        "If no     hardly a change to the position",
        "          rebuts “Empty beds”",
        "          nobody says so",
        "",
        "Why       “Do guests leave” supports “Empty beds”, which supports “Run all",
        "          night”",
        "",
        "Place     sure: among the first three in 9 of 9 ways to weigh reasons",
    ]
    none = run("cruxes", "night-ferry", 2)
    assert none.exit_code == 2
    assert "there is no crux 2; 'kb cruxes DEBATE' numbers 1 of them" in none.stderr


def test_one_crux_is_all_that_programs_are_told_too(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "## seal-noise", f"{ASKED}\n## seal-noise")
    for place, crux in enumerate(("night-ferry/are-beds-empty", "night-ferry/do-guests-leave"), 1):
        words = ("cruxes", "night-ferry", place, "--format")
        assert [row["crux"] for row in csv.DictReader(StringIO(run(*words, "csv").stdout))] == [
            crux
        ]
        [told] = json.loads(run(*words, "json").stdout)
        assert [one["crux"] for one in told["cruxes"]] == [crux]
        assert (told["unasked"], told["granted"]) == ([], [])
        assert len(run(*words, "md").stdout.splitlines()) == 3


def test_show_says_what_either_answer_does(read: Lines) -> None:
    assert read("show", "do-guests-leave")[:10] == [
        "Do weekday guests leave early because of the last boat?",
        "crux in night-ferry",
        "singled out by the mapper",
        "",
        "If yes    supports “Empty beds”",
        "          Mara Oduya says so",
        "",
        "If no     rebuts “Empty beds”",
        "          nobody says so",
    ]


def test_with_numbers_the_decimals_stand_beside_the_words(read: Lines) -> None:
    shown = "\n".join(read("cruxes", "night-ferry", "--numbers"))
    assert "Run all night, open 0.47" in shown
    assert "moves the position clearly (0.67)" in shown
    assert (
        "assumed: log-odds, beta 1, rho 1, inferred 0.5; all 7 items weighed start at 0.5" in shown
    )
    assert not re.search(r"\d\.\d\d", "\n".join(read("cruxes", "night-ferry")))


def test_what_all_who_speak_grant_is_no_crux_and_what_somebody_doubts_is(
    kb_command: Kb, tmp_path: Path
) -> None:
    beside = "- **Supported by:** [rubble-is-at-hand](#rubble-is-at-hand)"
    held = "There is rubble enough nearby.\n\n- **Held by:** [Mara](people.md#mara)\n"
    trucks = "\n## trucks-are-free\n\nThe trucks stand idle.\n"
    text = TWO_POSITIONS.replace(
        beside, beside + "\n- **Supported by:** [trucks-are-free](#trucks-are-free)"
    ).replace("There is rubble enough nearby.\n", held)
    text += trucks
    folder = small_base(tmp_path / "granted", quarry=text)
    grants = "Nobody disputes: There is rubble enough nearby"
    alone = kb_command("cruxes", "quarry", "-C", folder.path).stdout
    assert "rubble" not in alone  # of what only one speaks of, nobody knows what others think
    both = f"{held}- **Conceded by:** [Ines](people.md#ines)\n"
    folder.write("quarry.md", text.replace(held, both))
    assert grants in kb_command("cruxes", "quarry", "-C", folder.path).stdout
    folder.write(
        "quarry.md", text.replace(held, f"{held}- **Questioned by:** [Ines](people.md#ines)\n")
    )
    shown = kb_command("cruxes", "quarry", "-C", folder.path).stdout
    assert grants not in shown
    assert "Nobody asked:\n  There is rubble enough nearby." in shown


def test_of_rivals_alone_it_says_who_leads(read_towns: Lines) -> None:
    assert read_towns("cruxes", "quarry", 1) == [
        "Is the water in the quarry clean?",
        "crux 1 of 1; going from no to yes moves A strongly, B strongly; singled out by",
        "the mapper",
        "",
        "A  Make it a lake, leaning yes, rival of B",
        "B  Fill it in, open, rival of A",
        "",
        "If yes    A a little stronger, B a little weaker",
        "          supports “Make it a lake”",
        "          rebuts “Fill it in”",
        "          Mara Oduya says so",
        "",
        "If no     A clearly weaker, B clearly stronger",
        "          nobody says so",
        "",
        "Lead      if yes A leads B, if no B leads A",
        "",
        "Why       “Water is clean” supports “Make it a lake”",
        "",
        "Place     sure: among the first three in 9 of 9 ways to weigh reasons",
    ]


def test_without_rivals_nothing_leads(kb_command: Kb, tmp_path: Path) -> None:
    text = TWO_POSITIONS.replace("- **Rival of:** [fill-it-in](#fill-it-in)\n", "")
    folder = small_base(tmp_path / "apart", quarry=text)
    shown = kb_command("cruxes", "quarry", 1, "-C", folder.path).stdout
    assert "A strongly, B strongly" in shown
    assert "lead" not in shown.casefold()
    flip = kb_command("flip", "quarry", "-C", folder.path)
    assert flip.exit_code == 2
    assert "no two positions are rivals, so none leads: name one with --item" in flip.stderr


def test_a_crux_can_be_asked_for_one_person_or_camp(towns: Kb) -> None:
    shown = towns("cruxes", "quarry", 1, "--for", "make-it-a-lake").stdout
    assert "in the view of those who would hold “Make it a lake”" in shown
    assert "moves the position strongly" in shown
    nobody = towns("cruxes", "quarry", "--for", "ines")
    assert nobody.exit_code == 2
    assert "'ines' takes no stand in quarry" in nobody.stderr
    assert "say of which debate" in towns("cruxes", "--for", "ines").stderr


def test_a_ranking_is_data_with_a_version(towns: Kb) -> None:
    (found,) = json.loads(towns("cruxes", "quarry", "--format", "json").stdout)
    assert found["version"] == 2
    (crux,) = found["cruxes"]
    assert crux["reach"] == max(map(abs, crux["effects"]))
    assert crux["turns"] == [
        {
            "pair": ["quarry/make-it-a-lake", "quarry/fill-it-in"],
            "yes": "quarry/make-it-a-lake",
            "no": "quarry/fill-it-in",
        }
    ]
    for words in (["why", "water-is-clean"], ["flip", "quarry"], ["disagree", "mara", "ines"]):
        assert json.loads(towns(*words, "--format", "json").stdout)["version"] == 2


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
    assert "No position is taken, so nothing is ranked." in shown
    assert " 1  Do weekday guests leave early because of the last boat?" in shown
    result = kb_command("whatif", "night-ferry", "--set", "empty-beds=1", "-C", ferry.path)
    assert result.exit_code == 2
    assert "'night-ferry' has no position" in result.stderr


def test_strengths_of_a_debate_and_of_one_item(run: Kb, read: Lines) -> None:
    assert read("strength", "night-ferry") == [
        "7 statements: 1 open, 1 leaning no, 5 no reasons given",
        "",
        "Positions",
        "  open              Run all night",
        "",
        "Cruxes",
        "  no reasons given  Do guests leave",
        "",
        "Weakest of the others",
        "  leaning no        Seal noise",
        "",
        "--all has every statement; kb why ITEM the reasons for one",
    ]
    every = read("strength", "night-ferry", "--all", "--numbers")
    assert "  leaning no 0.40        Engines at night drive the seals away." in every
    assert run("strength", "seal-noise", "--format", "csv").stdout.splitlines() == [
        "id,kind,text,start,strength,verdict,reasons",
        "night-ferry/seal-noise,claim,Engines at night drive the seals away.,0.5,0.4013,no,yes",
    ]


@pytest.mark.parametrize(
    ("semantics", "strength"),
    # seal-noise, 0.5 attacked by 0.5: 1/(1 + e^(2/3)), 0.5 - 0.5 * 0.2, 0.5 - 0.5 * 0.5,
    # 1 - 0.75/(1 + 0.5 e^-0.5)
    [("log-odds", 0.3392), ("qe", 0.4), ("dfquad", 0.25), ("euler", 0.4245)],
)
def test_other_semantics(run: Kb, semantics: str, strength: float) -> None:
    how = ["--semantics", semantics, "--inferred", 1, "--format", "json"]
    found = run("strength", "seal-noise", *how).stdout
    assert json.loads(found)["items"][0]["strength"] == pytest.approx(strength, abs=5e-5)


def test_why_says_what_holds_it_up_and_what_pulls_it_down(read: Lines) -> None:
    assert read("why", "run-all-night") == [
        "The island ferry should run through the night.",
        "open",
        "",
        "Holds it up",
        "  a little stronger  Hotels lose guests because the last boat leaves early.  no",
        "                     reasons given",
        "                     and The night shift of the cannery ends after the last",
        "                     boat.  no reasons given  50% of it is undercut",
        "",
        "Pulls it down",
        "  a little weaker    Engines at night drive the seals away.  leaning no",
        "",
        "Further down, what matters most",
        "  against  Hotels stand empty only in winter, when no night boat would run",
        "           anyway.  no reasons given",
        "  for      The new boat is electric and makes no noise.  no reasons given",
    ]
    numbered = "\n".join(read("why", "run-all-night", "--numbers"))
    assert re.search(r"a little weaker \(0\.\d\d to 0\.47\) ", numbered)
    assert "an effect is against the strength without the argument" in " ".join(numbered.split())


def test_what_if(read: Lines) -> None:
    assert read("whatif", "night-ferry", "--set", "quiet-engines=yes") == [
        "Suppose this is true: The new boat is electric and makes no noise.",
        "",
        "-  Run all night, open, hardly a change",
        "",
        "The position hardly changes.",
        "",
        "What else changes",
        "  Seal noise, leaning no, a little weaker",
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("quiet-engines", "write ITEM=0, ITEM=1 or ITEM=0.3"),
        ("quiet-engines=2", "is not between 0 and 1"),
        ("quiet-engines=nan", "is not between 0 and 1"),
        ("quiet-engines=much", "neither yes, no nor a number from 0 to 1"),
        ("quiet-engine=1", "did you mean 'quiet-engines'"),
    ],
)
def test_a_supposition_that_says_nothing_is_misuse(run: Kb, given: str, says: str) -> None:
    result = run("whatif", "night-ferry", "--set", given)
    assert result.exit_code == 2
    assert says in result.stderr


def test_the_fewest_reversals(run: Kb) -> None:
    lines = run("flip", "night-ferry").stdout.splitlines()
    assert lines[3] == "The verdict would be yes, not no (open -> open), with this:"
    assert lines[4].startswith("  no reasons given, if yes  The night shift")  # which answer
    assert "looked among all claims without arguments on them: 4" in " ".join(lines[-2:])
    assert (
        "No reversal of declared cruxes would change the verdict"
        in run("flip", "night-ferry", "--among", "declared").stdout
    )


def test_an_open_claim_is_set_to_the_answer_that_flips_even_where_it_leans_to_that(
    kb_command: Kb, tmp_path: Path
) -> None:
    text = """
    ---
    title: The mill
    question: Should the mill grind again?
    ---

    ## grind-again

    The mill should grind again.

    - **Kind:** position
    - **Supported by:** [stream-runs](#stream-runs)
    - **Rebutted by:** [wheel-is-rotten](#wheel-is-rotten)

    ## stream-runs

    The stream runs all year.

    - **Credence:** 0.6

    ## wheel-is-rotten

    The wheel is rotten.

    - **Credence:** 0.55

    ## is-the-wheel-rotten

    Is the wheel rotten?

    - **Kind:** crux
    - **Asks:** [wheel-is-rotten](#wheel-is-rotten)
    - **Posed by:** mapper
    """
    folder = small_base(tmp_path / "mills", mill=text)
    words = ["flip", "mill", "-C", folder.path]
    assert (
        "  no reasons given, if yes  The wheel is rotten."
        in kb_command(*words, "--among", "declared").stdout
    )
    found = json.loads(kb_command(*words, "--format", "json").stdout)
    [reversal] = found["reversals"]  # of all claims the other one pushes further
    assert (reversal["id"], reversal["to"]) == ("mill/stream-runs", 0.0)


def test_no_lead_changes_where_rivals_are_level(kb_command: Kb, tmp_path: Path) -> None:
    level = TWO_POSITIONS.replace("- **Credence:** 0.6\n", "- **Credence:** 0.26\n")
    folder = small_base(tmp_path / "towns", quarry=level)
    result = kb_command("flip", "quarry", "-C", folder.path)
    assert result.exit_code == 2
    assert "the rivals are level, so none leads: name one with --item" in result.stderr


def test_a_double_crux_flips_both(towns: Kb) -> None:
    """c supports on yes and rebuts on no; A holds both, B rejects both: 0.85 to 0.256 and back."""
    independent = ["--beta", 2, "--rho", 0]
    shown = towns("doublecrux", "mara", "ines", "market-hall", *independent, "--numbers").stdout
    assert "(market-hall/keep-it) A well supported 0.85, B poorly supported 0.15" in shown
    assert "market-hall/traders-need-it\n     strict: A " in shown
    assert (
        "A well supported 0.85 -> leaning no 0.26 (85% of the gap),"
        " B poorly supported 0.15 -> leaning yes 0.74 (85% of the gap)"
    ) in " ".join(shown.split())
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
    shown = run("strength", "night-ferry", "--scenario", file, "--numbers").stdout
    assert "  well supported 0.90    Seal noise  night-ferry/seal-noise" in shown
    assert "1 starts at a credence that is given, 1 is set" in " ".join(shown.split())
    diff = run("scenario", "diff", "night-ferry", file).stdout
    assert "  Seal noise, leaning no -> well supported, much stronger" in diff
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
    read_towns: Lines,
) -> None:
    assert read_towns("flip", "quarry")[:8] == [
        "The quarry should be flooded.",
        "leaning yes",
        "leads its rival:",
        "The quarry should be filled in.",
        "open",
        "",
        "Its rival would lead (open : leaning yes) with this:",
        "  leaning yes -> no  The water in the quarry is clean.",  # from yes to its contrary
    ]
    supposed = read_towns("whatif", "quarry", "--set", "water-is-clean=no")
    assert "B gains most. B leads A now; before, A leads B." in supposed


def test_who_says_nothing_of_a_conclusion_is_named(kb_command: Kb, ferry: Folder) -> None:
    shown = kb_command("doublecrux", "mara", "ines", "-C", ferry.path).stdout
    assert "B open (B by the map alone)" in " ".join(shown.split())


def test_without_a_debate_each_has_a_few_lines(towns: Kb) -> None:
    lines = towns("cruxes").stdout.splitlines()
    assert "quarry  Is the water in the quarry clean?" in lines
    assert lines[-1] == "kb cruxes DEBATE shows the others, and who answers how"


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


def strength_of(shown: Result) -> float:
    return json.loads(shown.stdout)["items"][0]["strength"]


def test_who_weighs_reasons_another_way_says_so_on_the_command_in_a_scenario_or_in_the_base(
    kb_command: Kb, ferry: Folder, tmp_path: Path
) -> None:
    ask = ["strength", "seal-noise", "--format", "json", "-C", ferry.path]
    independent = 1 / (1 + math.e ** (2 * 0.5 * 0.25))  # beta 2, half a reason that nobody makes
    given = kb_command(*ask, "--beta", 2, "--rho", 0, "--inferred", 0.25)
    assert strength_of(given) == pytest.approx(independent)
    file = tmp_path / "mine.toml"
    numbers = ["--beta", 2, "--rho", 0, "--inferred", 0.25]
    kb_command("scenario", "save", file, *numbers, "-C", ferry.path)
    assert file.read_text() == "[method]\nbeta = 2.0\ninferred = 0.25\nrho = 0.0\n"
    assert strength_of(kb_command(*ask, "--scenario", file)) == pytest.approx(independent)
    ferry.write("kb.toml", f'id = "ferries"\nheading = "Ferries"\n\n{file.read_text()}')
    assert strength_of(kb_command(*ask)) == pytest.approx(independent)
    assert strength_of(kb_command(*ask, "--inferred", 0)) == 0.5  # the command comes first
    file.write_text("[method]\ninferred = 0\n")
    assert strength_of(kb_command(*ask, "--scenario", file)) == 0.5  # then the scenario
    assumed = kb_command("strength", "seal-noise", "-C", ferry.path).stdout
    assert "assumed: log-odds, beta 2, rho 0, inferred 0.25; " in assumed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--rho", -1], "rho is -1.0; it has to be at least 0 and at most 1000"),
        (["--rho", "nan"], "rho is nan; it has to be at least 0 and at most 1000"),
        (["--beta", 0], "beta is 0.0; it has to be above 0 and at most 1000"),
        (["--inferred", 1.5], "inferred is 1.5; it has to be at least 0 and at most 1"),
        (["--semantics", "qe", "--rho", 1], "the semantics qe has no rho"),
    ],
)
def test_a_weight_that_makes_no_sense_is_misuse(run: Kb, words: list[str], says: str) -> None:
    result = run("strength", "night-ferry", *words)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("[method]\nrho = -1", "5:7", "rho is -1; it has to be at least 0 and at most 1000"),
        ("[method]\nbeta = true", "5:8", "'beta' is not a number"),
        ("[method]\nbetta = 1", "5:9", "(did you mean 'beta'?)"),
        ("method = 2", "4:10", "'method' is no table"),
    ],
)
def test_kb_toml_says_where_its_method_is_wrong(
    kb_command: Kb, ferry: Folder, text: str, place: str, says: str
) -> None:
    ferry.write("kb.toml", f'id = "ferries"\nheading = "Ferries"\n\n{text}\n')
    checked = kb_command("check", "-C", ferry.path)
    assert checked.exit_code == 1
    assert f"kb.toml:{place}: KB" in checked.stdout + checked.stderr
    assert says in " ".join((checked.stdout + checked.stderr).split())


OPEN = """
---
title: The weir
question: Should the weir go?
---

## take-it-out

The weir should be taken out.

- **Kind:** position
- **Supported by:** [fish-return](#fish-return)
  - **Held by:** [Mara](people.md#mara)

## fish-return

Fish come back where a weir goes.

## does-it-flood

Would the town flood without it?

- **Kind:** crux
- **Posed by:** mapper
- **If yes:** rebuts [take-it-out](#take-it-out)
- **If no:** supports [take-it-out](#take-it-out)
"""


def test_what_an_open_question_would_do_is_not_yet_a_reason(kb_command: Kb, ferry: Folder) -> None:
    def strength(text: str, *words: object) -> float:
        ferry.write("weir.md", text)
        return strength_of(
            kb_command("strength", "take-it-out", "--format", "json", *words, "-C", ferry.path)
        )

    alone = OPEN.partition("## does-it-flood")[0]
    assert strength(OPEN) == strength(alone) == pytest.approx(1 / (1 + math.e ** -(2 / 3)))
    plain = OPEN.replace("- **If yes:** rebuts", "- **Rebuts:**")
    given = plain.replace(
        "[take-it-out](#take-it-out)\n- **If no",
        "[take-it-out](#take-it-out)\n  - **Held by:** [Ines](people.md#ines)\n- **If no",
    )
    assert strength(plain) == strength(alone)  # a question, which nobody gives as a reason
    assert strength(given) == pytest.approx(0.5)  # somebody does: a half against a half
    answered = f"{OPEN}- **Credence:** 1\n"
    assert strength(answered) < 0.5 < strength(answered.replace("Credence:** 1", "Credence:** 0"))


def test_what_only_people_who_doubt_or_report_it_say_weighs_half(
    kb_command: Kb, ferry: Folder
) -> None:
    def strength(stance: str) -> float:
        text = OPEN.partition("## does-it-flood")[0]
        ferry.write("weir.md", text.replace("  - **Held by:** [Mara](people.md#mara)\n", stance))
        how = ["--inferred", 0, "--format", "json", "-C", ferry.path]
        return strength_of(kb_command("strength", "take-it-out", *how))

    counts = ["Held by", "Conceded by", "Found plausible by"]
    half = ["Questioned by", "Rejected by", "Reported by", "Supposed by"]
    line = "  - **{}:** [Ines](people.md#ines)\n"
    assert all(strength(line.format(label)) > 0.5 for label in counts)
    assert all(strength(line.format(label)) == 0.5 for label in half)
    assert strength("") > 0.5  # found in the source, and nobody named
    held, rejected = line.format("Held by"), line.format("Rejected by")
    assert strength(held + rejected) == 0.5  # who gave it up makes it no more
    assert strength(rejected + held) > 0.5
    assert strength(held.replace("Ines", "Mara").replace("ines", "mara") + rejected) > 0.5


def test_a_view_is_said_to_give_no_more_credences_than_there_are_items_weighed(
    run: Kb, ferry: Folder
) -> None:
    aside = "## aside\n\nThe bay is deep.\n\n- **Held by:** [Mara](people.md#mara)\n"
    ferry.edit("night-ferry.md", "## seal-noise", f"{aside}\n## seal-noise")
    done = run("cruxes", "night-ferry", "--for", "mara", "--format", "json")
    assert not done.exit_code, done.output
    [told] = json.loads(done.stdout)
    said = told["assumptions"]
    assert said["held"] >= 1
    assert said["held"] + said["unrated"] == said["claims"]
    starts = "starts" if said["held"] == 1 else "start"
    assert f"{said['held']} {starts} at a credence that is given" in said["line"]


def test_a_table_of_cruxes_names_the_positions_whose_numbers_it_has(towns: Kb) -> None:
    rows = list(csv.DictReader(towns("cruxes", "quarry", "--format", "csv").stdout.splitlines()))
    (data,) = json.loads(towns("cruxes", "quarry", "--format", "json").stdout)
    for row in rows:
        names = row["positions"].split("; ")
        assert names == ["Make it a lake", "Fill it in"]
        for column in ("effects", "if_yes", "if_no"):
            assert len(row[column].split("; ")) == len(names)
    assert [one["id"] for one in data["positions"]] == [
        "quarry/make-it-a-lake",
        "quarry/fill-it-in",
    ]


def test_what_the_answer_of_the_other_does_not_change_stays(kb_command: Kb, tmp_path: Path) -> None:
    kb_command("init", tmp_path / "library")
    words = ("doublecrux", "ada-lind", "omar-bekele", "-C", tmp_path / "library")
    shown = " ".join(kb_command(*words).stdout.split())
    assert "with the other's answer A stays well supported (14% of the gap), B open ->" in shown
    assert not re.search(r"(?:A|B) ([a-z ]+) -> \1 \(", shown)
    assert "well supported 0.85 -> well supported 0.81 (14% of the gap)" in " ".join(
        kb_command(*words, "--numbers").stdout.split()
    )


def test_a_build_names_the_cruxes_in_the_order_of_kb_cruxes(kb_command: Kb, tmp_path: Path) -> None:
    text = TWO_POSITIONS.replace(
        "## is-the-water-clean",
        "## is-it-cold\n\nIs the water cold?\n\n- **Kind:** crux\n\n"
        "## is-there-rubble\n\nIs there rubble?\n\n- **Kind:** crux\n"
        "- **If no:** rebuts [rubble-is-at-hand](#rubble-is-at-hand)\n\n## is-the-water-clean",
    )
    folder = small_base(tmp_path / "cold", quarry=text)
    table = kb_command("cruxes", "quarry", "--format", "csv", "-C", folder.path).stdout
    rows = csv.DictReader(table.splitlines())
    ranked = [row["question"] for row in rows if row["kind"] == "declared"]
    built = kb_command("build", "-C", folder.path, "--out", tmp_path / "site").stdout
    told = re.findall(r"^  crux  (.*\?) \(yes", built, re.MULTILINE)
    assert told == ranked
    assert told[0] == "Is the water in the quarry clean?"
    assert len(told) == 3


@pytest.mark.parametrize("held", [False, True])
def test_the_only_reason_is_asked_unless_those_who_hold_the_position_hold_it(
    kb_command: Kb, tmp_path: Path, held: bool
) -> None:
    """So a position that nobody holds is not left without any question."""
    who = "- **Held by:** [Mara](people.md#mara)\n" * held
    text = (
        "---\nquestion: Should the well be kept?\n---\n\n"
        f"## keep\n\nThe well should be kept.\n\n- **Kind:** position\n{who}"
        f"- **Supported by:** [dry](#dry)\n\n## dry\n\nAll other wells are dry.\n\n{who}"
        f"- **Supported by:** [rain](#rain)\n- **Rebutted by:** [snow](#snow)\n\n"
        "## snow\n\nThere was snow.\n\n## rain\n\nIt has not rained.\n\n- **Held by:** [Ines](people.md#ines)\n"
    )
    folder = small_base(tmp_path / "only", well=text)
    shown = kb_command("cruxes", "well", "-C", folder.path).stdout
    assert ("Nobody asked:\n  All other wells are dry." in shown) == (not held)


def test_every_position_is_named_also_one_on_another_question(
    kb_command: Kb, tmp_path: Path
) -> None:
    text = (
        "---\nquestion: Should the well be kept?\n---\n\n"
        "## keep\n\nThe well should be kept.\n\n- **Kind:** position\n"
        "- **Supported by:** [dry](#dry)\n\n## dry\n\nAll other wells are dry.\n\n"
        "## who-pays\n\nWho pays for it?\n\n- **Kind:** question\n\n"
        "## the-town\n\nThe town pays.\n\n- **Kind:** position\n- **Title:** The town pays\n{}"
    )
    aside = "not ranked, for it answers another question: “The town pays”"
    for line, is_aside in (("- **Answers:** [who-pays](#who-pays)\n", True), ("", False)):
        folder = small_base(tmp_path / f"two{is_aside}", well=text.format(line))
        shown = kb_command("cruxes", "well", "-C", folder.path).stdout
        assert "The town pays" in shown
        assert (aside in shown) == is_aside
