"""`kb new`: what it writes, where that goes, what it refuses, and what it says to do next."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]
SOURCES = "## log\n\nThe log\n\n- **File:** log.txt\n\n## minutes\n\nMinutes & more\n"

ITEMS = {
    "who says it, where, and what it is for": (
        ["claim", "it-is-loud", "It is loud.", "--by", "mara", "--passage", "2", "--supports", "seal-noise", "--rebuts", "run-all-night"],
        "## it-is-loud\n\nIt is loud.\n\n"
        "- **Held by:** [Mara Oduya](people.md#mara) — ¶2\n"
        "- **Supports:** [seal-noise](#seal-noise)\n"
        "  - **Held by:** [Mara Oduya](people.md#mara) — ¶2\n"
        "- **Rebuts:** [run-all-night](#run-all-night)\n"
        "  - **Held by:** [Mara Oduya](people.md#mara) — ¶2\n",
    ),
    "where alone": (
        ["evidence", "it-is-loud", "It is loud.", "--passage", "¶2-3", "--passage", "minutes 1", "--supports", "seal-noise"],
        "## it-is-loud\n\nIt is loud.\n\n- **Kind:** evidence\n"
        "- **Supports:** [seal-noise](#seal-noise) — ¶2-3, "
        "[Minutes \\& more](sources.md#minutes) ¶1\n"
        "- **Source:** ¶2-3, [Minutes \\& more](sources.md#minutes) ¶1\n",
    ),
    "what is only read into it": (
        ["claim", "it-is-loud", "It is loud.", "--by", "Ines Tal", "--inferred", "--undercuts", "quiet-engines -> seal-noise"],
        "## it-is-loud\n\nIt is loud.\n\n- **Held by:** [Ines Tal](people.md#ines)\n"
        "- **Undercuts:** [quiet-engines](#quiet-engines) → [seal-noise](#seal-noise) — inferred\n",
    ),
    "an argument of several premises": (
        ["claim", "it-is-loud", "It is loud.", "--inferred", "--undercuts", "night-ferry/empty-beds+shift-change → run-all-night"],
        "## it-is-loud\n\nIt is loud.\n\n- **Undercuts:** [empty-beds](#empty-beds) + "
        "[shift-change](#shift-change) → [run-all-night](#run-all-night) — inferred\n",
    ),
    "a crux that asks": (
        ["crux", "is-it-loud", "Is it loud?", "--asks", "seal-noise", "--by", "mara", "--title", "Is it  loud?", "--passage", "log 1"],
        "## is-it-loud\n\nIs it loud?\n\n- **Title:** Is it loud?\n- **Kind:** crux\n"
        "- **Asks:** [seal-noise](#seal-noise)\n"
        "- **Posed by:** [Mara Oduya](people.md#mara) — ¶1\n",
    ),
    "a crux whose yes does something": (
        ["crux", "is-it-loud", "Is it loud?", "--supports", "seal-noise", "--inferred"],
        "## is-it-loud\n\nIs it loud?\n\n- **Kind:** crux\n"
        "- **If yes:** supports [seal-noise](#seal-noise) — inferred\n- **Posed by:** mapper\n",
    ),
    "a question": (
        ["question", "how-loud", "How loud is it?", "--concerns", "seal-noise", "--by", "mapper"],
        "## how-loud\n\nHow loud is it?\n\n- **Kind:** question\n"
        "- **Concerns:** [seal-noise](#seal-noise)\n- **Posed by:** mapper\n",
    ),
    "a position": (
        ["position", "run-at-ten", "It should run at ten.", "--by", "ines", "--supported-by", "quiet-engines"],
        "## run-at-ten\n\nIt should run at ten.\n\n- **Kind:** position\n"
        "- **Held by:** [Ines Tal](people.md#ines)\n"
        "- **Supported by:** [quiet-engines](#quiet-engines)\n"
        "  - **Held by:** [Ines Tal](people.md#ines)\n",
    ),
    "a term": (
        ["term", "Quiet hours", "Quiet hours are those after ten."],
        "## quiet-hours\n\nQuiet hours are those after ten.\n\n"
        "- **Kind:** definition\n- **Term:** Quiet hours\n",
    ),
}  # fmt: skip


@pytest.fixture
def night(ferry: Folder, tmp_path: Path, kb_command: Kb) -> Folder:
    """The ferry with a source of four passages, of which no problem is known."""
    ferry.write("sources.md", SOURCES)
    ferry.edit("night-ferry.md", "question: ", "source: log\nquestion: ")
    ferry.edit("people.md", "## mara", "# People\n\n## mara")
    copies = tmp_path / "copies"
    copies.mkdir()
    for name in ("log", "minutes"):
        (copies / f"{name}.txt").write_text("One.\nTwo.\nThree.\nFour.\n")
    ferry.edit("sources.md", "Minutes & more\n", "Minutes & more\n\n- **File:** minutes.txt\n")
    ferry.edit(
        "night-ferry.md", "after the last boat.\n", "after the last boat.\n\n- **Source:** ¶1\n"
    )
    assert kb_command("sources", "pin", "--from", copies, "-C", ferry.path).exit_code == 0
    assert kb_command("fmt", "-C", ferry.path).exit_code == 0
    assert kb_command("check", "--strict", "-C", ferry.path).exit_code == 0
    return ferry


@pytest.mark.parametrize("case", ITEMS)
def test_an_item_is_written_as_a_careful_author_would(
    kb_command: Kb, night: Folder, case: str
) -> None:
    words, text = ITEMS[case]
    before = (night.path / "night-ferry.md").read_text("utf-8")
    done = kb_command("new", *words, "-C", night.path)
    assert done.exit_code == 0, done.stderr
    after = (night.path / "night-ferry.md").read_text("utf-8")
    assert after == f"{before.rstrip()}\n\n{text}"
    line = before.rstrip().count("\n") + 3
    slug = text[3:].partition("\n")[0]
    assert done.stdout == f"night-ferry.md:{line}: night-ferry/{slug}\n"
    assert done.stderr == ""
    assert kb_command("check", "--strict", "-C", night.path).exit_code == 0
    assert kb_command("fmt", "--check", "-C", night.path, "night-ferry.md").exit_code == 0


def test_what_an_item_lacks_is_said_and_no_reason_to_refuse_it(
    kb_command: Kb, night: Folder
) -> None:
    done = kb_command("new", "position", "run-at-ten", "It should run at ten.", "-C", night.path)
    assert done.exit_code == 0
    assert (
        done.stderr
        == "next  KB407 nothing supports the position 'run-at-ten': add 'Supported by'\n"
    )
    assert "KB407" in kb_command("check", "-C", night.path).stdout


def test_a_base_grows_from_nothing(kb_command: Kb, tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_text('id = "mine"\nheading = "Mine"\n')
    at = ("-C", tmp_path)
    debate = kb_command(
        "new", "debate", "budget", "Is it enough: yes or no?", "--title", "Money", *at
    )
    assert debate.stdout == "budget.md:1: budget\n"
    assert debate.stderr == 'next  kb new position ID "One answer to the question." -d budget\n'
    assert (tmp_path / "budget.md").read_text() == (
        '---\ntitle: Money\nquestion: "Is it enough: yes or no?"\n---\n'
    )
    person = kb_command(
        "new", "person", "ada-lind", "Ada Lind", "--address", "https://example.org/ada", *at
    )
    assert person.stdout == "people.md:3: ada-lind\n"
    assert (tmp_path / "people.md").read_text() == (
        "# People\n\n## ada-lind\n\nAda Lind\n\n- **Address:** <https://example.org/ada>\n"
    )
    assert kb_command("new", "character", "hal", "HAL", *at).stdout == "people.md:9: hal\n"
    words = ("--by", "Ada Lind", "--by", "O. Bekele", "--date", "2031", "--file", "log.txt")
    source = kb_command("new", "source", "log", "The log", *words, *at)
    assert source.stdout == "sources.md:3: log\n"
    assert (tmp_path / "sources.md").read_text() == (
        "# Sources\n\n## log\n\nThe log\n\n- **By:** Ada Lind, O. Bekele\n- **Date:** 2031\n- **File:** log.txt\n"
    )
    second = kb_command("new", "debate", "hours", "How long?", "--source", "log", *at)
    assert second.exit_code == 0
    claim = kb_command(
        "new", "position", "enough", "It is.", "--by", "Ada lind", "-d", "budget", *at
    )
    assert claim.stdout == "budget.md:6: budget/enough\n"
    assert kb_command("check", "--strict", *at).exit_code == 0
    assert kb_command("fmt", "--check", *at).exit_code == 0


def test_an_item_goes_behind_another_on_its_level_and_into_its_file(
    kb_command: Kb, night: Folder
) -> None:
    night.write(
        "budget/index.md",
        "---\nquestion: Is it enough?\n---\n\n# A\n\n## B\n\n### so-it-is\n\nIt is.\n\n# Later\n\nProse.\n",
    )
    night.write("budget/more.md", "## more-of-it\n\nThere is more.\n\n- **Supports:** so-it-is\n")
    done = kb_command("new", "claim", "a-b", "So.", "--after", "so-it-is", "--supports", "night-ferry/seal-noise",
                      "--by", "mara", "-C", night.path)  # fmt: skip
    assert done.stdout == "budget/index.md:13: budget/a-b\n"
    assert (
        (night.path / "budget" / "index.md")
        .read_text()
        .endswith(
            "### so-it-is\n\nIt is.\n\n### a-b\n\nSo.\n\n- **Held by:** [Mara Oduya](../people.md#mara)\n"
            "- **Supports:** [night-ferry/seal-noise](../night-ferry.md#seal-noise)\n"
            "  - **Held by:** [Mara Oduya](../people.md#mara)\n\n# Later\n\nProse.\n"
        )
    )


@pytest.mark.parametrize(
    ("options", "debate"),
    [
        (["--supports", "seal-noise"], "night-ferry"),
        (["--supports", "so-it-is"], "budget"),
        (["--undercuts", "quiet-engines -> seal-noise"], "night-ferry"),
        (["--after", "so-it-is", "--supports", "seal-noise"], "budget"),
        (["-d", "budget", "--supports", "seal-noise"], "budget"),
        (["--supports", "so-it-is", "--rebuts", "seal-noise"], None),
        ([], None),
    ],
)
def test_the_debate_may_be_left_out_where_another_option_says_it(
    kb_command: Kb, night: Folder, options: list[str], debate: str | None
) -> None:
    night.write("budget.md", "---\nquestion: Is it enough?\n---\n\n## so-it-is\n\nIt is.\n")
    done = kb_command("new", "claim", "a-b", "So.", "--by", "mara", *options, "-C", night.path)
    if debate:
        assert done.stdout.endswith(f": {debate}/a-b\n")
    else:
        assert done.exit_code == 2
        assert "say which debate it belongs to (-d): budget, night-ferry" in done.stderr


REFUSED = {
    "--by maro": "no person is called 'maro' (did you mean 'mara'?)",
    "--by mapper": "no person is called 'mapper'",
    "--supports seal-nose": "no item is called 'seal-nose' (did you mean 'seal-noise'?)",
    "--passage 9": "KB304",
    "--passage minuts#1": "no source is called 'minuts' (did you mean 'minutes'?)",
    "--passage five": "'five' is no passage",
    "--undercuts seal-noise": "'seal-noise' is no argument; write 'PREMISE -> ITEM'",
    "--undercuts seal-noise->empty-beds": "KB402",
    "--after mara": "no item is called 'mara'",
    "--asks seal-noise": "--asks says nothing of a claim; leave it out",
    "--inferred": "--inferred is said of what it supports or attacks",
    "--title one-two-three-four-five-six-seven\x1b[31m": "--title is not plain text",
    "-d night-fery": "no debate is called 'night-fery' (did you mean 'night-ferry'?)",
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_check_would_warn_of_is_refused_in_a_sentence(
    kb_command: Kb, night: Folder, options: str
) -> None:
    before = (night.path / "night-ferry.md").read_bytes()
    done = kb_command("new", "claim", "a-b", "So.", *options.split(" "), "-C", night.path)
    assert done.exit_code in (1, 2)
    assert REFUSED[options] in done.stderr
    assert done.stderr.count("\n") == 1
    assert (night.path / "night-ferry.md").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["crux", "a-b", "It is so."], "KB108 'a-b' is a crux, but its statement asks nothing"),
        (["claim", "a-b", "Engines at night drive the seals away."], "KB414"),
        (["claim", "A b", "So."], "'A b' is not an id (did you mean 'a-b'?)"),
        (["claim", "seal-noise", "So."], "'seal-noise' is there already, at night-ferry.md:"),
        (["debate", "night-ferry", "So?"], "'night-ferry' is there already, in night-ferry.md"),
        (["debate", "notes", "So?"], "'notes.md' is there already, and is no debate"),
        (["debate", "more"], "say the question too, in quotation marks"),
        (
            ["debate", "more", "So?", "--source", "lok"],
            "no source is called 'lok' (did you mean 'log'?)",
        ),
        (["person", "mara", "Mara"], "'mara' is there already, at people.md:"),
        (["person", "mapper", "M"], "'mapper' is there already, since it stands for whoever"),
        (["person", "x-y", "M", "--by", "mara"], "--by says nothing of a person; leave it out"),
        (["source", "log", "The log"], "'log' is there already, at sources.md:"),
        (["source", "x-y", "X", "--date", "someday"], "KB212"),
        (["person", "x-y", "\u202eM"], "a name is one sentence in plain text"),
        (["claim", "a-b", "x" * 10_001], "a statement is one sentence in plain text"),
        (["claim", "a-b", "[x](nowhere.md#y)"], "KB301"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    kb_command: Kb, night: Folder, words: list[str], says: str
) -> None:
    night.write("notes.md", "mine")
    before = {path.name: path.read_bytes() for path in night.path.glob("*.md")}
    done = kb_command("new", *words, "-C", night.path)
    assert done.exit_code in (1, 2)
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in night.path.glob("*.md")} == before


def test_a_dry_run_prints_a_difference_that_git_applies(kb_command: Kb, night: Folder) -> None:
    at = ("-C", night.path, "--dry-run")
    before = {path.name: path.read_bytes() for path in night.path.glob("*.md")}
    printed = kb_command(
        "new", "claim", "a-b", "So.", "--inferred", "--supports", "seal-noise", *at
    ).stdout
    printed += kb_command("new", "debate", "budget", "So?", *at).stdout
    assert {path.name: path.read_bytes() for path in night.path.glob("*.md")} == before
    git = ["git", "apply", "-"]
    subprocess.run(git, cwd=night.path, input=printed, text=True, check=True)
    assert kb_command("show", "a-b", "-C", night.path).exit_code == 0
    assert (night.path / "budget.md").read_text() == "---\nquestion: So?\n---\n"


def test_a_file_with_errors_is_left_alone(kb_command: Kb, night: Folder) -> None:
    night.edit("night-ferry.md", "- **Kind:** position", "- **Kind:** poistion")
    done = kb_command("new", "claim", "a-b", "So.", "-C", night.path)
    assert done.exit_code == 1
    assert "there is an error in what would change: night-ferry.md:" in done.stderr
    assert kb_command("new", "person", "x-y", "X", "-C", night.path).exit_code == 0


def test_a_read_only_file_stays_as_it_is(kb_command: Kb, night: Folder) -> None:
    file = night.path / "night-ferry.md"
    file.chmod(0o444)
    before = file.read_bytes()
    done = kb_command("new", "claim", "a-b", "So.", "-C", night.path)
    assert done.exit_code == 1
    assert done.stderr == f"kb: '{file}' cannot be changed: it is read-only\n"
    assert file.read_bytes() == before


def test_nothing_is_put_where_it_would_be_swallowed(kb_command: Kb, night: Folder) -> None:
    file = night.path / "night-ferry.md"
    file.write_text(file.read_text() + "\n<!-- a note that never ends\n")
    before = file.read_bytes()
    done = kb_command("new", "claim", "a-b", "So.", "-C", night.path)
    assert done.exit_code == 1
    assert "nothing was written, since" in done.stderr
    assert file.read_bytes() == before


def test_an_editor_gets_the_draft_and_may_change_its_id(
    kb_command: Kb, night: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 's/a-b/c-d/; s/^Write.*/It is new./'")
    done = kb_command(
        "new", "claim", "a-b", "--supports", "seal-noise", "--inferred", "-C", night.path
    )
    assert done.stdout.endswith(": night-ferry/c-d\n")
    assert "It is new." in kb_command("show", "c-d", "-C", night.path).stdout
    monkeypatch.setenv("EDITOR", "true")
    done = kb_command("new", "claim", "a-b", "-C", night.path)
    assert "the editor was left without saving" in done.stderr


def test_no_editor_opens_where_nobody_could_use_it(
    kb_command: Kb, night: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("click.edit", None)
    done = kb_command("new", "claim", "a-b", "-C", night.path)
    assert (done.exit_code, done.stderr) == (
        2,
        "kb: without a TEXT an editor would open, and here is no terminal for it; write the TEXT, "
        "or name a program in EDITOR\n",
    )


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("sed -i 's/^Write.*/See [x](nowhere.md#y)./'", "it would bring in a problem"),
        ("sh -c 'echo So. >>$0; exit 3'", "nothing was written, since your editor failed; EDITOR"),
    ],
)
def test_what_was_written_in_an_editor_is_kept_where_it_cannot_be_added(
    kb_command: Kb, night: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    editor: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("EDITOR", editor)
    done = kb_command("new", "claim", "a-b", "-C", night.path)
    assert (done.exit_code, said in done.stderr) == (1, True)
    (kept,) = tmp_path.glob("kb-*/draft.md")
    assert f"what you wrote is kept in '{kept}'" in done.stderr
    assert kept.read_text("utf-8").startswith("## a-b\n")
    assert kept.stat().st_mode & 0o077 == kept.parent.stat().st_mode & 0o077 == 0


def test_a_draft_that_was_added_or_never_changed_is_not_kept(
    kb_command: Kb, night: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for editor in ("sed -i 's/^Write.*/It is new./'", "nosuch-editor", "true"):
        monkeypatch.setenv("EDITOR", editor)
        done = kb_command("new", "claim", f"a-{editor[:2]}", "-C", night.path)
        assert not [*tmp_path.glob("kb-*")], done.output
        if editor.startswith("nosuch"):
            assert "kb: nothing was written, since your editor failed: No such file" in done.stderr


def test_a_kind_that_is_almost_one_is_told_which(kb_command: Kb, night: Folder) -> None:
    done = kb_command("new", "positon", "a-b", "So.", "-C", night.path)
    assert (done.exit_code, "(did you mean 'position'?)" in done.stderr) == (2, True)
    done = kb_command("new", "xyz", "a-b", "So.", "-C", night.path)
    assert (done.exit_code, "is not one of 'debate'" in done.stderr) == (2, True)
