"""Nothing is lost in silence: a reader that forgets a piece, or a writer a field, is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import argument, claim, debate

from kb.errors import KbError
from kb.interchange.account import Account, FactAccount, Piece, facts_of, saying
from kb.interchange.exporting import export
from kb.interchange.frame import Format, Reading, Writing
from kb.interchange.importing import import_file
from kb.interchange.registry import FORMATS, format_named, names_for
from kb.interchange.report import Report
from kb.interchange.source import File, Source
from kb.model import Base
from loaders.base.load import load_base


def lines(source: Source):
    at = 0
    for row in source.text.splitlines(keepends=True):
        yield Piece(at, at + len(row), "line")
        at += len(row)


def only_the_first(reading: Reading) -> None:
    reading.draft.item(reading.source.text.split("\n")[0])
    reading.account.carried(0, 1, "line")


def test_a_reader_that_forgets_a_line_is_stopped(ferry, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("It is so.\nIt is not.\n")
    forgetful = Format("Lines", (".txt",), pieces=lines, read=only_the_first)
    with pytest.raises(KbError, match=r"notes\.txt:2:1: nothing was written, .* a line here"):
        import_file(load_base(ferry.path), "lines", forgetful, file, None, None)


def test_what_is_said_to_be_carried_covers_only_what_it_names():
    source = Source.of(File("x", "abc"))
    report = Report("x", "import", "x")
    account = Account(source, [Piece(0, 1, "text"), Piece(1, 2, "tag")], report)
    account.carried(0, 3, "text")
    with pytest.raises(KbError, match=r"x:1:2: .* a tag here"):
        account.close()
    account.left_out(1, 2, "there are no tags", "tag")
    account.close()
    assert not report.is_whole


def base() -> Base:
    claims = (claim("a", tags=("x",)), claim("b", title="Bee"))
    return Base(id="b", heading="B", debates=(debate(),), claims=claims,
                arguments=(argument("supports", "a", "b", debate="d"),))  # fmt: skip


def forgetful_writer(writing: Writing) -> str:
    for fact in facts_of(writing.base):
        writing.account.carried(fact, *(name for name in saying(fact) if name != "tags"))
    return ""


def test_a_writer_that_forgets_a_field_is_stopped():
    with pytest.raises(KbError, match=r"d\.md:1:1: .* the tags of a claim"):
        export("x", Format("X", (), write=forgetful_writer), base(), ["d"])


def test_fields_that_say_nothing_need_no_answer():
    report = Report("x", "export", "d")
    account = FactAccount([claim("a")], report)
    account.carried(claim("a"), "text")
    with pytest.raises(KbError):  # it was another one
        account.close()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_read_or_written(name):
    found = format_named(name)
    assert found.read or found.write or found.write_files
    assert (name in names_for("import")) == bool(found.read)
    assert (name in names_for("export")) == bool(found.write or found.write_files)
    assert bool(found.read) == bool(found.pieces)
    assert all(ending.startswith(".") for ending in found.endings)


def test_what_leads_out_of_the_debate_is_left_out_and_said(ferry):
    text = "---\nquestion: Who pays?\n---\n\n## pay\n\nSomebody pays.\n\n- **Supported by:** night-ferry/empty-beds\n"
    Path(ferry.path / "fares.md").write_text(text)
    written, report = export("csv", format_named("csv"), load_base(ferry.path).base, ["fares"])
    assert "supports" not in written
    assert [entry.why for entry in report.of("left_out")] == [
        "it is about an item of another debate; --all has both"
    ]
