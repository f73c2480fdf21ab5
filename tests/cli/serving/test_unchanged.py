"""What is known of a site that is built again: whatever happened to its files and those of the base
meanwhile, it becomes as if it were made from nothing, and then nothing is left to do."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import BATHS, Folder

from kb import forking
from kb.cli.serving.unchanged import Look, Record
from kb.publish.build import builder
from kb.session import Session
from loaders.files.folder import PUBLISHED

DONE = "nothing changed since the last build"


@pytest.fixture(params=["copies", "no copies", "copies that end at once"])
def copies(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether a copy of the process looks at the site; threads that other tests left only wait."""
    is_so = request.param != "no copies" and sys.platform == "linux"
    monkeypatch.setattr(forking, "can_fork", lambda: is_so)
    if request.param == "copies that end at once":
        monkeypatch.setattr(Record, "_look", lambda *ends: None)
    return str(request.param)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def a_statement(base: Folder, site: Path, n: int) -> None:
    base.edit("baths.md", "The baths should", f"The baths should {n}")


def a_new_claim(base: Folder, site: Path, n: int) -> None:
    text = (base.path / "baths.md").read_text("utf-8")
    base.write(
        "baths.md", f"{text}\n## so-{n}\n\nSo {n}.\n\n- **Held by:** [Mara](people.md#mara)\n"
    )


def a_claim_is_gone(base: Folder, site: Path, n: int) -> None:
    text = (base.path / "baths.md").read_text("utf-8")
    base.write("baths.md", text.rpartition("\n## ")[0])


def a_page_is_mine(base: Folder, site: Path, n: int) -> None:
    page(site, n).write_text(f"mine {n}")


def a_page_is_gone(base: Folder, site: Path, n: int) -> None:
    page(site, n).unlink()


def a_page_was_touched(base: Folder, site: Path, n: int) -> None:
    os.utime(page(site, n))


def the_list_of_files_was_touched(base: Folder, site: Path, n: int) -> None:
    os.utime(site / PUBLISHED)


def pages_changed_places(base: Folder, site: Path, n: int) -> None:
    one, other = page(site, n), page(site, n + 1)
    one.rename(site / "aside")
    other.rename(one)
    (site / "aside").rename(other)


def page(site: Path, n: int) -> Path:
    pages = sorted(site.rglob("*.html"))
    return pages[n * 7 % len(pages)]


CHANGES: tuple[Callable[[Folder, Path, int], None], ...] = (
    a_statement, a_new_claim, a_claim_is_gone, a_page_is_mine, a_page_is_gone, a_page_was_touched,
    the_list_of_files_was_touched, pages_changed_places,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happened_to_a_site_it_is_as_if_made_from_nothing(
    ferry, kb_command, tmp_path, copies, seed
):
    site, changes = tmp_path / "site", random.Random(seed).sample(CHANGES, len(CHANGES))
    ferry.write("baths.md", BATHS)
    a_new_claim(ferry, site, 99)
    assert kb_command("build", "-C", ferry.path, "--out", site).exit_code == 0
    for n, change in enumerate(changes):
        change(ferry, site, n)
        if n % 2:
            a_statement(ferry, site, n)
        built = kb_command("build", "-C", ferry.path, "--out", site)
        assert DONE not in built.stdout
        assert built.exit_code == 0, built.output
        fresh = tmp_path / f"fresh-{n}"
        assert kb_command("build", "-C", ferry.path, "--out", fresh).exit_code == 0
        assert contents(site) == contents(fresh)
        assert DONE in kb_command("build", "-C", ferry.path, "--out", site).stdout


def test_after_an_edit_no_file_of_a_site_that_is_as_it_was_left_is_looked_at_here(
    ferry, kb_command, tmp_path, monkeypatch
):
    monkeypatch.setattr(forking, "can_fork", lambda: sys.platform == "linux")
    ferry.write("baths.md", BATHS)
    words = ["build", "-C", ferry.path, "--out", tmp_path / "site"]
    assert kb_command(*words).exit_code == 0
    a_statement(ferry, tmp_path / "site", 1)
    looked: list[object] = []
    if sys.platform == "linux":
        monkeypatch.setattr(builder, "is_as_written", lambda *what: looked.append(what))
    assert kb_command(*words).exit_code == 0
    assert not looked
    assert DONE in kb_command(*words).stdout


def test_with_more_processes_and_by_another_way_there_a_site_is_the_same(ferry, kb_command):
    site, other = ferry.path / "site", ferry.path / "night" / ".." / "site"
    (ferry.path / "night").mkdir()
    assert kb_command("build", "-C", ferry.path, "--out", site, "--jobs", 1).exit_code == 0
    assert DONE in kb_command("build", "-C", ferry.path, "--out", other, "--jobs", 2).stdout
    link = ("--edit-url", "https://example.org/edit")
    assert DONE not in kb_command("build", "-C", ferry.path, "--out", site, *link).stdout


def test_where_the_graph_cannot_follow_a_build_fails_though_the_site_is_as_it_was(
    ferry, kb_command
):
    words = ["build", "-C", ferry.path, "--out", ferry.path / "site"]
    assert kb_command(*words).exit_code == 0
    session = Session(ferry.path)
    session.rewrite("MATCH (c:Claim) SET c.text = 'ours'")
    with session.store.transaction():  # somebody else is at it
        for more in ([], ["--check"]):
            built = kb_command(*words, *more)
            assert "another process is loading" in built.stderr
            assert (built.exit_code, DONE in built.stdout) == (1, False)
    assert kb_command(*words).exit_code == 0
    asked = kb_command("show", "empty-beds", "--no-sync", "-C", ferry.path)
    assert "Hotels lose guests" in asked.stdout


@pytest.mark.parametrize("number", [0, 1, "", None])
def test_a_look_that_saw_another_site_is_of_no_use_and_does_no_harm(
    ferry, kb_command, tmp_path, monkeypatch, number
):
    monkeypatch.setattr(Look, "after", lambda self, changed: None)
    monkeypatch.setattr(Record, "_look", lambda self, told, answer: forking.say(number, answer))
    monkeypatch.setattr(forking, "can_fork", lambda: sys.platform == "linux")
    ferry.write("baths.md", BATHS)
    site = tmp_path / "site"
    words = ["build", "-C", ferry.path, "--out", site]
    assert kb_command(*words).exit_code == 0
    a_statement(ferry, site, 1)
    (site / "index.html").write_text("mine")
    assert kb_command(*words).exit_code == 0
    assert (site / "index.html").read_text("utf-8") != "mine"
    assert DONE in kb_command(*words).stdout
