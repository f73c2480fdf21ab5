"""What an editor shows of what is there, and where it leads."""

from __future__ import annotations

from bases import Folder
from editor_client import Editor
from lsprotocol import types as lsp

from kb.api import OpenBase
from kb.editor.hostile import escaped


def test_a_hover_tells_what_is_said_who_says_so_and_how_it_stands(
    ferry: Folder, editor: Editor
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    told = editor.hover(debate, "**Supported by:** [empty|-beds]")
    with OpenBase.at(ferry.path) as base:
        strength = base.reason("night-ferry").why("night-ferry/empty-beds").strength
    assert told.startswith(
        "**claim** `night-ferry/empty-beds`\n\n"
        "Hotels lose guests because the last boat leaves early\\.\n\n"
        "Mara Oduya holds this · Ines Tal rejects this (0.2)\n\n"
    )
    assert told.endswith(f"strength {strength:.2f}")
    assert editor.hover(debate, "## run-all-|night").startswith("**position** ")
    assert "Mara Oduya" in editor.hover(debate, "**Held by:** [Ma|ra]")
    assert editor.hover(debate, "Hotels and |seals") == ""


def test_the_text_of_kb_explain_is_shown_at_a_problem(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "- **Kind:** position", "- **Kind:** positoin")
    assert "## KB209 unknown-kind" in editor.hover(debate, "- **Kind:** posi|toin")


def test_where_an_editor_reads_no_markdown_a_hover_is_plain(
    ferry: Folder, plain_editor: Editor
) -> None:
    editor = plain_editor
    debate = editor.open(ferry.path / "night-ferry.md")
    told = editor.hover(debate, "**Supported by:** [empty|-beds]")
    assert told.startswith("claim night-ferry/empty-beds\n\nHotels lose guests because")
    assert "\\" not in told


HOSTILE = "[a](command:evil) <img src=x> <b>b</b> ![p](http://x/p) https://x.example `c` \u202e # d"


def test_words_of_a_base_stay_words(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "Engines at night drive the seals away.", f"Engines {HOSTILE}")
    told = editor.hover(debate, "**Rebutted by:** [seal|-noise]").split("\n\n")[1]
    assert told == (
        "Engines a b p https\\:\\/\\/x\\.example c \ufffd \\# d"  # its markup is gone
    )
    shown = escaped("\\[a](command:evil) \\<img> \\![p](x)")
    assert shown == "\\[a\\]\\(command\\:evil\\) \\<img\\> \\!p"
    found = editor.of(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, debate, lsp.DocumentSymbolParams)
    assert all("\n" not in symbol.name for symbol in found)


def test_a_name_leads_to_where_it_stands_and_from_there_everywhere(
    ferry: Folder, editor: Editor
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    assert editor.definition(debate, "[sea|l-noise](#seal-noise)") == [
        "night-ferry.md:36 seal-noise"
    ]
    assert editor.definition(debate, "[Mara](people.md#ma|ra) — 0.8") == ["people.md:1 mara"]
    editor.type(debate, "Hotels and seals want", "\n\nMore lines, and [a link](#seal-noise).\n\n")
    found = editor.references(debate, "## seal-|noise")
    assert found == [
        "night-ferry.md:40 seal-noise",
        "night-ferry.md:8 [a link](#seal-noise)",
        "night-ferry.md:21 [seal-noise](#seal-noise)",
    ]
    people = editor.open(ferry.path / "people.md")
    assert len(editor.references(people, "## in|es")) == 3


def test_the_outline_has_sections_and_items(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "## seal-noise", "## The seals\n\n### seal-noise")
    found = editor.of(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, debate, lsp.DocumentSymbolParams)
    names = {symbol.name: [c.name for c in symbol.children or ()] for symbol in found}
    assert names["The seals"] == ["seal-noise"]
    assert {symbol.name: symbol.detail for symbol in found}["run-all-night"] == "position"
    folded = editor.of(lsp.TEXT_DOCUMENT_FOLDING_RANGE, debate, lsp.FoldingRangeParams)
    rows = editor.texts[debate].split("\n")
    first = {rows[one.start_line]: rows[one.end_line] for one in folded}
    assert first["---"] == "---"
    assert first["## shift-change"].startswith("The night shift")


def test_items_of_all_bases_are_found_by_their_words(ferry: Folder, editor: Editor) -> None:
    editor.open(ferry.path / "night-ferry.md")
    found = editor.ask(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolParams("cannery shift"))
    assert [symbol.name.partition(" ")[0] for symbol in found] == ["shift-change"]
    assert found[0].container_name == "night-ferry"
    [person] = editor.ask(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolParams("ines tal"))
    assert person.name == "ines — Ines Tal"


def test_over_an_item_stands_what_its_page_counts(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    rows = editor.texts[debate].split("\n")
    found = editor.of(lsp.TEXT_DOCUMENT_CODE_LENS, debate, lsp.CodeLensParams)
    counts = {rows[lens.range.start.line]: lens.command.title for lens in found}
    assert counts == {
        "## run-all-night": "1 for, and 1 link of ours",
        "## seal-noise": "1 link of ours",
    }
    editor.type(debate, "(#seal-noise) — inferred", "(#seal-noise)")
    found = editor.of(lsp.TEXT_DOCUMENT_CODE_LENS, debate, lsp.CodeLensParams)
    assert found[0].command.title == "1 for, 1 against"


def test_a_command_tells_the_page_at_the_cursor(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")

    def page(words: str) -> str:
        here = editor.at(debate, words)
        place = [here.position.line, here.position.character]
        given = lsp.ExecuteCommandParams("cruxbase.page", [here.text_document.uri, *place])
        found = editor.ask(lsp.WORKSPACE_EXECUTE_COMMAND, given)
        assert found["root"] == str(ferry.path)
        return str(found["page"])

    assert page("[empty|-beds](#empty-beds) +") == "claims/night-ferry/empty-beds.html"
    assert page("Engines at |night") == "claims/night-ferry/seal-noise.html"
    assert page("[Mara](people.md#ma|ra) — 0.8") == "people/mara.html"
    assert page("Hotels and |seals") == "debates/night-ferry.html"
