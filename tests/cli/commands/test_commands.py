"""The commands as a user runs them: words in, printed lines and an exit code out."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import SHIPPED, Folder
from click.testing import Result

from kb.cli import MODULE_OF, main

Kb = Callable[..., Result]
Lines = Callable[..., list[str]]
QUESTIONS = [
    ["debates"],
    ["cruxes"],
    ["cruxes", "night-ferry"],
    ["show", "empty-beds"],
    ["rebuttals", "run-all-night"],
    ["supports", "run-all-night"],
    ["path", "winter-only", "run-all-night"],
    ["people"],
    ["people", "mara"],
    ["people", "mara", "night-ferry"],
    ["compare", "mara", "ines"],
    ["open"],
    ["search", "ferry"],
    ["terms"],
    ["sources"],
    ["coverage"],
    ["stats"],
    ["ask"],
    ["ask", "positions", "debate=night-ferry"],
    ["cypher", "MATCH (c:Claim) RETURN c.id AS id ORDER BY id"],
]


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    """`kb ... -C` the ferry base."""
    return lambda *words, **options: kb_command(*words, "-C", ferry.path, **options)


@pytest.fixture
def read(kb_terminal: Lines, ferry: Folder) -> Lines:
    """The lines of `kb` at a terminal."""
    return lambda *words: kb_terminal(*words, "-C", ferry.path)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_every_question_answers_in_every_format(run: Kb, words: list[str], form: str) -> None:
    result = run(*words, "--format", form)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    if form == "json":
        json.loads(result.stdout)
    if form == "csv" and result.stdout:
        rows = list(csv.reader(io.StringIO(result.stdout)))
        assert len({len(row) for row in rows}) == 1


def test_rebuttals_are_printed_as_a_tree(read: Lines) -> None:
    assert read("rebuttals", "run-all-night") == [
        "The island ferry should run through the night.",
        "├── x undercuts the argument from “Empty beds” and “Shift change” to “Run all",
        "│     night”",
        "│     Hotels stand empty only in winter, when no night boat would run anyway.",
        "└── - Engines at night drive the seals away.  [our link]",
        "    └── - The new boat is electric and makes no noise.  [our link]",
    ]


def test_a_path_is_printed_statement_by_statement(read: Lines) -> None:
    assert read("path", "quiet-engines", "run-all-night") == [
        "The new boat is electric and makes no noise.",
        "  rebuts",
        "Engines at night drive the seals away.",
        "  which rebuts",
        "The island ferry should run through the night.",
    ]


def test_a_path_leads_over_the_sense_of_a_word_only_where_nothing_else_does(
    read: Lines, ferry: Folder
) -> None:
    text, uses = ferry.path / "night-ferry.md", "- **Uses:** [night](#night)"
    senses = text.read_text(encoding="utf-8")
    for said in ("away.", "noise.", "through the night."):
        senses = senses.replace(f"{said}\n\n", f"{said}\n\n{uses}\n\n", 1)
    senses += "\n## night\n\nFrom ten to six.\n\n- **Kind:** definition\n- **Term:** night\n"
    text.write_text(senses, encoding="utf-8")
    assert read("path", "quiet-engines", "run-all-night")[1::2] == ["  rebuts", "  which rebuts"]
    apart = senses.replace("- **Rebutted by:** [seal-noise](#seal-noise) — inferred\n", "")
    text.write_text(apart, encoding="utf-8")
    assert read("path", "quiet-engines", "run-all-night")[1::2] == ["  uses", "  which is used by"]


def test_show_says_where_an_item_is_written_to_whoever_asks(run: Kb, read: Lines) -> None:
    place = "night-ferry/empty-beds  night-ferry.md:19"
    assert run("show", "empty-beds").stdout.splitlines()[2] == place
    assert place in read("show", "empty-beds", "--ids")
    assert read("show", "empty-beds") == [
        "Hotels lose guests because the last boat leaves early.",
        "claim in night-ferry",
        "",
        "Who says what",
        "  Mara Oduya holds it",
        "  Ines Tal rejects it (0.2): only in winter",
        "",
        "What an answer would do",
        "  + if the answer is yes: Do weekday guests leave early because of the last",
        "    boat?",
        "  - if the answer is no: Do weekday guests leave early because of the last boat?",
        "",
        "What it does",
        "  supports “Run all night”, together with “Shift change”",
    ]


def test_an_item_is_found_by_its_title_and_by_its_statement_too(read: Lines) -> None:
    shown = read("show", "empty-beds")
    assert read("show", "Empty beds") == shown
    assert read("show", "hotels lose guests because the last boat leaves early.") == shown


def test_check_prints_every_problem_with_its_place(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "[seal-noise](#seal-noise)", "[seal-noise](#seal-nose)")
    ferry.edit("night-ferry.md", "- **Posed by:** mapper", "- **Possed by:** mapper")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "night-ferry.md:17:20: KB301 no item of 'night-ferry' is called 'seal-nose' "
        "(did you mean 'seal-noise'?)",
        "night-ferry.md:54:5: KB201 unknown label 'Possed by' (did you mean 'Posed by'?)",
    ]
    assert "2 errors, 0 warnings" in result.stderr


def test_check_of_a_sound_base_prints_nothing_and_ends_well(run: Kb) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 debate, 7 items: 0 errors, 0 warnings\n"


def test_warnings_count_only_when_strict(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "## winter-only", "## Winter_Only\n\n## winter-only")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_a_check_says_that_warnings_wait_for_what_is_read_otherwise(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "## seal-noise", "## said-by-nobody\n\nIt is so.\n\n## seal-noise")
    summary = "1 debate, 8 items: 0 errors, 1 warning; 'kb explain {}' says more\n"
    waits = "more warnings may come once all is read as it was meant\n"
    assert run("check").stderr == summary.format("KB106")
    ferry.write("stray.md", "# Stray\n\n## an-item\n\nIt is so.\n\n- **Kind:** claim\n")
    left = "left alone: 1 other Markdown file ('kb check -v' says which)\n"
    assert run("check").stderr == summary.format("KB017") + waits + left


def test_an_empty_base_says_how_it_gets_a_debate(kb_terminal: Lines, tmp_path: Path) -> None:
    kb_terminal("init", tmp_path / "mine", "--empty")
    assert kb_terminal("debates", "-C", tmp_path / "mine") == [
        "no debates yet; kb new debate ID 'QUESTION' makes one"
    ]


def test_check_for_github_annotates_files_from_the_working_folder(
    run: Kb, ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ferry.path.parent)
    ferry.edit("night-ferry.md", "(#seal-noise) — inferred", "(#seal-nose) — inferred")
    assert run("check", "--format", "github").stdout == (
        "::error file=base/night-ferry.md,line=17,col=20,title=KB301::no item of 'night-ferry' is "
        "called 'seal-nose' (did you mean 'seal-noise'?)\n"
    )


def test_check_as_json_has_the_same_problems(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "(#seal-noise) — inferred", "(#seal-nose) — inferred")
    [problem] = json.loads(run("check", "--format", "json").stdout)
    assert (problem["line"], problem["column"], problem["code"]) == (17, 20, "KB301")
    assert problem["severity"] == "error"


def test_check_says_which_files_it_left_alone(run: Kb, ferry: Folder) -> None:
    ferry.write("notes.md", "Only notes.")
    assert "left alone: 1 other Markdown file ('kb check -v' says which)" in run("check").stderr
    assert "  notes.md" in run("check", "-v").stderr


def test_a_file_that_is_wrong_was_not_left_alone(run: Kb, ferry: Folder) -> None:
    ferry.write("notes.md", "Only notes.")
    ferry.write("baths.md", "---\nquestion: Should the baths open?\n\n## open\n\nThey should.\n")
    said = run("check", "-v").stderr
    assert "baths.md:1:1: KB004" in run("check").stdout
    assert "left alone: 1 other Markdown file:\n  notes.md\n" in said
    assert "  baths.md" not in said


def test_load_says_what_it_did(run: Kb, ferry: Folder) -> None:
    assert run("load").stdout == "added 1 debate, 7 claims, 6 arguments, 2 speakers\n"
    assert run("load").stdout == "nothing changed\n"
    ferry.edit("night-ferry.md", "makes no noise.", "is hardly heard.")
    assert run("load").stdout == "changed 1 claim\n"


def test_a_typo_keeps_the_last_good_answer_and_is_named(run: Kb, ferry: Folder) -> None:
    before = run("cruxes").stdout
    ferry.edit("night-ferry.md", "(#seal-noise) — inferred", "(#seal-nose) — inferred")
    result = run("cruxes")
    assert result.exit_code == 0
    assert result.stdout == before
    assert "night-ferry.md:17:20: KB301" in result.stderr
    assert "this answers from the last good state" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        "show ?", "search boat ?", "cruxes ?", "whatif night-ferry --set ?=0.5",
        "debates --db ?", "debates --database ?", "build --address https://x/?", "cypher ?",
        "build --edit-url https://x/?", "ask debates ?=1", "new claim a ?", "db status --db ?", "open ?",
        "doublecrux mara ?", "rename empty-beds ?", "diff ?",
    ],
)  # fmt: skip
def test_words_that_are_no_text_are_refused_wherever_they_stand(run: Kb, words: str) -> None:
    result = run(*(word.replace("?", "x\udcff") for word in words.split()))
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("kb: '")
    assert "x\ufffd" in line
    assert "is no text: it is not written in utf-8" in line


def test_an_address_in_the_surroundings_that_is_no_text_is_refused(
    run: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_DB", "x\udcff")
    assert "is no text" in run("debates").stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the name of a file is text")
def test_a_folder_may_have_a_name_that_is_no_text(kb_command: Kb, ferry: Folder) -> None:
    odd = ferry.path.rename(ferry.path.with_name("b\udcffse"))
    words = ("build", "-C", odd, "--out", odd / "s\udcffte")
    assert kb_command(*words).exit_code == 0
    assert (odd / "s\udcffte" / "index.html").is_file()


UNTOLD = "nobody can tell, since 'kb.toml' has no id that can be read; 'kb check' says why"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('id = "ferries"\nheading = "Boats"\n', "they are newer; 'kb load' brings it up"),
        ('id = "boats"\nheading = "Ferries"\n', "those here are of another base"),
        ('id = "ferries\n', UNTOLD),
        ('heading = "Ferries"\n', UNTOLD),
        ("id = 3\nheading = 'Ferries'\n", UNTOLD),
    ],
)
def test_the_status_says_how_the_graph_stands_to_the_files(
    run: Kb, ferry: Folder, settings: str, says: str
) -> None:
    run("load")
    assert "files     the graph is up to them\n" in run("db", "status").stdout
    ferry.write("kb.toml", settings)
    result = run("db", "status")
    assert (result.exit_code, f"files     {says}\n" in result.stdout) == (0, True)


@pytest.mark.parametrize("no_sync", [[], ["--no-sync"]], ids=["follow", "no-sync"])
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('method = "x"', "'method' is no table"),
        ('[method]\nbeta = "x"', "'beta' is not a number"),
        ("[method", "it cannot be read"),
    ],
)
def test_a_wrong_method_keeps_the_last_good_answer_weighed_as_usual(
    run: Kb, ferry: Folder, line: str, says: str, no_sync: list[str]
) -> None:
    asked = (["cruxes"], ["debates"], ["strength", "empty-beds"], ["why", "run-all-night"])
    before = [run(*words).stdout for words in asked]
    ferry.edit("kb.toml", 'heading = "Ferries"', f'heading = "Ferries"\n{line}')
    for words, answer in zip(asked, before, strict=True):
        result = run(*words, *no_sync)
        assert (result.exit_code, result.stdout) == (0, answer)
        assert result.stderr.count("reasons are weighed as usual") == 1
        assert f"kb.toml: {says}" in result.stderr
        assert ("this answers from the last good state" in result.stderr) == (not no_sync)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "empty-bed"], "did you mean 'empty-beds'"),
        (["cruxes", "night-fery"], "did you mean 'night-ferry'"),
        (["people", "marra"], "did you mean 'mara'"),
        (["coverage", "log"], "there are: none"),
        (["ask", "debats"], "did you mean 'debates'"),
        (["ask", "positions"], "needs $debate"),
        (["ask", "positions", "debat=x"], "needs $debate"),
        (["ask", "debates", "x=1"], "has no parameter 'x'"),
        (["cypher", "MATCH (n RETURN n"], "line 1, col"),
        (["cypher", "CREATE (n:Claim {id: 'x'})"], "read-only"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_one_line_and_exit_code_2(run: Kb, words: list[str], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert says.casefold() in result.stderr.casefold()
    assert result.stderr.startswith("kb: ")
    assert result.stderr.count("\n") == 1


def test_a_command_that_does_not_exist_gets_a_proposal(kb_command: Kb) -> None:
    result = kb_command("cruxs")
    assert result.exit_code == 2
    assert "there is no command 'cruxs' (did you mean 'cruxes'?)" in result.stderr


def test_what_cypher_writes_is_repaired_by_the_next_question(run: Kb) -> None:
    result = run("cypher", "--write", "MATCH (c:Claim) DETACH DELETE c")
    assert result.exit_code == 0
    assert "--no-sync asks it as it is" in result.stderr
    assert "run-all-night" in run("show", "run-all-night").stdout


def test_a_question_of_ones_own_is_asked_by_name(run: Kb, ferry: Folder) -> None:
    ferry.write(
        "queries/loud.cypher",
        """
        // Which items speak of noise?
        // $word: a word
        MATCH (c:Claim) WHERE c.text CONTAINS $word RETURN c.slug AS slug ORDER BY slug
    """,
    )
    assert run("ask", "loud", "word=noise", "--format", "csv").stdout == "slug\nquiet-engines\n"
    assert "Which items speak of noise?" in run("ask").stdout


def test_a_base_s_own_question_cannot_answer_in_the_place_of_ours(run: Kb, ferry: Folder) -> None:
    ferry.write("queries/debates.cypher", "// Ours?\nRETURN 'a lie' AS id")
    for words in (["ask", "debates"], ["ask"], ["debates"]):
        result = run(*words)
        assert result.exit_code == 0
        assert "a lie" not in result.stdout
        assert "Ours?" not in result.stdout
    assert "has the name of a question of ours; rename it" in run("ask", "debates").stderr


def test_a_file_that_is_too_long_for_a_question_is_not_read(run: Kb, ferry: Folder) -> None:
    (ferry.path / "queries").mkdir()
    with (ferry.path / "queries" / "big.cypher").open("wb") as file:
        file.truncate(20_000_000_000)
    result = run("ask", "big")
    assert result.exit_code == 2
    assert "has more than 100,000 bytes" in result.stderr


def test_hostile_text_cannot_steer_the_terminal(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "makes no noise.", "makes \x1b[31mno\x1b[0m \x07noise.")
    for words in (
        ["show", "quiet-engines"],
        ["open"],
        ["search", "electric"],
        ["rebuttals", "seal-noise"],
    ):
        assert "\x1b" not in run(*words).stdout
        assert "\x07" not in run(*words).stdout


def test_a_cell_is_never_a_formula_for_a_spreadsheet(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "The new boat is electric", "=HYPERLINK(1) is electric")
    text = run("search", "electric", "--format", "csv").stdout
    assert "'=HYPERLINK(1)" in text


def test_the_address_of_the_graph_can_be_given_by_option_or_environment(
    run: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("debates", "--db", tmp_path / "one").exit_code == 0
    monkeypatch.setenv("KB_DB", str(tmp_path / "two"))
    assert run("debates").exit_code == 0
    assert (tmp_path / "one" / "graph.kgl").exists()
    assert (tmp_path / "two" / "graph.kgl").exists()


def test_the_base_above_the_working_folder_is_found(
    kb_command: Kb, ferry: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = ferry.path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert "night-ferry" in kb_command("debates").stdout


def test_without_a_base_the_shipped_debates_answer(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kb_command("cruxes", "power-seeking")
    assert result.exit_code == 0
    assert " 1  " in result.stdout
    assert not list(tmp_path.glob(".kb"))


ALONG = "note: no kb.toml here or above: this is the base that comes along\n"


def test_it_is_said_once_that_the_base_that_comes_along_answers(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kb_command("debates").stderr == "", "a checkout of the program is where it is meant"
    monkeypatch.chdir(tmp_path)
    for words in (["debates"], ["people", "--format", "json"], ["export", "csv", "--all"]):
        assert kb_command(*words).stderr.count(ALONG) == 1, words
    assert kb_command("debates", "-C", SHIPPED).stderr == ""


@pytest.mark.parametrize("words", [["check"], ["diff"], ["log", "an-item"]], ids=" ".join)
def test_nothing_is_checked_or_compared_where_there_is_no_base(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kb_command(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"kb: there is no kb.toml in '{tmp_path}' or above; 'kb init DIR' makes a base\n"
    )


def test_the_base_that_comes_along_may_be_checked_by_name(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kb_command("check", "--strict", "-C", SHIPPED).exit_code == 0


def test_a_damaged_graph_gives_the_way_out(run: Kb, tmp_path: Path) -> None:
    at = ("--db", tmp_path / "graph")
    run("load", *at)
    (tmp_path / "graph" / "graph.kgl").write_bytes(b"damaged")
    result = run("cruxes", *at)
    assert result.exit_code == 1
    file = tmp_path / "graph" / "graph.kgl"
    assert f"remove '{file}', and 'kb load' makes it anew from the files" in result.stderr
    file.unlink()
    assert run("cruxes", *at).exit_code == 0


def test_completion_knows_items_debates_and_people(run: Kb, ferry: Folder) -> None:
    def completed(*words: str) -> list[str]:
        from click.shell_completion import ShellComplete

        args = [words[0], "-C", str(ferry.path), *words[1:-1]]
        return [
            c.value
            for c in ShellComplete(main, {}, "kb", "_KB_COMPLETE").get_completions(args, words[-1])
        ]

    assert completed("show", "se") == ["seal-noise"]
    assert completed("cruxes", "n") == ["night-ferry"]
    assert completed("people", "m") == ["mara"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(kb_command: Kb, shell: str) -> None:
    assert "_KB_COMPLETE" in kb_command("completion", shell).stdout


@pytest.mark.parametrize("name", list(MODULE_OF))
def test_every_command_has_help_that_begins_with_a_sentence(kb_command: Kb, name: str) -> None:
    result = kb_command(name, "--help")
    assert result.exit_code == 0
    sentence = result.stdout.split("\n\n")[1].strip()
    assert sentence[0].isupper()


def test_a_path_over_a_denial_says_so(read: Lines, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "(#seal-noise) — inferred", "(#seal-noise)")
    ferry.edit("night-ferry.md", "by:** [quiet-engines]", "by:** not [quiet-engines]")
    assert read("path", "quiet-engines", "run-all-night")[1:4] == [
        "  if false, rebuts",
        "Engines at night drive the seals away.",
        "  which rebuts",
    ]
    assert read("path", "seal-noise", "quiet-engines")[1] == (
        "  if the next is false, is rebutted by"
    )


@pytest.mark.parametrize("group", ["db", "scenario"])
def test_a_command_with_nothing_behind_it_says_how_it_is_used(kb_command: Kb, group: str) -> None:
    result = kb_command(group)
    assert "\nCommands:\n" in result.output
    assert result.output.count("\n") > 8


def test_one_of_a_kind_is_counted_as_one(read: Lines, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "away.\n\n", "away.\n\n- **Kind:** evidence\n")
    shown = " ".join(" ".join(read("stats")).split())
    assert "1 piece of evidence" in shown
    assert "2 support" in shown
    assert "1 answers yes" in shown


def test_what_somebody_undercuts_is_named(read: Lines, ferry: Folder) -> None:
    undercut = "  - **Undercut by:** [winter-only](#winter-only)\n"
    said = f"{undercut}    - **Held by:** [Ines](people.md#ines)\n"
    ferry.edit("night-ferry.md", undercut, said)
    shown = " ".join(" ".join(read("people", "ines", "night-ferry", "--all")).split())
    assert (
        "argues: “Winter only” undercuts the argument from “Empty beds” and “Shift change” to “Run "
        "all night”"
    ) in shown


def test_where_something_is_said_twice_is_named_once(read: Lines, ferry: Folder) -> None:
    ferry.write("sources.md", "## log\n\nThe log\n\n- **Repeats:** ¶7-9 = ¶2-4\n")
    ferry.edit("night-ferry.md", "— 0.8", "— [log](sources.md#log) ¶1-4")
    assert "  Mara Oduya holds it (log ¶1-4)" in read("show", "run-all-night")


def test_what_is_open_names_the_argument_that_is_undercut(read: Lines) -> None:
    shown = " ".join(" ".join(read("open")).split())
    assert "against the argument from “Empty beds” and “Shift change” to “Run all night”" in shown


def test_an_undercut_of_an_undercut_is_named_in_words(read: Lines, ferry: Folder) -> None:
    ferry.edit(
        "night-ferry.md",
        "  - **Undercut by:** [winter-only](#winter-only)\n",
        "  - **Undercut by:** [winter-only](#winter-only)\n    - **Undercut by:** [quiet-engines](#quiet-engines)\n",
    )
    text = " ".join(" ".join(read("rebuttals", "run-all-night")).split())
    assert "arg:" not in text
    assert "undercuts the argument from “Winter only” to another argument" in text


def test_compare_sees_a_claim_and_the_crux_that_asks_it_as_one(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "- **If yes:** supports [empty-beds](#empty-beds)\n", "")
    ferry.edit(
        "night-ferry.md",
        "- **If no:** rebuts [empty-beds](#empty-beds)\n",
        "- **Asks:** [winter-only](#winter-only)\n",
    )
    assert "Agree (1)" in run("compare", "mara", "ines").stdout
    assert run("compare", "mara", "mara").exit_code == 2


@pytest.mark.parametrize(
    "statement",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "load /* x */ csv with headers from 'file:///x' as row return row",
        "LOAD // x\nCSV FROM 'file:///x' AS row RETURN row",
    ],
)
def test_a_statement_reads_no_files(run: Kb, statement: str) -> None:
    for words in ([], ["--write"]):
        result = run("cypher", statement, *words)
        assert result.exit_code == 2
        assert "LOAD CSV is not allowed" in result.stderr


def test_a_question_file_that_cannot_be_read_is_named(run: Kb, ferry: Folder) -> None:
    (ferry.path / "queries").mkdir()
    (ferry.path / "queries" / "bin.cypher").write_bytes(b"\xff\xfe")
    (ferry.path / "queries" / "dir.cypher").mkdir()
    ferry.write("queries/wrong.cypher", "// Is it?\nMATCH (n RETURN n")
    for name in ("bin", "dir", "wrong"):
        result = run("ask", name)
        assert result.exit_code == 2
        assert f"'{name}'" in result.stderr or f"{name}.cypher" in result.stderr


def test_a_table_that_is_too_wide_is_shown_line_by_line(
    run: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.cli.printing.WIDTH", 60)
    wide = "MATCH (c:Claim) RETURN c.id AS id, c.text AS text, c.path AS path ORDER BY id"
    lines = run("cypher", wide).stdout.splitlines()
    assert lines[0].split() == ["id", "night-ferry/do-guests-leave"]
    assert lines[1].startswith("text")


def test_help_lists_every_command_by_what_it_is_for(kb_command: Kb) -> None:
    shown = kb_command("--help").stdout
    _, turns, said, *_ = re.split(r"\n(?=[A-Z][^:\n]*:\n)", shown.partition("--help")[2])
    assert turns.startswith("What it turns on:\n  cruxes ")
    assert said.startswith("What is said:\n")
    listed = re.findall(r"^  (\w+)  ", shown, re.MULTILINE)
    assert [name for name in listed if name in MODULE_OF] == list(MODULE_OF)
