"""Renaming: an item, a debate, a person, a source or a term, wherever it is named and nowhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bases import Folder
from click.testing import Result

from loaders.facts import debate as debates
from loaders.facts.debate import Lines

Kb = Callable[..., Result]

MORE = """
---
question: Who pays for the boat?
source: log
---

As [the other debate](night-ferry.md) has it, empty-beds costs money; see [empty-beds](night-ferry.md#empty-beds)
and [`night-ferry/empty-beds`](<night-ferry.md#empty-beds>), [the beds][beds], or `empty-beds`.

[beds]: night-ferry.md#empty-beds "The beds"

```markdown
- **Supports:** [empty-beds](night-ferry.md#empty-beds)
```

## hotels-pay

Hotels pay for the boat.

- **Kind:** position
- **Held by:** mara; [Mara herself](people.md#mara) — ¶1, of [ines](people.md#ines)
- **Supported by:** night-ferry/empty-beds + not night-ferry/seal-noise — since empty-beds is night-ferry/empty-beds
- **Refines:** [no empty-beds](night-ferry.md#empty-beds) — [minutes](sources.md#log) ¶2

> One. — [log](sources.md#log) ¶1

## not-so

That argument is not good.

* **Undercuts:** night-ferry/empty-beds + not [seals](night-ferry.md#seal-noise) → hotels-pay
* **Reported by:** [Mara](people.md#mara) — of [mara](people.md#mara), one of mara
"""
SOURCES = "## log\n\nThe log of [Mara](people.md#mara)\n\n- **File:** log.txt\n"
LOCK = f'{{"log": {{"passages": 2, "fingerprints": ["{"0" * 64}", "{"1" * 64}"]}}}}\n'


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.write("who-pays.md", MORE)
    ferry.write("sources.md", SOURCES)
    ferry.write("sources.lock", LOCK)
    return ferry


def changed(folder: Folder, run: Callable[[], Result]) -> list[tuple[str, str]]:
    """The lines of all files that a command takes out and puts in, by file."""
    before = lines(folder)
    result = run()
    assert result.exit_code == 0, result.stderr
    after = lines(folder)
    gone = [
        (name, f"- {row}")
        for name, rows in before.items()
        for row in rows
        if row not in after.get(name, ())
    ]
    return gone + [
        (name, f"+ {row}")
        for name, rows in after.items()
        for row in rows
        if row not in before.get(name, ())
    ]


def lines(folder: Folder) -> dict[str, list[str]]:
    return {
        path.relative_to(folder.path).as_posix(): path.read_text("utf-8").split("\n")
        for path in sorted(folder.path.rglob("*"))
        if path.is_file()
    }


def sound(kb_command: Kb, folder: Folder) -> bool:
    result = kb_command("check", "-C", folder.path)
    return result.exit_code == 0 and "KB3" not in result.stdout


def test_an_item_is_renamed_in_links_and_ids_and_never_in_prose(
    kb_command: Kb, base: Folder
) -> None:
    found = changed(base, lambda: kb_command("rename", "empty-beds", "few-guests", "-C", base.path))
    assert [row for name, row in found if name == "who-pays.md" and row[0] == "+"] == [
        "+ As [the other debate](night-ferry.md) has it, empty-beds costs money; see [few-guests](night-ferry.md#few-guests)",
        "+ and [`night-ferry/few-guests`](<night-ferry.md#few-guests>), [the beds][beds], or `empty-beds`.",
        '+ [beds]: night-ferry.md#few-guests "The beds"',
        "+ - **Supported by:** night-ferry/few-guests + not night-ferry/seal-noise — since empty-beds is night-ferry/empty-beds",
        "+ - **Refines:** [no empty-beds](night-ferry.md#few-guests) — [minutes](sources.md#log) ¶2",
        "+ * **Undercuts:** night-ferry/few-guests + not [seals](night-ferry.md#seal-noise) → hotels-pay",
    ]
    assert [row for name, row in found if name == "night-ferry.md" and row[0] == "+"] == [
        "+ - **Supported by:** [few-guests](#few-guests) + [shift-change](#shift-change) — guests and workers share one boat",
        "+ ## few-guests",
        "+ - **Formerly:** empty-beds",
        "+ - **If yes:** supports [few-guests](#few-guests)",
        "+ - **If no:** rebuts [few-guests](#few-guests)",
    ]
    assert {name for name, _ in found} == {"night-ferry.md", "who-pays.md"}
    assert sound(kb_command, base)
    shown = kb_command("show", "empty-beds", "-C", base.path)
    assert "'empty-beds' is now called 'night-ferry/few-guests'" in shown.stderr


def test_an_item_that_is_renamed_again_keeps_all_its_ids_and_may_get_one_back(
    kb_command: Kb, base: Folder
) -> None:
    before = lines(base)
    for old, new in (("seal-noise", "b-b"), ("b-b", "c-c"), ("c-c", "d-d")):
        assert kb_command("rename", old, new, "-C", base.path).exit_code == 0
    assert "- **Formerly:** seal-noise; b-b; c-c" in lines(base)["night-ferry.md"]
    assert kb_command("rename", "d-d", "b-b", "-C", base.path).exit_code == 0
    assert "- **Formerly:** seal-noise; c-c; d-d" in lines(base)["night-ferry.md"]
    assert sound(kb_command, base)
    assert kb_command("rename", "b-b", "seal-noise", "-C", base.path).exit_code == 0
    formerly = "- **Formerly:** c-c; d-d; b-b"
    assert [row for row in lines(base)["night-ferry.md"] if row != formerly] == before[
        "night-ferry.md"
    ]


@pytest.mark.parametrize(
    ("below", "then"),
    [
        ("", "\n- **Formerly:** old-id\n"),
        ("\nProse.\n", "\n- **Formerly:** old-id\n\nProse.\n"),
        ("\n> Said.\n", "\n- **Formerly:** old-id\n\n> Said.\n"),
        ("\n    code\n\nProse.\n", "\n    code\n\n- **Formerly:** old-id\n\nProse.\n"),
        ("\n  Prose.\n\n\tcode\n", "\n  Prose.\n\n\tcode\n\n- **Formerly:** old-id\n"),
        (
            "\n* **Title:** Old\n  words\n* **Kind:** evidence\n",
            "\n* **Title:** Old\n  words\n* **Formerly:** old-id\n* **Kind:** evidence\n",
        ),
        ("\n   - **Kind:** evidence\n", "\n   - **Formerly:** old-id\n   - **Kind:** evidence\n"),
        (
            "\n- **formerly:** a-a; x/b-b — long ago\n",
            "\n- **formerly:** a-a; x/b-b; old-id — long ago\n",
        ),
        ("\n- **Title:** Old", "\n- **Title:** Old\n- **Formerly:** old-id"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_old_id_is_kept_where_an_author_would_write_it(
    kb_command: Kb, ferry: Folder, below: str, then: str, newline: str
) -> None:
    file = ferry.path / "night-ferry.md"
    start = "---\nquestion: Why?\n---\n\n## {}\n\nIt is so.\n"
    file.write_bytes((start.format("old-id") + below).replace("\n", newline).encode())
    result = kb_command("rename", "old-id", "new-id", "-C", ferry.path)
    assert result.exit_code == 0, result.stderr
    assert file.read_bytes().decode() == (start.format("new-id") + then).replace("\n", newline)


def test_a_file_with_a_byte_order_mark_keeps_it(kb_command: Kb, ferry: Folder) -> None:
    file = ferry.path / "night-ferry.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert kb_command("rename", "winter-only", "in-winter", "-C", ferry.path).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf---\ntitle: The night ferry\n")
    assert sound(kb_command, ferry)


def test_a_person_is_renamed_and_their_name_is_not(kb_command: Kb, base: Folder) -> None:
    found = changed(base, lambda: kb_command("rename", "mara", "mara-oduya", "-C", base.path))
    assert [
        row
        for name, row in found
        if name in ("who-pays.md", "people.md", "sources.md") and row[0] == "+"
    ] == [
        "+ ## mara-oduya",
        "+ The log of [Mara](people.md#mara-oduya)",
        "+ - **Held by:** mara-oduya; [Mara herself](people.md#mara-oduya) — ¶1, of [ines](people.md#ines)",
        "+ * **Reported by:** [Mara](people.md#mara-oduya) — of [mara-oduya](people.md#mara-oduya), one of mara",
    ]
    assert sound(kb_command, base)


def test_a_source_is_renamed_in_front_matter_and_lock_too(kb_command: Kb, base: Folder) -> None:
    found = changed(base, lambda: kb_command("rename", "log", "the-log", "-C", base.path))
    assert [row for _, row in found if row[0] == "+"] == [
        f"+ {LOCK.strip().replace('log', 'the-log')}",
        "+ ## the-log",
        "+ source: the-log",
        "+ - **Refines:** [no empty-beds](night-ferry.md#empty-beds) — [minutes](sources.md#the-log) ¶2",
        "+ > One. — [the-log](sources.md#the-log) ¶1",
    ]
    assert sound(kb_command, base)


def test_a_debate_is_renamed_with_its_file(kb_command: Kb, base: Folder) -> None:
    base.write(
        "kb.toml",
        'id = "b"\nheading = "B"\ndebates = [\n  "who-pays", # first\n  "night-ferry",\n]\n',
    )
    base.write("mine.toml", '[hold]\n"night-ferry/empty-beds" = 0.8\nseal-noise = 0.1\n')
    result = kb_command("rename", "night-ferry", "late-boat", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert "night-ferry.md -> late-boat.md: 1 line\n" in result.stdout
    now = lines(base)
    assert now["late-boat.md"][:3] == ["---", "formerly: night-ferry", "title: The night ferry"]
    assert now["kb.toml"][2:5] == ["debates = [", '  "who-pays", # first', '  "late-boat",']
    assert now["mine.toml"][1:3] == ['"late-boat/empty-beds" = 0.8', "seal-noise = 0.1"]
    assert (
        "- **Supported by:** late-boat/empty-beds + not late-boat/seal-noise — since empty-beds is night-ferry/empty-beds"
        in now["who-pays.md"]
    )
    assert "night-ferry.md" not in now
    assert sound(kb_command, base)
    shown = kb_command("show", "night-ferry/empty-beds", "-C", base.path)
    assert "is now called 'late-boat/empty-beds'" in shown.stderr
    assert kb_command("rename", "late-boat", "third-name", "-C", base.path).exit_code == 0
    assert kb_command("rename", "third-name", "night-ferry", "-C", base.path).exit_code == 0
    assert lines(base)["night-ferry.md"][1] == "formerly: late-boat; third-name"
    assert sound(kb_command, base)


def test_a_debate_that_was_renamed_is_found_by_what_it_was_called(
    kb_command: Kb, base: Folder
) -> None:
    assert kb_command("rename", "night-ferry", "late-boat", "-C", base.path).exit_code == 0
    for words in (("cruxes",), ("open",), ("strength",), ("read",), ("map", "--depth", "1")):
        found = kb_command(*words, "night-ferry", "-C", base.path)
        assert found.exit_code == 0, found.stderr
        assert "'night-ferry' is now called 'late-boat'" in found.stderr
        assert found.stdout == kb_command(*words, "late-boat", "-C", base.path).stdout
    refused = {
        (
            "show",
            "night-ferry",
        ): "is the debate that is now called 'late-boat'; name one of its items",
        ("rename", "night-ferry", "x-x"): "'night-ferry' is now called 'late-boat'; name it so",
        ("rename", "who-pays", "night-ferry"): "as what 'late-boat' was called before",
        ("new", "claim", "c-c", "So.", "-d", "night-ferry"): "is now called 'late-boat'",
    }
    for words, said in refused.items():
        assert said in kb_command(*words, "-C", base.path).stderr


def test_a_link_to_the_old_file_of_a_debate_says_the_new_one(kb_command: Kb, base: Folder) -> None:
    assert kb_command("rename", "night-ferry", "late-boat", "-C", base.path).exit_code == 0
    base.edit("who-pays.md", "[the other debate](late-boat.md)", "[x](night-ferry.md)")
    base.edit("who-pays.md", "(late-boat.md#empty-beds)", "(night-ferry.md#empty-beds)")
    said = kb_command("check", "-C", base.path).stdout.splitlines()
    assert [row.partition("KB")[2] for row in said if "KB301" in row] == [
        "301 there is no file 'night-ferry.md' (did you mean 'late-boat.md'?)",
        "301 there is no file 'night-ferry.md' (did you mean 'late-boat.md'?)",
        "301 'night-ferry.md' is no file of a debate in this base (did you mean 'late-boat.md'?)",
    ]
    kb_command("check", "--fix", "-C", base.path)
    assert sound(kb_command, base)


def test_a_site_has_pages_at_the_old_addresses_of_a_debate(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    kb_command("build", "--out", tmp_path / "before", "-C", base.path)
    kb_command("rename", "night-ferry", "late-boat", "-C", base.path)
    result = kb_command("build", "--out", tmp_path / "after", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    pages = [
        path.relative_to(tmp_path / "before").as_posix()
        for path in (tmp_path / "before").rglob("*night-ferry*")
        if path.suffix == ".html"
    ]
    assert "debates/night-ferry.html" in pages
    for page in pages:
        text = (tmp_path / "after" / page).read_text("utf-8")
        assert page.replace("night-ferry", "late-boat") in text
    item = (tmp_path / "after" / "claims/night-ferry/empty-beds.html").read_text("utf-8")
    assert "claims/late-boat/empty-beds.html" in item


def test_a_debate_is_called_what_no_other_was(kb_command: Kb, base: Folder) -> None:
    base.edit("who-pays.md", "source: log", "source: log\nformerly: night-ferry; a-a")
    base.edit("night-ferry.md", "title:", "formerly: a-a\ntitle:")
    said = kb_command("check", "-C", base.path).stdout
    assert "'night-ferry' is another debate, in night-ferry.md; two cannot share an id" in said
    assert "'a-a' leads to 'night-ferry' already, by night-ferry.md:2:11" in said


def test_a_debate_in_a_folder_goes_with_all_that_is_in_it(kb_command: Kb, base: Folder) -> None:
    base.write(
        "boats/budget/index.md",
        "---\nquestion: Why?\n---\n\n![x](x.png)\n\n## a-a\n\nA.\n\n- **Supports:** [b-b](more.md#b-b)\n",
    )
    base.write(
        "boats/budget/more.md",
        "## b-b\n\nB, see [a](../budget/index.md#a-a) and [people](../../people.md#mara).\n",
    )
    base.write("boats/budget/inner.md", "Only prose: [a](index.md#a-a).\n")
    (base.path / "boats/budget/x.png").write_bytes(b"\x89PNG\xff")
    base.edit("who-pays.md", "## not-so", "See [b](boats/budget/more.md#b-b).\n\n## not-so")
    result = kb_command("rename", "budget", "money", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    now = lines_of_markdown(base)
    assert "See [b](boats/money/more.md#b-b)." in now["who-pays.md"]
    assert (
        "B, see [a](index.md#a-a) and [people](../../people.md#mara)." in now["boats/money/more.md"]
    )
    assert (base.path / "boats/money/x.png").read_bytes() == b"\x89PNG\xff"
    assert not (base.path / "boats/budget").exists()
    assert sound(kb_command, base)


def lines_of_markdown(folder: Folder) -> dict[str, list[str]]:
    return {
        path.relative_to(folder.path).as_posix(): path.read_text("utf-8").split("\n")
        for path in folder.path.rglob("*.md")
    }


def test_a_term_is_renamed_in_every_definition(kb_command: Kb, ferry: Folder) -> None:
    ferry.write(
        "a-a.md",
        "---\nquestion: Why?\n---\n\n## x-x\n\nA night is dark.\n\n- **Kind:** definition\n- **Term:** the *Night*\n",
    )
    ferry.write(
        "b-b.md",
        "---\nquestion: Why?\n---\n\n## y-y\n\nA night is long.\n\n- **Kind:** definition\n- **Term:** the night\n- **Refines:** a-a/x-x\n",
    )
    found = changed(
        ferry, lambda: kb_command("rename", "the night", "Dark hours", "-C", ferry.path)
    )
    assert found == [
        ("a-a.md", "- - **Term:** the *Night*"),
        ("b-b.md", "- - **Term:** the night"),
        ("a-a.md", "+ - **Term:** Dark hours"),
        ("b-b.md", "+ - **Term:** Dark hours"),
    ]
    assert "Dark hours" in kb_command("terms", "-C", ferry.path).stdout


def test_a_dry_run_writes_nothing_and_prints_a_patch(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q", base.path], check=True)
    before = lines(base)
    result = kb_command("rename", "night-ferry", "late-boat", "--dry-run", "-C", base.path)
    assert result.exit_code == 0, result.stderr
    assert lines(base) == before
    assert result.stdout.startswith(
        "diff --git a/night-ferry.md b/late-boat.md\nrename from night-ferry.md\n"
    )
    patch = tmp_path / "patch"
    patch.write_text(result.stdout, "utf-8")
    subprocess.run([*git, "apply", patch], cwd=base.path, check=True)
    by_patch = lines(base)
    subprocess.run([*git, "apply", "-R", patch], cwd=base.path, check=True)
    assert lines(base) == before
    assert kb_command("rename", "night-ferry", "late-boat", "-C", base.path).exit_code == 0
    assert lines(base) == by_patch


REFUSED = {
    "nothing is called so": (("emty-beds", "x-y"), 2, "no item, debate, person, source or term is called 'emty-beds' (did you mean 'empty-beds'?)"),
    "no id": (("empty-beds", "Few Guests"), 2, "'Few Guests' is not an id (did you mean 'few-guests'?)"),
    "the same": (("empty-beds", "empty-beds"), 2, "the item 'night-ferry/empty-beds' is called so already"),
    "taken": (("empty-beds", "seal-noise"), 1, "'seal-noise' is there already, at night-ferry.md:"),
    "another debate": (("empty-beds", "who-pays/empty-beds"), 2, "'who-pays/empty-beds' is in another debate; 'kb move' takes"),
    "a person's": (("mara", "ines"), 1, "'ines' is there already, at people.md:5"),
    "the mapper": (("mara", "mapper"), 1, "'mapper' is there already, since it stands for whoever makes the map"),
    "a debate's": (("night-ferry", "who-pays"), 1, "'who-pays' is there already, in who-pays.md"),
    "a file's": (("night-ferry", "people"), 1, "'people.md' is there already"),
    "another kind": (("mara", "x", "--kind", "item"), 2, "no item is called 'mara'"),
    "hostile": (("mara\x1b[31m", "x"), 2, "is called 'mara"),
    "empty": (("mara", ""), 2, "'' is not an id; ids are lower case, as in 'run-all-night'\n"),
    "no letters": (("mara", "?!"), 2, "'?!' is not an id; ids are lower case"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    kb_command: Kb, base: Folder, case: str
) -> None:
    words, code, says = REFUSED[case]
    before = lines(base)
    result = kb_command("rename", *words, "-C", base.path)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("kb: ")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert lines(base) == before


def test_a_name_of_several_things_wants_its_kind(kb_command: Kb, base: Folder) -> None:
    base.write("mara.md", "---\nquestion: Why?\n---\n\n## mara\n\nMara is so.\n\n## log\n\nL.\n")
    base.write("third.md", "---\nquestion: Why?\n---\n\n## log\n\nL.\n")
    result = kb_command("rename", "mara", "m-m", "-C", base.path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "may be the item 'mara/mara', the debate 'mara', the person 'mara'; say which, with --kind item"
        in result.stderr
    )
    result = kb_command("rename", "log", "m-m", "--kind", "item", "-C", base.path)
    assert "may be the item 'mara/log', the item 'third/log'; say which, in full" in result.stderr
    assert kb_command("rename", "mara", "m-m", "--kind", "debate", "-C", base.path).exit_code == 0
    assert "## mara" in lines(base)["m-m.md"]


def test_a_former_id_of_another_item_is_taken(kb_command: Kb, base: Folder) -> None:
    assert kb_command("rename", "seal-noise", "noise", "-C", base.path).exit_code == 0
    result = kb_command("rename", "empty-beds", "seal-noise", "-C", base.path)
    assert result.exit_code == 1
    assert (
        "'seal-noise' is there already, as what 'night-ferry/noise' was called before"
        in result.stderr
    )
    result = kb_command("rename", "seal-noise", "loud", "-C", base.path)
    assert result.exit_code == 2
    assert "'seal-noise' is now called 'night-ferry/noise'; name it so" in result.stderr


def test_a_base_with_errors_is_refused_where_they_are_in_the_way_alone(
    kb_command: Kb, base: Folder
) -> None:
    base.write(
        "third.md", "---\nquestion: Why?\n---\n\n## a-a\n\nA.\n\n- **Suports:** empty-beds\n"
    )
    before = lines(base)
    result = kb_command("rename", "empty-beds", "few-guests", "-C", base.path)
    assert result.exit_code == 1
    assert "there is an error in what would change: third.md:9:5: KB201" in result.stderr
    assert lines(base) == before
    assert kb_command("rename", "quiet-engines", "quiet-boat", "-C", base.path).exit_code == 0


def test_a_new_name_that_is_the_anchor_of_a_section_is_refused(
    kb_command: Kb, base: Folder
) -> None:
    base.edit("night-ferry.md", "## winter-only", "# Few guests\n\n## winter-only")
    before = lines(base)
    result = kb_command("rename", "empty-beds", "few-guests", "-C", base.path)
    assert result.exit_code == 1
    assert "it would bring in a problem: night-ferry.md:31:3: KB103" in result.stderr
    assert lines(base) == before


def test_what_is_read_only_or_a_link_stops_all(
    kb_command: Kb, base: Folder, tmp_path: Path
) -> None:
    before = lines(base)
    (base.path / "who-pays.md").chmod(0o444)
    result = kb_command("rename", "empty-beds", "few-guests", "-C", base.path)
    assert result.exit_code == 1
    assert "who-pays.md' cannot be used: it is read-only" in result.stderr
    assert lines(base) == before
    (base.path / "who-pays.md").rename(base.path / "text")
    (base.path / "who-pays.md").symlink_to("text")
    result = kb_command("rename", "empty-beds", "few-guests", "-C", base.path)
    assert result.exit_code == 1
    assert "who-pays.md' is a link, so nothing is written there" in result.stderr
    assert lines(base)["night-ferry.md"] == before["night-ferry.md"]


def test_the_debates_that_come_along_are_not_changed(
    kb_command: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = kb_command("rename", "power-seeking", "power")
    assert result.exit_code == 2
    assert "not yours to change" in result.stderr


def test_a_file_that_is_no_debate_is_left_alone_and_named(kb_command: Kb, base: Folder) -> None:
    base.write("README.md", "See [empty-beds](night-ferry.md#empty-beds).\n")
    result = kb_command("rename", "empty-beds", "few-guests", "-C", base.path)
    assert (
        "'README.md' is no debate and was left alone; 'empty-beds' stands in it too"
        in result.stderr
    )
    assert lines(base)["README.md"][0] == "See [empty-beds](night-ferry.md#empty-beds)."


def test_debates_that_merely_have_an_item_of_that_id_too_are_not_read_again(
    kb_command: Kb, base: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a-a", "b-b", "empty-beds-2"):
        base.write(
            f"{name}.md", "---\nquestion: So?\n---\n\n## empty-beds\n\nSo, and empty-beds-2.\n"
        )
    read: list[str] = []

    def read_lines(debate: str, *rest: Any) -> Lines:
        read.append(debate)
        return debates.read_lines(debate, *rest)

    monkeypatch.setattr("loaders.editing.reading.read_lines", read_lines)
    words = ("rename", "night-ferry/empty-beds", "few-guests", "-C", base.path)
    assert kb_command(*words).exit_code == 0
    assert sorted(set(read)) == ["night-ferry", "who-pays"]
