"""Nothing that a base, a disk or an editor does stops the server, or is half done."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
import tempting
from bases import FERRY, Folder, small_base
from editor_client import UNABLE, Editor
from lsprotocol import types as lsp

from kb.editor.places import Places
from loaders.base.cached import Memory
from loaders.base.load import load_base

FAR = lsp.Position(10_000, 10_000)


def test_without_pygls_one_sentence_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError('no such module')")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from kb.cli import main; main()"
    found = subprocess.run(
        [sys.executable, "-c", code, "lsp"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert found.stderr == "kb: this needs pygls, which comes with: pip install 'cruxbase[lsp]'\n"


def test_a_document_of_no_base_is_left_alone(tmp_path: Path, editor: Editor) -> None:
    note = tmp_path / "note.md"
    note.write_text("# A note\n\n- **Kin:** x\n")
    editor.open(note)
    editor.everything(note.as_uri(), lsp.Position(0, 1))
    assert note.as_uri() not in editor.shown
    assert editor.hover(note, "A |note") == ""


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "",
        "file:",
        "git:/a/b.md?x",
        "file://host/%00.md",
        "vscode:[x",
        "/a.md",
    ],
)
def test_an_address_that_is_no_file_gets_no_answer(editor: Editor, uri: str) -> None:
    document = lsp.TextDocumentItem(uri=uri, language_id="markdown", version=1, text="## a-b\n")
    editor._tell(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(document))
    editor.everything(uri, lsp.Position(0, 4))
    named = lsp.TextDocumentIdentifier(uri)
    editor._tell(lsp.TEXT_DOCUMENT_DID_CLOSE, lsp.DidCloseTextDocumentParams(named))
    editor.everything(uri, lsp.Position(0, 4))


def test_places_past_the_end_and_closed_documents_are_no_matter(
    ferry: Folder, editor: Editor
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    for place in (FAR, lsp.Position(0, 10_000), lsp.Position(16, 0)):
        editor.everything(debate.as_uri(), place)
    editor.close(debate)
    editor.everything(debate.as_uri(), lsp.Position(16, 3))
    change = lsp.TextDocumentContentChangeWholeDocument("x")
    named = lsp.VersionedTextDocumentIdentifier(uri=debate.as_uri(), version=7)
    editor._tell(lsp.TEXT_DOCUMENT_DID_CHANGE, lsp.DidChangeTextDocumentParams(named, [change]))
    editor.open(debate)
    assert editor.problems(debate) == []


BROKEN = [
    "",
    "---\n",
    "---\nquestion: [\n---\n",
    "\ufeff" + FERRY.lstrip(),
    FERRY.lstrip().replace("\n", "\r\n"),
    FERRY.lstrip().replace("\n", "\r"),
    FERRY.lstrip().replace("Mara", "\U0001f600e\u0301\u202e\u2028\x0c\x0b\x85"),
    FERRY.lstrip() + "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
    FERRY.lstrip().replace("](", "]["),
    FERRY.lstrip().replace("#seal-noise", "<#seal-noise>"),
    FERRY.lstrip().replace("- **", "-\t**"),
    "## a-b\n\n- **",
    "\ud800 lone",
    "## a-b\n" * 200,
]


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_whatever_a_document_holds_questions_are_answered(
    ferry: Folder, editor: Editor, number: int
) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.put(debate, BROKEN[number])
    editor.diagnostics(debate)
    rows = BROKEN[number].count("\n")
    for line in {3, 13, 16, rows}:
        for character in (0, 3, 20):
            place = lsp.Position(line, character)
            editor.ask(
                lsp.TEXT_DOCUMENT_COMPLETION,
                lsp.CompletionParams(lsp.TextDocumentIdentifier(debate.as_uri()), place),
            )
        editor.everything(debate.as_uri(), lsp.Position(line, 20))
    editor.put(debate, FERRY.lstrip())
    assert editor.problems(debate) == []


def test_a_broken_base_is_named_and_mended(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    settings = editor.open(ferry.path / "kb.toml")
    editor.put(settings, "id = [")
    assert [p.partition(" ")[0] for p in editor.problems(settings)] == ["KB005"]
    editor.everything(debate.as_uri(), lsp.Position(16, 20))
    (ferry.path / "people.md").write_bytes(b"\xff\xfe")
    editor.until(ferry.path / "people.md", "KB001")
    editor.everything((ferry.path / "people.md").as_uri(), lsp.Position(0, 0))
    editor.everything(debate.as_uri(), lsp.Position(12, 20))


def test_a_base_that_goes_takes_its_problems_with_it(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    editor.type(debate, "- **Kind:** position", "- **Kind:** positoin")
    assert editor.problems(debate)
    (ferry.path / "kb.toml").rename(ferry.path / "kb.off")
    editor._wait(debate, lambda given: not given.diagnostics)
    editor.everything(debate.as_uri(), lsp.Position(16, 20))
    (ferry.path / "kb.off").rename(ferry.path / "kb.toml")
    editor.put(debate, editor.texts[debate] + "\n")
    assert editor.problems(debate) == ["KB209 positoin"]


def test_two_bases_of_a_workspace_are_kept_apart(tmp_path: Path) -> None:
    one = small_base(tmp_path / "w" / "one", night=FERRY)
    two = small_base(tmp_path / "w" / "two", night=FERRY.replace("position", "positoin", 1))
    inner = small_base(tmp_path / "w" / "one" / "inner", night=FERRY)
    with Editor(tmp_path / "w", able=UNABLE).running() as editor:
        editor.until(two.path / "night.md", "KB209")
        first = editor.open(one.path / "night.md")
        found = editor.references(first, "## seal-|noise")
        assert {place.partition(":")[0] for place in found} == {"night.md"}
        editor.open(inner.path / "night.md")
        editor.type(inner.path / "night.md", "## seal-noise", "## seal-din")
        assert len(editor.problems(inner.path / "night.md")) == 1
        assert editor.problems(first) == []


def test_files_may_be_written_while_somebody_types(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    for number in range(20):
        ferry.write("money.md", f"---\nquestion: Who?\n---\n\n## a-{number}\n\nSo.\n")
        editor.type(debate, "Hotels and seals", "Hotels and seals ")
        editor.everything(debate.as_uri(), lsp.Position(16, 20))
    assert editor.problems(debate) == []


def test_an_edit_reads_one_debate_anew_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    """The others are the very values that were read before, from no cache even."""
    debates = {f"d{n}": FERRY for n in range(5)}
    base = small_base(tmp_path / "base", **debates)
    memory, cache = Memory(), tmp_path / "cache"
    first = load_base(base.path, cache, memory=memory)
    kept = {path.name: path.read_bytes() for path in cache.rglob("*.json")}
    draft = FERRY.lstrip().replace("seals away", "seals far away")
    then = load_base(base.path, cache, {"d2.md": draft}, memory=memory)
    again = [name for name, head in then.heads.items() if head is not first.heads[name]]
    assert again == ["d2"]
    assert any("far away" in claim.text for claim in then.base.claims)
    assert {path.name: path.read_bytes() for path in cache.rglob("*.json")} == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [*BROKEN, *("a\r\rb\n\r\n", "\U0001f600\n\U0001f600x")])
def test_a_place_is_the_same_there_and_back(text: str, encoding: str) -> None:
    places = Places(text, encoding)
    inside = {n for n, pair in enumerate(itertools.pairwise(text), 1) if pair == ("\r", "\n")}
    first = 1 if text.startswith("\ufeff") else 0
    for offset in set(range(first, min(len(text), 900) + 1)) - inside:
        assert places.offset(places.position(offset)) == offset
    assert places.offset(FAR) == len(text)


@pytest.mark.slow
def test_tempting_texts_are_survived(ferry: Folder, editor: Editor) -> None:
    debate = editor.open(ferry.path / "night-ferry.md")
    for make in tempting.TEXTS.values():
        editor.put(debate, FERRY.lstrip() + make(20_000))
        editor.diagnostics(debate)
        editor.everything(debate.as_uri(), lsp.Position(50, 20))
