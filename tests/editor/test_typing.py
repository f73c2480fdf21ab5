"""While somebody types: problems, completion, formatting."""

from __future__ import annotations

from pathlib import Path

import pytest
from bases import Folder
from editor_client import Editor, Refused


def test_problems_are_shown_as_one_types_before_anything_is_saved(
    ferry: Folder, editor: Editor
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    assert editor.problems(debate) == []
    editor.type(debate, "- **Kind:** position", "- **Kind:** positoin")
    assert editor.problems(debate) == ["KB209 positoin"]
    [problem] = editor.diagnostics(debate)
    assert problem.code_description
    assert problem.code_description.href.partition("#")[0].endswith("/kb/explain.md")
    assert "did you mean 'position'?" in problem.message
    editor.type(debate, "positoin", "position")
    assert editor.problems(debate) == []
    assert "positoin" not in debate.read_text()


def test_an_edit_shows_problems_in_files_that_are_not_open(ferry: Folder, editor: Editor) -> None:
    other = ferry.write(
        "money.md",
        """
        ---
        question: Who pays?
        ---

        ## fares

        Fares pay for it.

        - **Kind:** position
        - **Supported by:** [seal-noise](night-ferry.md#seal-noise)
        """,
    )
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "## seal-noise", "## seal-din")
    editor.until(other, "KB301")
    editor.close(debate)
    editor.until(other)


def test_what_others_change_on_the_disk_is_seen(ferry: Folder, editor: Editor) -> None:
    people = ferry.path / "people.md"
    debate = editor.open(ferry.path / "night-ferry.md")
    assert editor.problems(debate) == []
    ferry.edit("people.md", "## ines", "## inez")
    editor.until(debate, "KB302", "KB302")
    ferry.edit("people.md", "## inez", "## ines")
    editor.until(debate)
    people.unlink()
    editor.until(debate, *["KB302"] * 6)


def test_columns_are_counted_as_editors_count(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    line = "- **Held by:** [Mara](people.md#mara) — 😀 e\u0301 [x](#nowhere)\n- **Kind:** position"
    editor.type(debate, "- **Kind:** position", line)
    assert editor.problems(debate) == ["KB301 [x](#nowhere)"]


def test_labels_that_may_stand_here_are_proposed(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "## empty-beds\n", "## new-one\n\nIt is new.\n\n- **\n\n## empty-beds\n")
    found = editor.completions(debate, "It is new.\n\n- **|")
    assert found["Supports"] == "- **Supports:** "
    assert "Because" not in found  # only under another line
    assert "If yes" not in found  # only on a crux
    editor.type(debate, "- **\n", "- **Supports:** [empty-beds](#empty-beds)\n  - B\n")
    found = editor.completions(debate, "(#empty-beds)\n  - B|")
    assert found["Because"] == "  - **Because:** "
    assert {"Held by", "Undercut by", "Source", "With"} <= found.keys()
    assert "Supports" not in found
    editor.type(debate, "- **Posed by:** mapper", "- **Posed by:** mapper\n- ")
    found = editor.completions(debate, "- **Posed by:** mapper\n- |")
    assert {"If yes", "Answered no by", "Asks"} <= found.keys()
    assert "Kind" not in found  # it has one


def test_labels_of_a_source_are_proposed(ferry: Folder, editor: Editor) -> None:
    ferry.write("sources.md", "## log\n\nThe log\n")
    sources = editor.open(ferry.path / "sources.md")
    editor.type(sources, "The log\n", "The log\n\n- **\n")
    assert editor.completions(sources, "- **|")["Starts"] == "- **Starts:** "


def test_items_are_proposed_with_their_statements(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "seals away.\n", "seals away.\n\n- **Supports:** [em]\n")
    found = editor.completions(debate, "- **Supports:** [em|]")
    assert found["empty-beds"] == "- **Supports:** [empty-beds](#empty-beds)"
    assert "seal-noise" not in found  # itself
    editor.type(debate, "[em]", "[x](#)")
    assert editor.completions(debate, "[x](#|)")["empty-beds"] == "- **Supports:** [x](#empty-beds)"
    editor.type(debate, "[x](#)", "quiet-engines + sh")
    found = editor.completions(debate, "quiet-engines + sh|")
    assert found["shift-change"].endswith("quiet-engines + [shift-change](#shift-change)")


def test_people_kinds_and_terms_are_proposed_where_they_stand(
    ferry: Folder, editor: Editor
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "seals away.\n", "seals away.\n\n- **Held by:** \n- **Kind:** \n")
    found = editor.completions(debate, "away.\n\n- **Held by:** |")
    assert found["mara"] == "- **Held by:** [Mara Oduya](people.md#mara)"
    assert "prediction" in editor.completions(debate, "away.\n\n- **Held by:** \n- **Kind:** |")


def test_sources_and_passages_are_proposed(ferry: Folder) -> None:
    ferry.write("sources.md", "## log\n\nThe log\n\n- **File:** log.txt\n")
    pinned = '{"log": {"passages": 2, "fingerprints": ["a", "b"]}}'
    ferry.write("sources.lock", pinned)
    copies = ferry.path.parent / "copies"
    copies.mkdir()
    (copies / "log.txt").write_text("Boats sail.\nBeds are <b>empty</b> [x](command:evil).\n")
    ferry.edit("night-ferry.md", "title: The night ferry", "title: The night ferry\nsource: log")
    with Editor(ferry.path, copies=str(copies)).running() as editor:
        debate = editor.open(ferry.path / "night-ferry.md")
        editor.type(debate, "seals away.\n", "seals away.\n\n- **Source:** ¶\n")
        found = editor.completions(debate, "- **Source:** ¶|")
        assert found["¶2"] == "- **Source:** ¶2"
        editor.type(debate, "- **Source:** ¶", "- **Source:** ¶2")
        told = editor.hover(debate, "- **Source:** ¶|2")
        assert told == (
            "¶2 · The log\n\n> Beds are empty x\\."  # neither HTML nor a link is left
        )
        assert editor.definition(debate, "- **Source:** ¶|2") == ["sources.md:1 log"]


def test_a_document_is_brought_into_the_one_form(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "- **Kind:** position", "* **kind:**   position")
    assert editor.problems(debate) == []
    now = editor.formatted(debate)
    assert "\n- **Kind:** position\n" in now
    editor.put(debate, now)
    assert editor.problems(debate) == []
    assert editor.formatted(debate) == now
    editor.type(debate, "- **Kind:** position", "* **kind:** position\n* **Kin:** x")
    with pytest.raises(Refused, match=r"nothing was written, since there is an error.*KB201"):
        editor.formatted(debate)


def test_the_file_of_a_base_may_be_new_and_unsaved(ferry: Folder, editor: Editor) -> None:
    new = Path(ferry.path / "money.md")
    editor.open(new, "---\nquestion: Who pays?\n---\n\n## fares\n\nFares pay.\n\n- **Kin:** x\n")
    assert editor.problems(new) == ["KB201 Kin"]
    assert not new.exists()
