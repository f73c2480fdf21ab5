"""Names are printed as they are written, and no name of a source is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bases import ROOT, Folder
from hypothesis import given, settings
from hypothesis import strategies as st

import kb
from kb.naming import opening
from kb.publish import publish

CAPITALS = re.compile(r"([^{}]+)\{[^{}]*text-transform:\s*(?:uppercase|capitalize)")
OWN_WORDS = {
    ".answers .answer::first-letter",
    ".views .says::first-letter",
    ".main-lines b::first-letter",
    ".over-time b::first-letter",
}
OTHERS = {
    "people.md": "## i-bob\n\niBob\n\n## the-mapper-s-friend\n\nthe friend of all\n\n## ines\n\nInes\n"
}
SAYS = """
- **Held by:** [iBob](people.md#i-bob) — 0.9, [survey](sources.md#survey) ¶2
- **Rejected by:** [the friend of all](people.md#the-mapper-s-friend) — [survey](sources.md#survey) ¶3; with a note
"""


@pytest.fixture
def base(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "ferry"\nheading = "Ferry"\n')
    folder.write("people.md", OTHERS["people.md"])
    folder.write("sources.md", "## log\n\nThe log\n\n## survey\n\nThe survey\n")
    marks = '"0", "1", "2", "3", "4"'
    lock = f'{{"log": {{"passages": 5, "fingerprints": [{marks}]}}, "survey": {{"passages": 5, "fingerprints": [{marks}]}}}}'
    folder.write("sources.lock", lock)
    head = "---\ntitle: {0}\nquestion: Should {0} run?\nsource: log\n---\n\n## run-{0}\n\nThe {0} should run.\n\n- **Kind:** position\n"
    rest = (
        "- **Supported by:** [beds-{0}](#beds-{0}) — [survey](sources.md#survey) ¶4, beds\n"
        "  - **Held by:** [iBob](people.md#i-bob) — [survey](sources.md#survey) ¶2\n"
        "- **Rebutted by:** [no-{0}](#no-{0}) — [survey](sources.md#survey) ¶1\n"
        "  - **Held by:** [the friend of all](people.md#the-mapper-s-friend) — [survey](sources.md#survey) ¶1\n"
        "- **Source:** [survey](sources.md#survey) ¶2\n\n> Words. — [survey](sources.md#survey) ¶2\n\n"
        "## beds-{0}\n\nBeds stay empty.\n{1}\n## no-{0}\n\nNo boat.\n{1}\n"
        "## does-{0}\n\nDoes it?\n\n- **Kind:** crux\n- **Asks:** [beds-{0}](#beds-{0})\n"
        "- **Answered no by:** [Ines](people.md#ines) — [survey](sources.md#survey) ¶3\n"
    )
    for name in ("ferry", "train"):
        folder.write(f"{name}.md", head.format(name) + SAYS.lstrip("\n") + rest.format(name, SAYS))
    return folder


def test_a_page_never_writes_a_name_otherwise(base: Folder, tmp_path: Path) -> None:
    publish(kb.open(base.path).session.loaded, tmp_path / "site")
    pages = [
        p for p in (tmp_path / "site").rglob("*") if p.suffix in (".html", ".js", ".json", ".xml")
    ]
    assert any("iBob" in page.read_text("utf-8") for page in pages)
    for page in pages:
        assert not re.search(r"\bIBob|\bIbob", page.read_text("utf-8")), page


def test_no_style_writes_in_capitals_what_may_be_a_name() -> None:
    found = CAPITALS.findall((ROOT / "site" / "style.css").read_text("utf-8"))
    selectors = {one.strip() for many in found for one in many.split("\n")[-1].split(",")}
    assert selectors <= OWN_WORDS


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_only_an_article_at_the_beginning_of_a_sentence_gets_a_capital(name: str) -> None:
    assert opening(name) == name or name.split(" ")[0] in ("a", "an", "the")
    assert opening(f"the {name}") == f"The {name}"
    assert opening(f"i{name}") == f"i{name}"


COMMANDS = [
    ("show", "ferry/beds-ferry"), ("show", "ferry/run-ferry"), ("people", "i-bob"), ("people", "ines"), ("show", "ferry/does-ferry"),
    ("cruxes", "ferry"), ("cruxes",), ("compare", "i-bob", "the-mapper-s-friend"), ("rebuttals", "run-ferry"), ("supports", "run-ferry"),
    ("open",), ("coverage", "survey"), ("stats",), ("search", "beds"), ("debates",), ("terms",), ("sources",),
]  # fmt: skip


CITING = ("show", "people", "compare")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_a_passage_of_another_source_is_printed_with_its_name(
    base: Folder, kb_command, command: tuple[str, ...], form: str
) -> None:
    result = kb_command(*command, "-C", base.path, "--format", form)
    assert result.exit_code == 0
    assert form != "table" or command[0] not in CITING or "¶" in result.stdout
    if command[0] == "coverage":  # which is about one source, and named so
        return
    for line in re.sub(r"\s*\n\s+", " ", result.stdout).split("\n"):
        for found in re.finditer("¶", line):
            assert "survey" in line[: found.start()], line


def test_a_page_names_a_source_that_is_not_the_debate_s_own(base: Folder, tmp_path: Path) -> None:
    publish(kb.open(base.path).session.loaded, tmp_path / "site")
    seen = 0
    for page in (tmp_path / "site").rglob("*.html"):
        if page.parent.name == "sources" or page.name == "method.html":  # of one source; of none
            continue
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.read_text("utf-8")))
        for found in re.finditer(r"¶\d", text):
            seen += 1
            assert "The survey" in text[max(found.start() - 40, 0) : found.start()], (page, text)
    assert seen > 20
