"""One form for all files: `kb fmt`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.edit(
        "night-ferry.md",
        "- **Rebutted by:** [seal-noise](#seal-noise) — inferred",
        "- **rebutted by:** seal-noise -- inferred",
    )
    ferry.write(
        "who-pays.md",
        "---\nquestion: Who pays?\n---\n\n## a-a\nA.\n- **Held by:** [Mara](people.md#mara)\n\n\n## b-b\n\nB.\n\n- **Supports:** [a-a](#a-a)\n",
    )
    ferry.write("README.md", "* left alone\n\n\n")
    return ferry


def test_files_are_brought_into_form_and_named(kb_command: Kb, base: Folder) -> None:
    result = kb_command("fmt", "-C", base.path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "night-ferry.md: 2 lines\nwho-pays.md: 2 lines\n"
    text = (base.path / "night-ferry.md").read_text("utf-8")
    assert "\n- **Rebutted by:** [seal-noise](#seal-noise) — inferred\n" in text
    assert (
        (base.path / "who-pays.md")
        .read_text("utf-8")
        .startswith("---\nquestion: Who pays?\n---\n\n## a-a\n\nA.\n\n- **Held by:**")
    )
    assert (base.path / "README.md").read_text("utf-8") == "* left alone\n\n\n"
    again = kb_command("fmt", "-C", base.path)
    assert (again.exit_code, again.output) == (0, "")


def test_a_check_names_what_would_change_and_writes_nothing(kb_command: Kb, base: Folder) -> None:
    before = (base.path / "who-pays.md").read_bytes()
    result = kb_command("fmt", "--check", "-C", base.path)
    assert (result.exit_code, result.stdout) == (
        1,
        "night-ferry.md: 2 lines\nwho-pays.md: 2 lines\n",
    )
    assert (base.path / "who-pays.md").read_bytes() == before
    kb_command("fmt", "-C", base.path)
    result = kb_command("fmt", "--check", "-C", base.path)
    assert (result.exit_code, result.output) == (0, "")


def test_files_may_be_named(kb_command: Kb, base: Folder) -> None:
    before = (base.path / "night-ferry.md").read_bytes()
    result = kb_command("fmt", base.path / "who-pays.md", "-C", base.path)
    assert result.stdout == "who-pays.md: 2 lines\n"
    assert (base.path / "night-ferry.md").read_bytes() == before


def test_a_dry_run_prints_a_patch(kb_command: Kb, base: Folder) -> None:
    before = (base.path / "night-ferry.md").read_bytes()
    result = kb_command("fmt", "--dry-run", "-C", base.path)
    assert result.exit_code == 0
    assert (
        "\n-- **rebutted by:** seal-noise -- inferred\n+- **Rebutted by:** [seal-noise](#seal-noise) — inferred\n"
        in result.stdout
    )
    assert (base.path / "night-ferry.md").read_bytes() == before
    assert kb_command("fmt", "--dry-run", "--check", "-C", base.path).exit_code == 1


@pytest.mark.parametrize("name", ["README.md", "kb.toml", "nothing.md", "../other.md"])
def test_what_has_no_form_is_refused(kb_command: Kb, base: Folder, name: str) -> None:
    result = kb_command("fmt", base.path / name, "-C", base.path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{name}' is no debate and no list of this base" in result.stderr


def test_a_file_with_an_error_stops_all_that_would_change(kb_command: Kb, base: Folder) -> None:
    base.edit("who-pays.md", "**Supports:**", "**Suports:**")
    before = (base.path / "night-ferry.md").read_bytes()
    result = kb_command("fmt", "-C", base.path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is an error in what would change: who-pays.md:14:5: KB201" in result.stderr
    assert (base.path / "night-ferry.md").read_bytes() == before
    assert kb_command("fmt", base.path / "night-ferry.md", "-C", base.path).exit_code == 0
