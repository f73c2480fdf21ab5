"""`kb renumber`: what cites a source means the same words after the source changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]
LOG = ["Zero.", "The seals left.", "A boat came.", "Nobody saw it.", "Zero.", "The end."]


@pytest.fixture
def texts(kb_command: Kb, ferry: Folder, tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    write(folder, LOG)
    (folder / "other.txt").write_text("One.\nTwo.\nThree.\nFour.\n")
    ferry.write(
        "sources.md",
        """
        ## log

        The log

        - **File:** log.txt
        - **Left out:** ¶6 — the end
        - **Repeats:** ¶5 = ¶1

        ## other

        Other

        - **File:** other.txt
        """,
    )
    ferry.edit("night-ferry.md", "question: ", "source: log\nquestion: ")
    ferry.edit(
        "night-ferry.md",
        "drive the seals away.\n",
        "drive the seals away, says ¶2.\n\n> The seals left. — ¶2\n",
    )
    ferry.edit("night-ferry.md", "— 0.8\n", "— 0.8, ¶2-4, [other](sources.md#other) ¶2\n")
    ferry.write(
        "who-pays.md",
        """
        ---
        question: Who pays?
        source: other
        ---

        ## hotels-pay

        Hotels pay, ¶3.

        - **Kind:** position
        - **Held by:** mara — ¶2, ¶3, as in ¶2
        - **Source:** [log](sources.md#log) par. 3, [The log](<sources.md#log>) ¶4
        """,
    )
    assert kb_command("sources", "pin", "--from", folder, "-C", ferry.path).exit_code == 0
    return folder


def write(folder: Path, passages: list[str]) -> None:
    (folder / "log.txt").write_text("\n".join(passages), encoding="utf-8")


def added(base: Folder, run: Callable[[], Result]) -> list[str]:
    def rows() -> list[str]:
        return [r for p in sorted(base.path.glob("*.md")) for r in p.read_text().split("\n")]

    before = rows()
    result = run()
    assert result.exit_code == 0, result.output
    return [row for row in rows() if row not in before]


MOVED = {
    "one more in front": (
        ["New.", *LOG],
        [
            "- **Held by:** [Mara](people.md#mara) — 0.8, ¶3-5, [other](sources.md#other) ¶2",
            "> The seals left. — ¶3",
            "- **Left out:** ¶7 — the end",
            "- **Repeats:** ¶6 = ¶2",
            "- **Source:** [log](sources.md#log) par. 4, [The log](<sources.md#log>) ¶5",
        ],
    ),
    "two that changed places": (
        [LOG[0], LOG[2], LOG[1], *LOG[3:]],
        [
            "> The seals left. — ¶3",
            "- **Source:** [log](sources.md#log) par. 2, [The log](<sources.md#log>) ¶4",
        ],
    ),
    "one put into a range": (
        [*LOG[:3], "Zero.", *LOG[3:]],
        [
            "- **Held by:** [Mara](people.md#mara) — 0.8, ¶2-3, ¶5, [other](sources.md#other) ¶2",
            "- **Left out:** ¶7 — the end",
            "- **Repeats:** ¶6 = ¶1",
            "- **Source:** [log](sources.md#log) par. 3, [The log](<sources.md#log>) ¶5",
        ],
    ),
    "one that nobody cites by itself gone": (
        LOG[1:],
        [
            "- **Held by:** [Mara](people.md#mara) — 0.8, ¶1-3, [other](sources.md#other) ¶2",
            "> The seals left. — ¶1",
            "- **Left out:** ¶5 — the end",
            "- **Source:** [log](sources.md#log) par. 2, [The log](<sources.md#log>) ¶3",
        ],
    ),
    "more at the end": ([*LOG, "And more."], []),
}


@pytest.mark.parametrize(
    ("passages", "starts"),
    [
        (["New.", *LOG], "¶3-4; ¶6 — as it seems"),
        ([*LOG[:2], "New.", *LOG[2:]], "¶2, ¶4; ¶6 — as it seems"),
        ([LOG[0], *LOG[2:]], "¶2; ¶4 — as it seems"),
    ],
)
def test_so_does_each_passage_at_which_something_starts(
    kb_command: Kb, ferry: Folder, texts: Path, passages: list[str], starts: str
) -> None:
    ferry.edit("sources.md", "¶5 = ¶1\n", "¶5 = ¶1\n- **Starts:** ¶2-3; ¶5 — as it seems\n")
    write(texts, passages)
    run = ("renumber", "log", "--from", texts, "--as-is", "-C", ferry.path)
    assert f"- **Starts:** {starts}" in added(ferry, lambda: kb_command(*run))


@pytest.mark.parametrize("name", MOVED)
def test_each_number_is_that_of_the_same_words(
    kb_command: Kb, ferry: Folder, texts: Path, name: str
) -> None:
    passages, expected = MOVED[name]
    write(texts, passages)
    run = ("renumber", "log", "--from", texts, "-C", ferry.path)
    assert added(ferry, lambda: kb_command(*run)) == expected
    assert kb_command("sources", "verify", "--from", texts, "-C", ferry.path).exit_code == 0
    assert added(ferry, lambda: kb_command(*run)) == []
    assert kb_command("check", "-C", ferry.path).exit_code == 0


def test_pin_names_the_command(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    write(texts, ["New.", *LOG])
    result = kb_command("sources", "pin", "--from", texts, "-C", ferry.path)
    assert result.exit_code == 1
    assert "'kb renumber SOURCE --from DIR'" in result.stderr
    kb_command("renumber", "log", "--from", texts, "-C", ferry.path)
    assert kb_command("sources", "pin", "--from", texts, "-C", ferry.path).exit_code == 0


def test_what_reads_otherwise_is_shown_where_it_is_now(
    kb_command: Kb, ferry: Folder, texts: Path
) -> None:
    write(texts, ["New.", *LOG[:2], "A ship came.", *LOG[3:]])
    result = kb_command("renumber", "log", "--from", texts, "-C", ferry.path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-3:] == [
        "log ¶3 changed (now ¶4), cited by who-pays/hotels-pay, night-ferry/run-all-night; it reads:",
        "  A ship came.",
        "log: 5 cited passages moved; 7 passages pinned",
    ]
    text = (ferry.path / "who-pays.md").read_text("utf-8")
    assert "[log](sources.md#log) par. 4, [The log](<sources.md#log>) ¶5" in text


def test_where_cited_words_are_gone_nothing_is_written_unless_told(
    kb_command: Kb, ferry: Folder, texts: Path
) -> None:
    write(texts, [LOG[0], *LOG[2:]])
    run = ("renumber", "log", "--from", texts, "-C", ferry.path)
    before = {path: path.read_bytes() for path in ferry.path.iterdir()}
    result = kb_command(*run)
    assert result.exit_code == 1
    assert result.stderr == (
        "night-ferry.md:41: ¶2 gone\n"
        "kb: nothing was written, since cited passages of 'log' are gone; take these out, or leave their numbers with --as-is\n"
    )
    assert {path: path.read_bytes() for path in ferry.path.iterdir()} == before
    result = kb_command(*run, "--as-is")
    assert result.exit_code == 0
    says = "log ¶2 is gone, cited by night-ferry/seal-noise, night-ferry/run-all-night\n"
    assert f"{says}  The seals left.\n" in result.stdout


def test_every_place_whose_words_are_gone_is_named_and_past_the_end_none_can_stay(
    kb_command: Kb, ferry: Folder, texts: Path
) -> None:
    ferry.edit("who-pays.md", "¶2, ¶3, as in", "[log](sources.md#log) ¶1-2, ¶4, ¶5-6, ¶6, as in")
    assert kb_command("check", "-C", ferry.path).exit_code == 0
    write(texts, ["New.", LOG[2]])
    run = ("renumber", "log", "--from", texts, "-C", ferry.path)
    before = {path: path.read_bytes() for path in ferry.path.iterdir()}
    result = kb_command(*run)
    rows = result.stderr.splitlines()
    assert result.exit_code == 1
    assert rows[:-1] == [
        "night-ferry.md:41: ¶2 gone",
        "who-pays.md:11: ¶4 gone",
        "who-pays.md:11: ¶5-6 gone",
        "who-pays.md:11: ¶6 gone",
        "who-pays.md:12: ¶4 gone",
    ]
    says = "are gone; take these out, or those up to ¶2 may keep their numbers with --as-is"
    assert rows[-1].endswith(says)
    rows = kb_command(*run, "--as-is").stderr.splitlines()
    assert [row.split()[1] for row in rows[:-1]] == ["¶4", "¶5-6", "¶6", "¶4"]
    assert rows[-1].endswith("are gone; take these out, since the copy ends with ¶2")
    assert {path: path.read_bytes() for path in ferry.path.iterdir()} == before


def test_a_dry_run_writes_nothing(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    write(texts, ["New.", *LOG])
    before = {path: path.read_bytes() for path in ferry.path.iterdir()}
    result = kb_command("renumber", "log", "--dry-run", "--from", texts, "-C", ferry.path)
    assert "+> The seals left. — ¶3" in result.stdout
    assert "+++ b/sources.lock" in result.stdout
    assert {path: path.read_bytes() for path in ferry.path.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("nothing", 2, "no source is called 'nothing'"),
        ("third", 1, "'third' is not pinned, so nobody knows what moved"),
        ("other", 1, "'other' has no copy there; 'File' in sources.md names it"),
    ],
)
def test_what_cannot_be_told_is_refused(
    kb_command: Kb, ferry: Folder, texts: Path, name: str, code: int, said: str
) -> None:
    (texts / "other.txt").unlink()
    ferry.edit("sources.md", "## other", "## third\n\nThird\n\n## other")
    result = kb_command("renumber", name, "--from", texts, "-C", ferry.path)
    assert (result.exit_code, said in result.stderr) == (code, True)


def test_a_file_with_errors_stops_it(kb_command: Kb, ferry: Folder, texts: Path) -> None:
    write(texts, ["New.", *LOG])
    ferry.edit("who-pays.md", "- **Kind:** position", "- **Kind:** posture")
    before = {path: path.read_bytes() for path in ferry.path.iterdir()}
    result = kb_command("renumber", "log", "--from", texts, "-C", ferry.path)
    says = "what cites 'log' may not be read for an error: who-pays.md:"
    assert (result.exit_code, says in result.stderr) == (1, True)
    assert {path: path.read_bytes() for path in ferry.path.iterdir()} == before
