"""Whatever Markdown a line of a file holds, an answer in a terminal or in data has its words; pages have
its links."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder
from click.testing import Result
from hypothesis import example, given
from hypothesis import strategies as st

from kb.publish.text.plain import plain_words
from loaders.markup.words import words_of

Kb = Callable[..., Result]

FIELDS = ("base heading", "name", "source", "source kind", "by", "left out", "starts", "debate", "question",
          "section", "statement", "reason", "because", "note", "on argument", "quote", "tie", "term", "crux")  # fmt: skip
ALONE = {"by alone": "[by-alone](https://x.example/alone)"}


def marked(field: str) -> str:
    """A field whose words are one word with `em`, one of a link, a piece of code, a sign and an entity."""
    word = field.replace(" ", "-")
    return (
        rf"*{word}-em* [{word}-link](https://x.example/{word}) `{word}-code` \*{word}-sign\* &amp;"
    )


def words(field: str) -> str:
    word = field.replace(" ", "-")
    return f"{word}-em {word}-link {word}-code *{word}-sign* &"


FILES = {
    "kb.toml": f"id = \"b\"\nheading = '{marked('base heading')}'\n",
    "people.md": f"## ada\n\nAda {marked('name')}\n\n## bob\n\nBob\n",
    "sources.md": f"""
## log

The {marked("source")}

- **Kind:** {marked("source kind")}
- **By:** {marked("by")}
- **Left out:** ¶1 — {marked("left out")}
- **Starts:** ¶3 — {marked("starts")}

## other

The other

- **By:** {ALONE["by alone"]}

## third

The third

- **By:** [Bob of old](people.md#bob)
""",
    "deb.md": f"""
---
title: '{marked("debate")}'
question: 'Is it {marked("question")}?'
source: log
---

## A {marked("section")}

### one-a

It is {marked("statement")}.

- **Kind:** position
- **Held by:** [Ada](people.md#ada) — 0.8, ¶2, {marked("note")}
- **Supported by:** [two-b](#two-b) — {marked("reason")}
  - **Because:** {marked("because")}
  - **Held by:** [Ada](people.md#ada) — {marked("on argument")}

> {marked("quote")} — ¶2

### two-b

Two.

- **Refines:** [one-a](#one-a) — {marked("tie")}
- **Rebutted by:** [one-a](#one-a) — ¶3

### three-c

A thing.

- **Kind:** definition
- **Term:** {marked("term")}

### crux-d

Is two so {marked("crux")}?

- **Kind:** crux
- **Asks:** [two-b](#two-b)
- **Answered yes by:** [Bob](people.md#bob) — ¶2
""",
}
ASKED = {  # and the fields whose words it shows
    "sources": ("source", "source kind", "by"),
    "debates": ("question",),
    "show one-a --all": ("statement", "name", "note", "reason", "because", "quote", "tie"),
    "show crux-d": ("crux",),
    "cruxes deb": ("question", "crux"),
    "cruxes deb 1": ("crux",),
    "terms": ("term",),
    "coverage --all": ("source", "left out", "starts"),
    "people ada --all": ("name", "note", "statement"),
    "people": (),
    "read deb": ("name", "statement", "crux"),
    "search statement": ("statement",),
    "open": (),
    "why one-a": ("statement",),
    "strength": (),
    "rebuttals one-a": ("statement",),
    "supports one-a": ("statement", "reason"),
    "path two-b one-a": ("statement",),
    "compare ada bob": ("name",),
    "doublecrux ada bob": (),
    "disagree ada bob": (),
    "whatif deb --set two-b=0": (),
    "flip deb": (),
    "similar": (),
    "ask positions debate=deb": ("statement",),
    "stats": (),
}
CYPHER = {
    "MATCH (b:Base) RETURN b.heading AS x": "base heading",
    "MATCH (d:Debate) RETURN d.heading AS x": "debate",
    "MATCH (c:Claim) RETURN c.section AS x": "section",
    "MATCH ()-[s:STANCE]->(:Argument) RETURN s.note AS x": "on argument",
}
RAW = re.compile(r"\]\(|https://x\.example|&amp;|`[a-z-]+-code`|\*[a-z-]+-em\*|\\\*|\\u003c")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb_command: Kb) -> Folder:
    folder = Folder(tmp_path / "base")
    for name, text in FILES.items():
        folder.write(name, text)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "log.txt").write_text(f"Hello.\n{words('quote')}\nBye.\n")
    folder.edit("sources.md", "- **Left out:**", "- **File:** log.txt\n- **Left out:**")
    monkeypatch.chdir(folder.path)
    monkeypatch.setenv("COLUMNS", "2000")
    assert kb_command("sources", "pin", "--as-is", "--from", texts).exit_code == 0
    assert kb_command("check").exit_code == 0, kb_command("check").output
    return folder


def is_prose(line: str) -> bool:
    """Whether a line of JSON is of a field that is prose, with paragraphs and lists."""
    return line.lstrip().startswith(('"body"', '"summary"'))


@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_has_the_words_in_every_format(kb_command: Kb, base: Folder, asked: str) -> None:
    found = ""
    for form in ("table", "json", "csv", "md"):
        result = kb_command(*asked.split(), "--format", form)
        if result.exit_code == 2 and "Invalid value" in result.stderr:
            continue
        assert result.exit_code == 0, result.output
        kept = [line for line in result.stdout.splitlines() if not is_prose(line)]
        if form == "md":
            kept = [words_of(line) for line in kept]
        assert [line for line in kept if RAW.search(line)] == [], form
        found += "\n".join(kept)
    for field in ASKED[asked]:
        assert words(field) in " ".join(found.split()), field


@pytest.mark.parametrize("statement", CYPHER)
def test_a_question_of_ones_own_gets_words_too(
    kb_command: Kb, base: Folder, statement: str
) -> None:
    result = kb_command("cypher", statement, "--format", "csv")
    assert words(CYPHER[statement]) in result.stdout
    assert not RAW.search(result.stdout)


def test_a_link_alone_says_by_whom_a_source_is(kb_command: Kb, base: Folder) -> None:
    said = kb_command("sources", "--format", "csv").stdout
    assert "other,The other,,by-alone,," in said
    assert "third,The third,,Bob of old,," in said


def test_pages_have_the_links(kb_command: Kb, base: Folder) -> None:
    assert kb_command("build", "--out", "../site").exit_code == 0
    pages = base.path.parent / "site"
    other = (pages / "sources" / "other.html").read_text("utf-8")
    assert 'href="https://x.example/alone"' in other
    assert ">by-alone</a>" in other
    third = (pages / "sources" / "third.html").read_text("utf-8")
    assert 'people/bob.html">Bob of old</a>' in third
    for page in ("sources.html", "sources/log.html"):
        text = (pages / page).read_text("utf-8")
        assert 'href="https://x.example/by"' in text
        assert "[source-kind-link]" not in text


def test_an_article_has_words_too(kb_command: Kb, base: Folder) -> None:
    text = kb_command("export", "article", "deb").stdout
    assert "x.example" not in text
    assert "statement-em statement-link statement-code" in text


def test_the_map_of_the_graph_is_that_of_the_page(kb_command: Kb, base: Folder) -> None:
    """Words that look like markup are no markup in either."""
    assert words("statement").replace("&", "") in kb_command(
        "map", "deb", "--format", "dot"
    ).stdout.replace("\\n", " ").replace("\\", "")


PIECES = st.lists(
    st.sampled_from(["a", " ", "word", "*", "**", "_", "`", "[", "](x)", "]", "(", ")", "\\", "<", ">", "<b>", "<https://a.b>", "!", "&", "&amp;", "~", "1. ", "- ", "# ", "%"]),
    max_size=12,
)  # fmt: skip


@given(PIECES.map("".join))
@example("%%a%%")
@example("[a<https://a.b>](x)")
def test_words_are_those_that_pages_show(text: str) -> None:
    """The oracle is the parser of the pages, which differs in quotation marks and spaces only."""
    assert words_of(text).split() == plain_words(" ".join(text.split())).split()


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=40))
def test_words_without_markup_stay_as_they_are(text: str) -> None:
    if not re.search(r"[\\`*_\[\]<&%\ufffc]", text):
        assert words_of(text).split(" ") == text.strip(" ").split(" ") or "  " in text
