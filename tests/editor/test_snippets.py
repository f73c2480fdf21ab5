"""The snippets of the VS Code extension, and the templates for Obsidian, say what is read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bases import ROOT, small_base

from loaders.base.load import load_base
from loaders.grammar.kinds import KINDS

SNIPPETS = json.loads((ROOT / "editors/vscode/snippets/items.json").read_text(encoding="utf-8"))
TEMPLATES = sorted((ROOT / "editors/obsidian").glob("*.md"))
DEBATE = """
---
question: Is it so?
source: its-source
---

## other-id

It is so.

## its-claim

It is not so.

"""


def expanded(body: list[str]) -> str:
    """A snippet as it stands in a file with nothing typed over it."""
    return re.sub(r"\$\{\d:([^}]*)\}|\$\d", lambda found: found[1] or "", "\n".join(body))


def errors(
    folder: Path, item: str, person: str = "their-id", source: str = "its-source"
) -> list[str]:
    base = small_base(folder / "base", d=f"{DEBATE}{item}\n")
    base.write("people.md", f"## {person}\n\nName\n")
    base.write("sources.md", f"## {source}\n\nIts title\n")
    return [str(p) for p in load_base(base.path).errors]


def test_there_is_a_snippet_and_a_template_for_each_kind() -> None:
    assert {f"kb-{kind}" for kind in KINDS} <= {one["prefix"] for one in SNIPPETS.values()}
    assert set(KINDS) <= {path.stem for path in TEMPLATES}


@pytest.mark.parametrize("kind", KINDS)
def test_a_snippet_is_an_item(tmp_path: Path, kind: str) -> None:
    item = expanded(SNIPPETS[f"cruxbase: {kind}"]["body"])
    assert errors(tmp_path, item) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_an_item(tmp_path: Path, kind: str) -> None:
    item = (ROOT / "editors/obsidian" / f"{kind}.md").read_text(encoding="utf-8")
    assert errors(tmp_path, item.replace("{{title}}", "d")) == []


def test_the_other_snippets_are_what_they_are_called(tmp_path: Path) -> None:
    found = {one["prefix"]: expanded(one["body"]) for one in SNIPPETS.values()}
    base = small_base(tmp_path / "base", d=found["kb-debate"])
    base.write("people.md", found["kb-person"])
    base.write("sources.md", found["kb-source"].replace("its-id", "its-source"))
    loaded = load_base(base.path)
    assert loaded.errors == []
    assert (list(loaded.heads), list(loaded.register.people)) == (["d"], ["their-id"])
    assert loaded.register.sources["its-source"].date == "2031-04-02"
