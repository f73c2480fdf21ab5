"""Publishing again: only what changed is written, only what was ours is removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import publish_written

from kb.errors import KbError
from loaders.files.folder import PUBLISHED


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_same_base_makes_the_same_bytes(ferry, tmp_path):
    publish_written(ferry, tmp_path / "a")
    publish_written(ferry.model_copy(deep=True), tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_publishing_twice_writes_nothing(ferry, tmp_path):
    first = publish_written(ferry, tmp_path / "public")
    second = publish_written(ferry, tmp_path / "public")
    assert (second.written, second.removed) == (0, 0)
    assert second.unchanged == first.written
    assert first.pages == sum(name.endswith(".html") for name in contents(tmp_path / "public"))


def test_a_changed_statement_rewrites_only_pages_that_mention_it(ferry, tmp_path):
    publish_written(ferry, tmp_path / "public")
    claims = tuple(
        c.model_copy(update={"text": "Bakers never sleep."}) if c.slug == "bakers" else c
        for c in ferry.claims
    )
    done = publish_written(ferry.model_copy(update={"claims": claims}), tmp_path / "public")
    # its own page, its debate, all that is said there, and the lists of its kind and of everything:
    # others give its title
    assert done.written == 5


def test_a_renamed_item_leaves_no_old_page(smallest, tmp_path):
    publish_written(smallest(), tmp_path / "public")
    done = publish_written(smallest("y"), tmp_path / "public")
    assert done.removed == 1
    assert not (tmp_path / "public/claims/d/x.html").exists()
    assert (tmp_path / "public/claims/d/y.html").exists()


def test_folders_that_become_empty_go_too(smallest, tmp_path):
    publish_written(smallest(), tmp_path / "public")
    base = smallest()
    publish_written(base.model_copy(update={"claims": (), "debates": ()}), tmp_path / "public")
    assert not (tmp_path / "public/claims").exists()


def test_files_of_others_are_left_alone(smallest, tmp_path):
    publish_written(smallest(), tmp_path / "public")
    (tmp_path / "public/CNAME").write_text("example.org")
    publish_written(smallest("y"), tmp_path / "public")
    assert (tmp_path / "public/CNAME").read_text() == "example.org"


def test_a_folder_that_it_did_not_make_is_refused(smallest, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(KbError, match="not empty and was not made by this program"):
        publish_written(smallest(), tmp_path)
    assert contents(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_in_the_way_is_refused(smallest, tmp_path):
    (tmp_path / "public").write_text("a file")
    with pytest.raises(KbError, match="is a file, not a folder"):
        publish_written(smallest(), tmp_path / "public")


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", '{"format": "other", "files": {}}', "[" * 100_000]
    + [
        f'{{"format": "kb-site 1", "files": {{"{path}": ""}}}}'
        for path in ("../thesis.txt", "/etc/passwd", "a/../../b", "C:/x", "..\\\\x", "", "a/..")
    ]
    + ['{"format": "kb-site 1", "files": {"a/index.html": "", "/etc/passwd": "", "b": ""}}'],
)
def test_a_damaged_manifest_removes_nothing(smallest, tmp_path, manifest):
    (tmp_path / "thesis.txt").write_text("years of work")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / PUBLISHED).write_text(manifest)
    with pytest.raises(KbError, match="is damaged"):
        publish_written(smallest(), tmp_path / "public")
    assert (tmp_path / "thesis.txt").exists()


def test_a_build_that_was_stopped_can_be_finished(ferry, smallest, tmp_path, monkeypatch):
    from kb.publish.parts import printer as printer

    def stop(self, planned):
        if planned.path.startswith("people/"):
            raise KeyboardInterrupt
        return b"half"

    with monkeypatch.context() as patch:
        patch.setattr(printer.Printer, "print", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_written(ferry, tmp_path / "public")
    publish_written(smallest(), tmp_path / "public")
    publish_written(smallest(), tmp_path / "fresh")
    assert contents(tmp_path / "public") == contents(tmp_path / "fresh")


def test_a_link_out_of_the_folder_is_not_followed(smallest, tmp_path):
    publish_written(smallest(), tmp_path / "public")
    outside = tmp_path / "outside"
    (tmp_path / "public/claims/d").rename(outside)
    (tmp_path / "public/claims/d").symlink_to(outside)
    with pytest.raises(KbError, match="is a link, so nothing is written there"):
        publish_written(smallest(text="Changed."), tmp_path / "public")


def test_a_page_changed_by_hand_is_written_again(smallest, tmp_path):
    publish_written(smallest(), tmp_path / "public")
    (tmp_path / "public/index.html").write_text("mine")
    assert publish_written(smallest(), tmp_path / "public").written == 1


@pytest.mark.parametrize("edit", ["javascript:alert(1)//", "data:x", "/blob/", "{"])
def test_an_edit_address_that_is_none_is_refused(smallest, tmp_path, edit):
    with pytest.raises(KbError, match="no address for edit links"):
        publish_written(smallest(), tmp_path / "public", edit=edit)
    assert not (tmp_path / "public").exists()
