"""`kb sources pin` never lets a citation slip to other words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.files.lock import pin, verify

Kb = Callable[..., Result]
LOG = ["Zero.", "The seals left.", "A boat came.", "Nobody saw it.", "The end."]


@pytest.fixture
def texts(kb_command: Kb, ferry: Folder, tmp_path: Path) -> Path:
    """Copies, pinned: the debate cites ¶2 and ¶4 of the log, the register leaves out ¶5."""
    folder = tmp_path / "texts"
    folder.mkdir()
    write(folder, LOG)
    ferry.write(
        "sources.md", "## log\n\nThe log\n\n- **File:** log.txt\n- **Left out:** ¶5 — the end\n"
    )
    ferry.edit("night-ferry.md", "question: ", "source: log\nquestion: ")
    ferry.edit(
        "night-ferry.md",
        "drive the seals away.\n",
        "drive the seals away.\n\n> The seals left. — ¶2\n",
    )
    ferry.edit("night-ferry.md", "— 0.8\n", "— 0.8, ¶4\n")
    assert kb_command("sources", "pin", "--from", folder, "-C", ferry.path).exit_code == 0
    return folder


def write(folder: Path, passages: list[str]) -> None:
    (folder / "log.txt").write_text("\n".join(passages), encoding="utf-8")


REFUSED = {
    "one more in front": (
        ["New.", *LOG],
        ["2 moved (now ¶3)", "4 moved (now ¶5)", "5 moved (now ¶6)"],
    ),
    "one less in front": (LOG[1:], ["2 moved (now ¶1)", "4 moved (now ¶3)", "5 moved (now ¶4)"]),
    "a cited one changed": ([*LOG[:1], "The seals came.", *LOG[2:]], ["2 changed"]),
    "the last one gone": (LOG[:4], ["5 missing"]),
    "all gone": ([], ["2 missing", "4 missing", "5 missing"]),
}
FINE = {
    "nothing": LOG,
    "more at the end": [*LOG, "And more.", "And more."],
    "one changed that nobody cites": [*LOG[:2], "A ship came.", *LOG[3:]],
    "spaces": [text.replace(" ", "  ") for text in LOG],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pin_that_would_move_a_citation_is_refused(
    kb_command: Kb, ferry: Folder, texts: Path, name: str
) -> None:
    passages, told = REFUSED[name]
    before = (ferry.path / "sources.lock").read_bytes()
    write(texts, passages)
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert result.exit_code == 1
    assert [line.partition(", cited by ")[0] for line in result.stdout.splitlines()] == [
        f"log ¶{each}" for each in told
    ]
    assert "nothing was pinned" in result.stderr
    assert "--as-is" in result.stderr
    assert (ferry.path / "sources.lock").read_bytes() == before
    assert kb_command("sources", "pin", "--as-is", "--from", texts, "-C", ferry.path).exit_code == 0
    assert (ferry.path / "sources.lock").read_bytes() != before


def test_what_cites_a_passage_is_named(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    write(texts, ["New.", *LOG])
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert result.stdout.splitlines() == [
        "log ¶2 moved (now ¶3), cited by night-ferry/seal-noise",
        "log ¶4 moved (now ¶5), cited by night-ferry/run-all-night",
        "log ¶5 moved (now ¶6), cited by sources.md",
    ]


def test_where_something_starts_is_cited_too(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    ferry.edit("sources.md", "the end\n", "the end\n- **Starts:** ¶3\n")
    write(texts, FINE["one changed that nobody cites"])
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert (result.exit_code, result.stdout) == (1, "log ¶3 changed, cited by sources.md\n")


@pytest.mark.parametrize("name", FINE)
def test_what_moves_no_citation_is_pinned(
    kb_command: Kb, ferry: Folder, texts: Path, name: str
) -> None:
    write(texts, FINE[name])
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert (result.exit_code, result.stdout) == (0, f"log: {len(FINE[name])} passages pinned\n")


def test_one_passage_is_counted_as_one(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    ferry.write("sources.md", "## more\n\nMore\n\n- **File:** more.txt\n")
    ferry.write(
        "more.md", "---\nquestion: Why?\nsource: more\n---\n\n## a-b\n\nSo, ¶2.\n\n> So. — ¶2\n"
    )
    (texts / "more.txt").write_text("One.\n")
    result = kb_command("sources", "pin", "--as-is", "--from", texts, "-C", ferry.path)
    assert result.stdout == "more: 1 passage pinned\n"
    assert "'more' has 1 passage, so there is no ¶2" in kb_command("check", "-C", ferry.path).stdout


def test_a_lock_that_cannot_be_read_is_no_leave_to_shift(
    kb_command: Kb, ferry: Folder, texts: Path
) -> None:
    (ferry.path / "sources.lock").write_text("<<<<<<< ours\n", encoding="utf-8")
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert result.exit_code == 1
    assert "--as-is" in result.stderr
    assert kb_command("sources", "pin", "--as-is", "--from", texts, "-C", ferry.path).exit_code == 0


@settings(
    derandomize=True, max_examples=200, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(
    st.lists(st.sampled_from("abcd"), max_size=9), st.lists(st.sampled_from("abcde"), max_size=9)
)
def test_a_passage_that_is_said_to_match_has_the_same_words(
    before: list[str], after: list[str]
) -> None:
    """The oracle of a pin: whatever keeps its number keeps its words, and nothing is left unsaid."""
    found = verify("log", pin(before), after)
    for verdict in found:
        if verdict.state == "matches":
            assert before[verdict.number - 1] == after[verdict.number - 1]
    told = {verdict.number for verdict in found if verdict.state != "new"}
    assert told == set(range(1, len(before) + 1))


def test_a_base_without_sources_has_nothing_to_pin(kb_command, tmp_path):
    kb_command("init", "--empty", tmp_path / "mine")
    (tmp_path / "copies").mkdir()
    done = kb_command("sources", "pin", "--from", tmp_path / "copies", "-C", tmp_path / "mine")
    assert (done.exit_code, "nothing to pin" in done.stderr) == (1, True)
    assert not (tmp_path / "mine" / "sources.lock").exists()


def test_sources_without_a_copy_are_named_in_the_order_of_their_ids(kb_command, ferry, tmp_path):
    names = [f"paper-{letter}" for letter in "hgfedcba"]
    texts = (f"## {name}\n\nPaper {name[-1]}\n" for name in names)
    with (ferry.path / "sources.md").open("a") as file:
        file.write("\n" + "\n".join(texts))
    (tmp_path / "copies").mkdir(exist_ok=True)
    done = kb_command("sources", "pin", "--from", tmp_path / "copies", "-C", ferry.path)
    named = [line.split("'")[1] for line in done.stderr.splitlines() if "'paper-" in line]
    assert named == sorted(names)
