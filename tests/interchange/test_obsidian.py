"""A vault of Obsidian becomes a debate, and a debate a vault, in which nothing is lost in silence."""

from __future__ import annotations

import json
import os
import random
import textwrap
from pathlib import Path

import pytest
from importing import empty, facts, imported, lost
from mutating import is_a_sentence_with_a_place, mutated_text

from kb.errors import KbError
from kb.interchange.account import Account
from kb.interchange.draft import Draft
from kb.interchange.exporting import export_files
from kb.interchange.frame import Reading
from kb.interchange.obsidian.entries import Vault
from kb.interchange.obsidian.note import notes_in
from kb.interchange.registry import format_named
from kb.interchange.report import Report
from kb.interchange.source import File, Source
from loaders.base.load import load_base

NOTES = {
    "Night ferry.md": """
        ---
        kind: position
        tags: [boats, night]
        cssclasses: wide
        ---
        The ferry should run [[at night|after dark]].

        supported by:: [[Empty beds]] + [[Late shift]] — both are needed
          - held by:: [[Mara Berg]]
          - undercut by:: [[Winter only]]
        held by:: [[Mara Berg]] — 0.8, for a year
        rebutted by:: [[Nowhere]]

        ## More

        See [[Empty beds|the beds]] and ![[plan.png]].
        """,
    "reasons/Empty beds.md": "> [!evidence] Counted\n> Hotels lose guests.\n\nrejected by:: Ines\n",
    "reasons/Late shift.md": "The shift ends late.\n",
    "reasons/Winter only.md": "Beds stand empty in winter only.\n",
    "people/Mara Berg.md": "---\nkind: person\n---\nOwns an inn.\n",
    "plan.png": "no note",
    ".obsidian/app.md": "{}",
}


def vault(path: Path, notes: dict[str, str]) -> Path:

    for name, text in notes.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path):
    return empty(tmp_path / "base")


def test_notes_become_items_with_what_their_fields_say(base, tmp_path):
    report = imported(base, "obsidian", vault(tmp_path / "v", NOTES))
    found = facts(base)
    assert {(c["slug"], c["kind"], c["text"]) for c in found["claims"]} == {
        ("night-ferry", "position", "The ferry should run after dark."),
        ("empty-beds", "evidence", "Counted Hotels lose guests."),
        ("late-shift", "claim", "The shift ends late."),
        ("winter-only", "claim", "Beds stand empty in winter only."),
    }
    kinds = [(a["kind"], len(a["premises"]), a["reasons"]) for a in found["arguments"]]
    assert sorted(kinds) == [("supports", 2, ("both are needed",)), ("undercuts", 1, ())]
    said = {(s["person"], s["kind"], s["credence"], s["note"]) for s in found["stances"]}
    assert said == {
        ("mara-berg", "holds", 0.8, "for a year"),
        ("mara-berg", "holds", None, ""),
        ("ines", "rejects", None, ""),
    }
    assert [p["note"] for p in found["people"]] == ["Owns an inn.", ""]
    assert next(c for c in found["claims"] if c["slug"] == "night-ferry")["tags"] == (
        "boats",
        "night",
    )
    assert lost(report) == [
        "file: it is no note of the vault, or a link",
        "properties.cssclasses: an item has no such property",
        "line: no item of 'vault' is called 'nowhere' (KB301)",
    ]  # fmt: skip


def test_a_note_cannot_open_items_or_swallow_what_follows(base, tmp_path):
    notes = {
        "a.md": "A.\n\n## b\n\n```\nnever closed\n",
        "b.md": "B.\n\n<!-- never closed\n",
        "c.md": "C.\n\nSetext\n======\n\n- **Kind:** nonsense\n\n[x](../../secret.md)\n",
    }
    report = imported(base, "obsidian", vault(tmp_path / "v", notes))
    assert [(c["slug"], c["text"]) for c in facts(base)["claims"]] == [("a", "A."), ("b", "B."), ("c", "C.")]  # fmt: skip
    assert report.is_whole
    text = (base.path / "made.md").read_text()
    assert "never closed" in text
    assert text.count("```markdown") == 3


@pytest.mark.parametrize(
    ("notes", "says"),
    [
        ({"a.md": "---\na: &x [1]\nb: *x\n---\nA.\n"}, "a.md:2:4: KB601 anchors and aliases are not read"),
        ({"a.md": "---\na: !!python/object:os.x {}\n---\nA.\n"}, "a.md:2:4: KB601 tags are not read"),
        ({"a.md": "---\na: [1\n---\nA.\n"}, "a.md:3:1: KB601 this is no YAML"),
        ({"a.txt": "A."}, "v:1:1: KB601 the vault has no notes"),
    ],
)  # fmt: skip
def test_what_is_no_vault_is_refused_with_a_place(kb_command, base, tmp_path, notes, says):
    result = kb_command("import", "obsidian", vault(tmp_path / "v", notes), "-C", base.path)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_link_out_of_the_vault_is_named_and_not_read(base, tmp_path):
    (tmp_path / "secret.md").write_text("A secret.\n")
    folder = vault(tmp_path / "v", {"a.md": "A.\n"})
    (folder / "b.md").symlink_to(tmp_path / "secret.md")
    (folder / "c").symlink_to(tmp_path)
    report = imported(base, "obsidian", folder)
    assert "secret" not in (base.path / "made.md").read_text().lower()
    assert lost(report) == ["file: it is no note of the vault, or a link"] * 2


def test_a_debate_comes_back_from_its_vault_as_it_was(kb_command, ferry, tmp_path):
    ferry.edit(
        "night-ferry.md", "## seal-noise", "## Seals [and](x) more\n\nProse.\n\n### seal-noise"
    )
    ferry.edit("night-ferry.md", "(x)", "")
    out = tmp_path / "vault"
    done = kb_command("export", "obsidian", "night-ferry", "-o", out, "--strict", "-C", ferry.path)
    assert done.exit_code == 0, done.stderr
    assert "> [!position]\n> The island ferry" in (out / "run-all-night.md").read_text()
    assert "- supported by:: [[empty-beds]] + [[shift-change]] — guests" in (out / "run-all-night.md").read_text()  # fmt: skip
    again = empty(tmp_path / "again")
    report = imported(again, "obsidian", out, "night-ferry")
    assert report.is_whole
    first, second = facts(ferry), facts(again)
    assert second.pop("people") == sorted(first.pop("people"), key=lambda each: each["id"])
    assert second == first
    assert "### seal-noise" in (again.path / "night-ferry.md").read_text()


def test_names_that_meet_are_kept_apart(base, tmp_path):
    base.write("people.md", "# People\n\n## made\n\nMade Up\n")
    base.write(
        "made.md",
        "---\nquestion: Who?\n---\n\n## made\n\nSo, says [Made](people.md#made).\n\n"
        "- **Held by:** [Made](people.md#made)\n- **Supported by:** [people](#people)\n\n## people\n\nThus.\n",
    )
    loaded = load_base(base.path)
    files, _ = export_files("obsidian", format_named("obsidian"), loaded.base, ["made"])
    assert sorted(files) == ["made-debate.md", "made.md", "people.md", "people/made.md"]
    folder = vault(tmp_path / "v", files)
    again = empty(tmp_path / "again")
    imported(again, "obsidian", folder)
    assert facts(again)["arguments"] == facts(base)["arguments"]
    assert facts(again)["stances"] == facts(base)["stances"]


def test_a_folder_that_holds_something_is_left_as_it_is(kb_command, ferry, tmp_path):
    folder = vault(tmp_path / "v", {"mine.md": "Mine.\n"})
    result = kb_command("export", "obsidian", "--all", "-o", folder, "-C", ferry.path)
    assert result.exit_code == 2
    assert "is there already; name a new folder" in result.stderr
    assert [file.name for file in folder.iterdir()] == ["mine.md"]
    assert kb_command("export", "obsidian", "--all", "-C", ferry.path).exit_code == 2


def test_properties_and_links_cannot_be_broken_out_of(base):
    base.write(
        "made.md",
        '---\nquestion: "a: b\\n---"\n---\n\n## a\n\nSee [x|y \\]\\] z](#b).\n\n'
        '- **Title:** "]]: --- x\n\n## b\n\nB.\n',
    )
    files, _ = export_files(
        "obsidian", format_named("obsidian"), load_base(base.path).base, ["made"]
    )
    assert 'title: "\\"]]: --- x"' in files["a.md"]
    assert "[[b|x y    z]]" in files["a.md"]
    assert files["made.md"].count("---") == files["made.md"].split("\n").count("---") + 1


@pytest.mark.slow
def test_a_thousand_broken_vaults_are_read_or_refused():
    """Of all the notes are taken apart, of every tenth vault a debate is made."""

    form, rng = format_named("obsidian"), random.Random(5)
    notes = {n: textwrap.dedent(t).lstrip("\n") for n, t in NOTES.items() if n.endswith(".md")}
    notes["made.md"] = (
        "---\nkind: debate\nquestion: Why?\n---\n\n## Items\n\n### S\n\n- [[Late shift]]\n"
    )
    refused = 0
    for number in range(1000):
        chosen = dict(rng.sample(sorted(notes.items()), 3))
        files = [File(f"v/{name}", mutated_text(text, rng) + "\n") for name, text in chosen.items()]
        source = Source.joined([(file, 0, len(file.text)) for file in files])
        try:
            if number % 10:
                list(Vault(list(notes_in(source)), {}).entries())
                continue
            account = Account(source, form.pieces(source), Report("", "import", ""))
            form.read(Reading(source, Draft("made"), account))
            account.close()
        except KbError as error:
            is_a_sentence_with_a_place(str(error), "v/")
            refused += 1
    assert 0 < refused < 700


def test_a_report_has_every_line(kb_command, base, tmp_path):
    folder = vault(tmp_path / "v", NOTES)
    report = tmp_path / "report.json"
    done = kb_command("import", "obsidian", folder, "--report", report, "-C", base.path)
    assert done.exit_code == 0, done.stderr
    found = json.loads(report.read_text())
    places = [row["place"] for fate in ("carried", "changed", "left_out") for row in found[fate]]
    assert f"{folder}/Night ferry.md:8:1" in places
    assert f"{folder}/reasons/Empty beds.md:2:1" in places


def test_a_name_that_is_no_unicode_is_shown_as_far_as_it_is(base, tmp_path):
    folder = vault(tmp_path / "v", {"a.md": "A.\n"})
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/b\xff.md"))).write_text("B.\n")
    except OSError:
        pytest.skip("this file system has no such names")
    report = imported(base, "obsidian", folder)
    assert report.as_json().encode("utf-8")
    assert len(facts(base)["claims"]) == 2
