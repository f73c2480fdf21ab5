"""A debate whose file is not read as one any more does not vanish without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bases import FERRY, Folder
from click.testing import Result

from loaders.base.load import load_base

Kb = Callable[..., Result]

SEASON = "---\nquestion: When?\n---\n\n## winter-is-calm\n\nThe winter is calm.\n"


@pytest.fixture
def kb(kb_command: Kb, ferry: Folder, monkeypatch: pytest.MonkeyPatch) -> Kb:
    ferry.write("season.md", SEASON)
    monkeypatch.chdir(ferry.path)
    return kb_command


def slips(word: str) -> Iterator[str]:
    """The word with a letter left out, doubled, changed, or in the place of the next one."""
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        yield word[:at] + "x" + word[at + 1 :]
        if word[at + 1 : at + 2] not in ("", letter):
            yield word[:at] + word[at + 1] + letter + word[at + 2 :]
    yield from (word.capitalize(), word.upper())


def test_a_misspelt_question_stops_the_build_and_leaves_the_site_as_it_was(
    kb: Kb, ferry: Folder
) -> None:
    assert kb("build").exit_code == 0
    page = ferry.path / "public" / "debates" / "night-ferry.html"
    before = page.read_text("utf-8")
    ferry.edit("night-ferry.md", "question:", "queston:")
    says = "night-ferry.md:3:1: KB018 'queston' is left alone; did you mean 'question'?\n"
    for words in (["check"], ["load"], ["build"]):
        result = kb(*words)
        assert (result.exit_code, says in result.output) == (1, True), words
    assert page.read_text("utf-8") == before
    assert kb("cruxes", "night-ferry").stdout  # the graph still has what was loaded


def test_what_is_proposed_for_it_can_be_taken(kb: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "question:", "quesiton:")
    assert kb("check", "--fix").exit_code == 0
    assert (ferry.path / "night-ferry.md").read_text("utf-8") == FERRY.lstrip()


@pytest.mark.parametrize("key", ["title", "question", "source", "formerly"])
def test_no_slip_in_a_key_is_lost(ferry: Folder, key: str) -> None:
    given = {"title": "T", "question": "Q?", "source": "s", "formerly": "old"}
    for slip in slips(key):
        front = [f"{slip if name == key else name}: {text}" for name, text in given.items()]
        line = 2 + list(given).index(key)
        ferry.write("season.md", "\n".join(["---", *front, "---", "", "The winter.", ""]))
        found = [str(p) for p in load_base(ferry.path, None).errors if p.path == "season.md"]
        says = f"season.md:{line}:1: KB018 '{slip}' is left alone; did you mean '{key}'?"
        assert says in found, slip


@pytest.mark.parametrize("key", ["address", "debates", "method"])
def test_no_slip_in_a_setting_of_the_base_is_lost(ferry: Folder, key: str) -> None:
    values = {"address": '= "https://x.example"', "debates": '= ["night-ferry"]'}
    for slip in slips(key):
        line = f"{slip} {values[key]}" if key in values else f"[{slip}]\nrho = 0"
        ferry.write("kb.toml", f'id = "ferries"\nheading = "Ferries"\n{line}\n')
        column = 2 if key == "method" else 1
        assert [str(problem) for problem in load_base(ferry.path, None).errors] == [
            f"kb.toml:3:{column}: KB018 '{slip}' says nothing here; did you mean '{key}'?"
        ]


def test_keys_of_other_programs_are_theirs(kb: Kb, ferry: Folder) -> None:
    theirs = "time: noon\nscore: 3\ntags: [a]\naliases: b\nstatus: draft\nauthor: c\n"
    ferry.edit("night-ferry.md", "title: The", f"{theirs}title: The")
    assert kb("check").exit_code == 0


def test_a_key_beside_the_right_one_loses_nothing(kb: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "question:", "questions: 3\nquestion:")
    result = kb("check")
    assert (result.exit_code, result.stdout.split()[1]) == (0, "KB010")


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("", "1:1"),
        ("---\ntitle: The night ferry\n---\n", "1:1"),
        ("---\ntopic: Should the ferry run?\n---\n", "1:1"),
        ("\n---\nquestion: Should the ferry run?\n---\n", "3:1"),
        ("# Ferry\n\n---\ntitle: Ferry\nquestion: Should it run?\n---\n", "5:1"),
        ('+++\n  "Question" = "Should the ferry run?"\n+++\n', "2:3"),
        ("Question: should the ferry run?\n", "1:1"),
    ],
)
def test_a_debate_that_lost_its_question_is_an_error(
    kb: Kb, ferry: Folder, front: str, place: str
) -> None:
    items = FERRY[FERRY.index("\n## run-all-night") :]
    (ferry.path / "night-ferry.md").write_text(front + items, "utf-8")
    result = kb("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"night-ferry.md:{place}: KB019 the file has ")
    assert kb("build").exit_code == 1


@pytest.mark.parametrize("lead", ["\n", "+", "# Hot\n\n"])
def test_front_matter_in_the_wrong_place_is_enough(kb: Kb, ferry: Folder, lead: str) -> None:
    mark = "+++" if lead == "+" else "---"
    text = f"{lead.strip('+')}{mark}\nquestion: Is it hot?\n{mark}\n\nWords.\n"
    (ferry.path / "hot.md").write_text(text, "utf-8")
    assert " KB019 the file has a line 'question:'" in kb("check").stdout


@pytest.mark.parametrize(
    "text",
    [
        "# The base\n\n## getting-started\n\n- **Source:** on a shelf\n- **Kind:** base\n",
        "# Notes\n\nQuestion: who brings the cake?\n\nNobody.\n",
        "# How to\n\n```markdown\n---\nquestion: Why?\n---\n\n## a-a\n\n- **Held by:** me\n```\n",
        "---\ntitle: Diary\ntitel: Tagebuch\n---\n\n- **Held by:** a thread\n",
    ],
)
def test_what_is_no_debate_is_no_error(kb: Kb, ferry: Folder, text: str) -> None:
    ferry.write("README.md", text)
    assert kb("check").exit_code == 0


def test_a_folder_that_lost_its_question_is_one_error(kb: Kb, ferry: Folder) -> None:
    (ferry.path / "baths").mkdir()
    ferry.write("baths/index.md", "---\nquestoin: Should the baths open?\n---\n")
    for name in ("a", "b"):
        item = f"## open-{name}\n\nThey should.\n\n- **Held by:** [Mara](../people.md#mara)\n"
        ferry.write(f"baths/{name}.md", item)
    assert kb("check").stdout.splitlines() == [
        "baths/index.md:2:1: KB018 'questoin' is left alone; did you mean 'question'?"
    ]


def test_a_file_that_lost_its_question_is_not_called_left_alone(kb: Kb, ferry: Folder) -> None:
    ferry.edit("season.md", "question:", "frage:")
    ferry.edit(
        "season.md", "The winter is calm.", "It is.\n\n- **Held by:** [Mara](people.md#mara)"
    )
    assert "left alone" not in kb("check").stderr
    assert Path("season.md").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "# My tool\n\n## getting-started\n\n- **Uses:** Python and SQLite\n- **Supports:** Linux\n",
        "# Changes\n\n## pre-release\n\n- **Refines:** the parser\n",
        "# FAQ\n\n---\nQuestion: How do I open it?\nAnswer: With a key.\n",
        "# FAQ\n\nQuestion: is it free?\n\nYes.\n\n## how-to\n",
        "# Format\n\n    ---\n    question: Why?\n    ---\n\n    ## a-claim\n\n    - **Held by:** [M](people.md#m)\n",
        "---\ntitle: Survey\nquestions: 12\n---\n\nHello\n",
        "---\nquestions:\n  - a\n  - b\n---\n\nHello\n",
        "---\nsources: [one, two]\ntitles: x\n---\n\nHello\n",
    ],
)
def test_notes_of_other_kinds_stop_nothing_and_are_never_mended(
    kb: Kb, ferry: Folder, text: str
) -> None:
    ferry.write("notes.md", text)
    assert kb("check").exit_code == 0
    assert kb("check", "--fix").exit_code == 0
    assert (ferry.path / "notes.md").read_text("utf-8") == text


ASKED = ["question:", "  question :", '"question":', "'question' :", "question ="]
BROKEN = {  # what may be wrong with the front matter around such a line
    "YAML that is none": "---\n{} The ferry: does it run?\n---\n\nWords.\n",
    "no end": "---\n{} does it run?\n\nWords.\n",
    "a blank line before": "\n---\n{} does it run?\n---\n\nWords.\n",
    "none around": "{} does it run?\n\n## in-winter\n\nIt does.\n",
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("asked", ASKED)
def test_a_line_that_asks_is_one_wherever_it_is_looked_for(
    kb: Kb, ferry: Folder, asked: str, how: str
) -> None:
    (ferry.path / "winter.md").write_text(BROKEN[how].format(asked), "utf-8")
    result = kb("check")
    assert (result.exit_code, result.stdout.startswith("winter.md:")) == (1, True)
    assert result.stdout.split()[1] in ("KB004", "KB019"), result.stdout


@pytest.mark.parametrize("how", ["no end", "YAML that is none"])
def test_a_paragraph_about_a_question_is_no_debate(kb: Kb, ferry: Folder, how: str) -> None:
    (ferry.path / "faq.md").write_text(BROKEN[how].format("Question:"), "utf-8")
    assert "KB004" not in kb("check").stdout
