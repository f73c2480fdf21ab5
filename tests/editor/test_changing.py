"""What an editor is to change: new names, and what problems propose."""

from __future__ import annotations

import pytest
from bases import Folder
from editor_client import Editor, Refused
from lsprotocol import types as lsp


def test_a_new_name_is_what_kb_rename_writes(ferry: Folder, editor: Editor, kb_command) -> None:  # type: ignore[no-untyped-def]
    debate = editor.open(ferry.path / "night-ferry.md")
    found = editor.rename(debate, "[empty|-beds](#empty-beds) +", "few-guests")
    assert kb_command("rename", "empty-beds", "few-guests", "-C", ferry.path).exit_code == 0
    assert found == {"night-ferry.md": debate.read_text()}


def test_a_new_name_counts_what_nobody_saved(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.open(ferry.path / "people.md")
    editor.type(debate, "Hotels and seals", "😀 [x](people.md#ines) Hotels and seals")
    found = editor.rename(ferry.path / "people.md", "## in|es", "ines-tal")
    assert found["night-ferry.md"] == editor.texts[debate].replace("#ines", "#ines-tal")
    assert found["people.md"] == editor.texts[ferry.path / "people.md"].replace(
        "ines\n", "ines-tal\n", 1
    )


def test_a_debate_gets_another_name_with_its_file(ferry: Folder, editor: Editor) -> None:
    other = ferry.write(
        "money.md", "---\nquestion: Who?\n---\n\n## a-b\n\nSee [it](night-ferry.md).\n"
    )
    editor.open(other)
    found = editor.rename(other, "See [it](night-|ferry.md)", "late-boat")
    assert found["money.md"].endswith("See [it](late-boat.md).\n")
    assert "formerly: night-ferry" in found["late-boat.md"]


def test_what_cannot_be_renamed_is_said_in_one_sentence(
    ferry: Folder, plain_editor: Editor
) -> None:
    editor = plain_editor
    debate = editor.open(ferry.path / "night-ferry.md")
    for words, new, says in [
        ("## empty-|beds", "seal-noise", "'seal-noise' is there already, at night-ferry.md:36"),
        (
            "## empty-|beds",
            "Few Guests",
            "'Few Guests' is not an id (did you mean 'few-guests'?)",
        ),
        ("Hotels and |seals", "x-y", "there is nothing here that can be renamed"),
    ]:
        with pytest.raises(Refused) as refused:
            editor.rename(debate, words, new)
        assert str(refused.value) == says
    plain = editor.rename(debate, "## empty-|beds", "few-guests")
    assert "## few-guests" in plain["night-ferry.md"]
    other = ferry.write("money.md", "---\nquestion: Who?\n---\n\n[it](night-ferry.md)\n")
    editor.open(other)
    with pytest.raises(Refused, match="this editor lets nobody else rename files"):
        editor.rename(other, "[it](night-|ferry.md)", "late-boat")
    editor.type(debate, "- **Kind:** position", "- **Kind:** positoin")
    with pytest.raises(Refused, match="there is an error in what would change"):
        editor.rename(debate, "## empty-|beds", "few-guests")


def test_what_a_problem_proposes_is_offered(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    before = editor.texts[debate]
    editor.type(debate, "- **Kind:** position", "- **Kind:** positoin")
    found = editor.actions(debate, "- **Kind:** posi|toin")
    action = found["Write 'position'"]
    assert action.is_preferred
    assert editor.carried_out(action.edit) == {"night-ferry.md": before}
    editor.put(debate, before.replace("[seal-noise](#seal-noise)", "[seal-nois](#seal-nois)"))
    found = editor.actions(debate, "[seal-|nois](#seal-nois)")
    assert editor.carried_out(found["Write 'seal-noise'"].edit) == {"night-ferry.md": before}


def test_a_link_to_nothing_becomes_a_claim(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(
        debate, "seals away.\n", "seals away.\n\n- **Rebutted by:** [boats pay well](#they-pay)\n"
    )
    found = editor.actions(debate, "[boats |pay well]")
    made = editor.carried_out(found["Make a claim 'they-pay'"].edit)
    assert made["night-ferry.md"] == editor.texts[debate] + "\n## they-pay\n\nBoats pay well.\n"
    editor.put(debate, made["night-ferry.md"])
    assert editor.problems(debate) == ["KB107 they-pay"]  # nobody says it yet


def test_somebody_unknown_becomes_a_person(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(
        debate,
        "- **Kind:** position",
        "- **Kind:** position\n- **Held by:** [Otto Bern](people.md#otto)",
    )
    found = editor.actions(debate, "[Otto |Bern]")
    made = editor.carried_out(found["Make a person 'otto'"].edit)
    assert made == {
        "people.md": (ferry.path / "people.md").read_text() + "\n## otto\n\nOtto Bern\n"
    }


def test_nothing_is_written_by_the_server(ferry: Folder, editor: Editor) -> None:
    before = {path: path.read_bytes() for path in ferry.path.iterdir()}
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.rename(debate, "## empty-|beds", "few-guests")
    editor.formatted(debate)
    where = editor.at(debate, "## empty-|beds")
    given = lsp.PrepareRenameParams(where.text_document, where.position)
    found = editor.ask(lsp.TEXT_DOCUMENT_PREPARE_RENAME, given)
    assert (editor.words(debate, found.range), found.placeholder) == ("empty-beds", "empty-beds")
    assert {path: path.read_bytes() for path in ferry.path.iterdir()} == before
