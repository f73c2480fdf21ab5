"""`kb log`: when an item changed, how, and by which commit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from repos import Repository, ferry_repository, git, told

from kb.changes.revisions import Revisions

DEBATE = "night-ferry.md"
SEALS = "Engines at night drive the seals away.\n"
MONEY = (
    "---\nquestion: Who pays?\n---\n\n## hotels-pay\n\nHotels should pay.\n\n- **Kind:** position\n"
)


@pytest.fixture
def ferry(tmp_path: Path) -> Repository:
    return ferry_repository(tmp_path / "base")


def log(kb_command, base: Repository, item: str, *words: str) -> list[tuple[str, list[str]]]:
    """Each commit by its subject, with what it changed."""
    done = kb_command("log", item, *words, "-C", base.path)
    assert done.exit_code == 0, done.output
    entries = done.stdout.rstrip("\n").split("\n\n")
    return [(entry.partition("\n")[0], told(entry)) for entry in entries]


def test_the_newest_change_comes_first_and_what_is_not_committed_before_all(ferry, kb_command):
    ferry.edit(DEBATE, SEALS, "Engines drive the seals away.\n")
    second = ferry.commit("Be brief")
    ferry.edit(DEBATE, "want different things", "want one thing")
    ferry.commit("Change another thing")
    ferry.edit("people.md", "Ines Tal", "Ines Tal-Berg")
    ferry.commit("Change a list")
    ferry.edit(DEBATE, "Engines drive", "Boats drive")
    found = log(kb_command, ferry, "seal-noise")
    assert found[:2] == [
        (
            "not committed",
            ["~ “Seal noise”, statement: [-Engines-]{+Boats+} drive the seals away."],
        ),
        (
            f"{second[:7]} 2031-04-02 Be brief  Ada Lind",
            ["~ “Seal noise”, statement: Engines [-at night -]drive the seals away."],
        ),
    ]
    [head, changes] = found[2]
    assert head.endswith("2031-04-01 Start  Ada Lind")
    assert changes == [
        "+ claim “Engines at night drive the seals away.”",
        "+ “Seal noise” rebuts “Run all night” (our link)",
        "+ “Quiet engines” rebuts “Seal noise” (our link)",
    ]
    assert len(found) == 3


def test_an_item_is_followed_through_its_names_and_debates(ferry, kb_command):
    ferry.write("money.md", MONEY)
    ferry.commit("Ask who pays")
    for message, words in {
        "Rename": ["rename", "seal-noise", "loud-boats"],
        "Move": ["move", "loud-boats", "money"],
        "Rename the debate": ["rename", "money", "who-pays", "--kind", "debate"],
    }.items():
        assert kb_command(*words, "-C", ferry.path).exit_code == 0
        ferry.commit(message)
    for name in ("loud-boats", "who-pays/loud-boats", "seal-noise", "night-ferry/seal-noise"):
        found = log(kb_command, ferry, name)
        assert [head.split()[2:-2] for head, _ in found] == [
            ["Rename", "the", "debate"], ["Move"], ["Rename"], ["Start"],
        ]  # fmt: skip
        assert found[1][1] == ["~ “Loud boats”, debate: [-night-ferry-] {+money+}"]
        assert (
            found[2][1][0] == "~ item [-night-ferry/seal-noise-] is {+night-ferry/loud-boats+} now"
        )


def test_what_another_debate_writes_of_an_item_is_told_too(ferry, kb_command):
    line = "- **Supports:** [seals](night-ferry.md#seal-noise) — since boats are paid by the hour\n"
    ferry.write("money.md", MONEY + line)
    ferry.commit("Tie it to money")
    head, changes = log(kb_command, ferry, "seal-noise")[0]
    assert "Tie it to money" in head
    assert changes == ["+ “Hotels pay” supports “Seal noise”: since boats are paid by the hour"]


def test_a_change_of_mind_is_in_the_log_of_its_item(ferry, kb_command):
    ferry.edit(
        DEBATE,
        "- **Rejected by:** [Ines](people.md#ines) — 0.2, only in winter",
        "- **Held by:** [Ines](people.md#ines)",
    )
    ferry.commit("Hear Ines again")
    [(_, changes), *_] = log(kb_command, ferry, "empty-beds")
    assert changes[0] == "~ Ines Tal rejected “Empty beds”, holds it now"


def test_an_item_that_was_removed_is_found_by_its_full_id(ferry, kb_command):
    ferry.edit(DEBATE, "## quiet-engines\n\nThe new boat is electric and makes no noise.\n\n", "")
    ferry.edit(DEBATE, "- **Rebutted by:** [quiet-engines](#quiet-engines) — inferred\n", "")
    ferry.commit("Take it out")
    found = log(kb_command, ferry, "night-ferry/quiet-engines")
    assert [changes[0][0] for _, changes in found] == ["-", "+"]
    for name in ("quiet-engines", "night-ferry/never-was", "seal-noice"):
        done = kb_command("log", name, "-C", ferry.path)
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 1
    assert "did you mean 'seal-noise'?" in done.stderr


def test_a_merge_that_only_brings_together_has_changed_nothing(ferry, kb_command):
    git(ferry.path, "checkout", "--quiet", "-b", "side")
    ferry.edit(DEBATE, SEALS, "Seals flee.\n")
    ferry.commit("On the side")
    git(ferry.path, "checkout", "--quiet", "main")
    ferry.edit(DEBATE, "want different things", "want one thing")
    ferry.commit("On main")
    git(ferry.path, "merge", "--quiet", "--no-edit", "side", day=5)
    assert [head.split(" ", 2)[2] for head, _ in log(kb_command, ferry, "seal-noise")] == [
        "On the side  Ada Lind",
        "Start  Ada Lind",
    ]


def test_only_commits_that_touched_the_files_of_the_debate_are_looked_at(
    ferry, kb_command, monkeypatch
):
    ferry.write("money.md", MONEY)
    ferry.commit("Ask who pays")
    for number in range(5):
        ferry.edit("money.md", "otels should", f"otels {number} and hotels should")
        ferry.commit("Elsewhere")
    read: list[int] = []
    real = Revisions.files

    def note(self, commit, *rest):
        read.append(len(commit))
        return real(self, commit, *rest)

    monkeypatch.setattr(Revisions, "files", note)
    assert len(log(kb_command, ferry, "seal-noise")) == 1
    assert len(read) == 2  # the last commit, beside the files, and the first


def test_a_screen_of_commits_is_shown_and_all_on_demand(ferry, kb_terminal, kb_command):
    for number in range(16):
        ferry.edit(DEBATE, "seals ", "seals far ")
        ferry.commit(f"Further {number}")
    lines = kb_terminal("log", "seal-noise", "-C", ferry.path)
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[-1].endswith("more commits; --all shows the rest")
    assert "Further 15" in lines[0]
    everything = kb_terminal("log", "seal-noise", "-C", ferry.path, "--all")
    assert sum("Further" in line for line in everything) == 16
    data = json.loads(kb_command("log", "seal-noise", "-C", ferry.path, "--format", "json").stdout)
    assert (data["version"], data["item"], len(data["log"])) == (1, "night-ferry/seal-noise", 17)
    newest = data["log"][0]
    assert newest["commit"] == git(ferry.path, "rev-parse", "HEAD")
    said = (newest["date"], newest["author"], newest["subject"])
    assert said == ("2031-04-17", "Ada Lind", "Further 15")
    assert newest["changes"][0]["field"] == "statement"
    page = kb_command("log", "seal-noise", "-C", ferry.path, "--format", "md").stdout
    assert page.startswith("# night-ferry/seal-noise\n\n## `")


def test_a_commit_that_made_much_of_an_item_is_cut_and_counted(ferry, kb_terminal):
    more = "".join(
        f"\n## item-{n}\n\nSo it is with {n}.\n\n- **Supports:** [seal-noise](#seal-noise)\n"
        for n in range(60)
    )
    file = ferry.path / DEBATE
    file.write_text(file.read_text("utf-8") + more, encoding="utf-8")
    ferry.commit("Give reasons")
    lines = kb_terminal("log", "seal-noise", "-C", ferry.path)
    assert len(lines) <= 40
    assert "Give reasons" in lines[0]
    assert lines[-1] == "and up to 1 more commits; --all shows the rest"
    assert lines[-3].strip().startswith("and ")
