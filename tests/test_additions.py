"""What the house promises whoever adds to it: one new file, and at most one line elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bases import ROOT

Kb = Callable[..., str]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the program to build on."""
    house = tmp_path / "house"
    for folder in ("kb", "loaders", "queries", "site"):
        skip = shutil.ignore_patterns("__pycache__", "debates", ".kb")
        shutil.copytree(ROOT / folder, house / folder, ignore=skip)
    shutil.copy(ROOT / "METHOD.md", house)
    return house


@pytest.fixture
def kb(house: Path, tmp_path: Path) -> Kb:
    """Runs the copy on a small base, and gives what it prints."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(house),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    environment.pop("KB_DB", None)

    def run(*words: str, folder: str = "library") -> str:
        code = "from kb.cli import main; main(prog_name='kb')"
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *words],
            cwd=tmp_path / folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr

    run("init", "library", folder=".")
    return run


def add(
    house: Path, file: str, text: str, line: Mapping[str, tuple[str, str]] | None = None
) -> None:
    """Add a file; and in one other a line, before the line that has some words."""
    assert not (house / file).exists()
    (house / file).write_text(text, encoding="utf-8")
    for other, (before, new) in (line or {}).items():
        whole = (house / other).read_text(encoding="utf-8")
        assert whole.count(before) == 1
        (house / other).write_text(whole.replace(before, new + "\n" + before), encoding="utf-8")


def test_a_question_is_a_file(house: Path, kb: Kb) -> None:
    add(
        house,
        "queries/loudest.cypher",
        "// Which items speak of noise?\n"
        "MATCH (c:Claim) WHERE c.text CONTAINS 'desk' RETURN c.slug AS slug ORDER BY slug\n",
    )
    assert "volunteers-hold-the-desk" in kb("ask", "loudest")


def test_whatever_changes_in_the_program_a_site_is_not_taken_for_its_work(
    house: Path, kb: Kb
) -> None:
    done = "nothing changed since the last build"
    changed = ("kb/graph/sync.py", "loaders/facts/stances.py", "queries/people.py")
    assert {Path(file).parts[0] for file in changed} == {p.parent.name for p in packages(house)}
    kb("build")
    for name in (*changed, "queries/people.cypher"):
        assert done in kb("build")
        with (house / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert done not in kb("build")


def packages(house: Path) -> list[Path]:
    return sorted(house.glob("*/__init__.py"))


def test_a_command_is_a_file_and_a_line(house: Path, kb: Kb) -> None:
    add(
        house,
        "kb/cli/commands/hello.py",
        '"""A command that greets."""\n\nimport click\n\n\n'
        '@click.command("hello")\ndef hello_command() -> None:\n'
        '    """Greet the reader."""\n    click.echo("hello, reader")\n',
        {"kb/cli/__init__.py": ('        "comparing": "compare",', '        "hello": "hello",')},
    )
    assert kb("hello") == "hello, reader\n"
    assert "Greet the reader." in kb("--help")


PAGE = '''
"""The page that counts the debates."""

from functools import partial

from kb.publish.pages.registers import Entry, ListPage
from kb.publish.parts.fragments import Link
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.shared import SharedPage


def shared_pages(shared):
    view = partial(count_page, shared=shared)
    page = PlannedPage("count.html", "list.html", view)
    yield SharedPage(page, [str(len(shared.contributions))])


def count_page(desk, shared):
    said = f"{len(shared.contributions)} debates counted"
    return ListPage(Head(title="Count", page="count"), (Entry(Link(said, "index.html"), "", ()),))
'''


def test_a_page_type_is_a_file_and_a_line(house: Path, kb: Kb, tmp_path: Path) -> None:
    line = {"kb/publish/pages/__init__.py": ('    "not_found",', '    "count",')}
    add(house, "kb/publish/pages/count.py", PAGE, line)
    kb("build")
    page = tmp_path / "library" / "public" / "count.html"
    assert "1 debates counted" in page.read_text(encoding="utf-8")


LINT = '''
"""Statements that shout."""

from kb.diagnostics import Code


def find(seen):
    for claim in seen.body.claims:
        if claim.text.isupper():
            yield seen.records[claim.id].problem(Code.SHOUTS, f"'{claim.slug}' shouts")
'''


def test_a_lint_is_a_file_and_the_line_of_its_code(house: Path, kb: Kb, tmp_path: Path) -> None:
    code = '    SHOUTS = "KB499"'
    line = {"kb/diagnostics.py": ('    SAME_REASON_TWICE = "KB409"', code)}
    add(house, "loaders/lints/shouting.py", LINT, line)
    debate = tmp_path / "library" / "sunday-opening.md"
    debate.write_text(debate.read_text(encoding="utf-8").replace(
        "Two more shifts cost as much as the book budget of a quarter.", "TOO DEAR!"
    ), encoding="utf-8")  # fmt: skip
    assert "KB499 'shifts-too-dear' shouts" in kb("check")
