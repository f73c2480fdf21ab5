"""What docs/editing.md shows of what changed is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from bases import ROOT, Folder
from markdown_it import MarkdownIt
from repos import git

EDITING = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
SECTION = EDITING.partition("## Seeing what changed\n")[2]


def test_the_answers_in_the_docs_are_those_that_are_given(
    tmp_path: Path, kb_terminal, monkeypatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    library = Folder(tmp_path / "library")
    kb_terminal("init", library.path)
    git(library.path, "init", "--quiet", "--initial-branch=main")
    git(library.path, "add", "--all")
    git(library.path, "commit", "--quiet", "-m", "Start with the library")
    kb_terminal("rename", "shifts-too-dear", "shifts-cost-too-much", "-C", library.path)
    git(library.path, "commit", "--quiet", "-am", "Say it with a verb", day=3)
    held = "Held by:** [Omar Bekele](people.md#omar-bekele) — ¶3\n\n## volunteers"
    now = "Rejected by:** [Omar Bekele](people.md#omar-bekele) — 2031-05-02\n\n## volunteers"
    library.edit("sunday-opening.md", held, now)
    library.edit("sunday-opening.md", "too full to sit down", "too full to read in peace")
    blocks = [
        t.content for t in MarkdownIt().parse(SECTION) if t.type == "fence" and t.info == "console"
    ]
    assert len(blocks) == 2
    for block in blocks:
        command, *shown = block.splitlines()
        given = kb_terminal(*command.removeprefix("$ kb ").split(), "-C", library.path)
        hashes = [re.sub(r"^[0-9a-f]{7} ", "HASH ", line) for line in given]
        assert hashes == [re.sub(r"^[0-9a-f]{7} ", "HASH ", line) for line in shown], "\n".join(
            given
        )
