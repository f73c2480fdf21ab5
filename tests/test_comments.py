"""What authors write for themselves stays with them: no file and no answer has a comment."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from bases import Folder
from hypothesis import assume, example, given
from hypothesis import strategies as st

import kb
from kb.publish import publish
from loaders.markup.markdown import parse

MARK = "zzsecret"
FORMS = [f"<!-- {MARK} -->", f"%%{MARK}%%", f"<!--{MARK}\n{MARK} -->", f"<!-- {MARK} -- -> -->"]
LINES = {
    "kb.toml": 'id = "ferry"\nheading = "Ferry # debates"\naddress = "https://ferry.example"\n',
    "people.md": "# People #\n\n## mara\n\nMara # Oduya #\n\nShe # runs the harbour. #\n",
    "sources.md": (
        "# Sources\n\n## log #\n\nThe # log\n\n- **Kind:** log #\n- **By:** Mara # Oduya\n"
        "- **Left out:** ¶3 — thanks # for all\n\nA note #.\n\n#\n\n#\nmore\n"
    ),
    "night.md": (
        "---\ntitle: The # night\nquestion: Should the ferry # run?\nsource: log\n---\n\n"
        "An introduction #.\n\n#\n\n# Title #\n\n## A section #\n\nProse # of it.\n\n"
        "## run-it #\n\n#\n\nThe ferry # should run.\n\n- **Kind:** position #\n"
        "- **Held by:** [Mara # Oduya](people.md#mara) # — 0.8, # ¶1, at # least #\n"
        "- **Supported by:** [beds](#beds) # — a # reason #\n  - **Because:** another # reason\n"
        "    - deeper # still\n\n    #\n\n- **Source:** ¶1 # — where # so\n\nProse # here.\n\n"
        "> The words # here. # — ¶1\n\n- a # list\n- # of prose\n\n    code\n\n"
        "## beds\n\nBeds # stay empty.\n\n- **Title:** Empty # beds\n- **Held by:** [Mara](people.md#mara)\n\n"
        "## bed\n\nA # bed.\n\n- **Kind:** definition\n- **Term:** bed #\n- **Concerns:** [beds](#beds) — so # it is\n\n"
        "## does-it #\n\nDoes # it?\n\n- **Kind:** crux\n- **If yes:** supports [beds](#beds) — then # so\n"
        "- **Answered yes by:** [Mara](people.md#mara) — # surely #\n"
    ),
}  # fmt: skip


def commented(text: str, comment: str) -> str:
    """The text with a comment for each `#` that stands alone."""
    flat = " ".join(comment.split())
    rows = []
    for row in text.split("\n"):
        words = row.split(" ")
        marks = [n for n, word in enumerate(words) if word == "#" and (n or len(words) == 1)]
        for n in marks:
            words[n] = flat if "\n" in comment and row[:1] in ("#", "t", "q", "h") else comment
        indent = row[: len(row) - len(row.lstrip())] + "  " * row.lstrip().startswith("- ")
        rows.append(" ".join(words).replace("\n", "\n" + ("> " if row[:1] == ">" else indent)))
    return "\n".join(rows)


def cleaned(text: str) -> str:
    return commented(text, "")


@pytest.fixture(params=FORMS)
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "base")
    for name, text in LINES.items():
        comment = request.param if name != "kb.toml" else " ".join(request.param.split())
        folder.write(name, commented(text, comment))
    return folder


def test_no_file_of_a_site_has_a_comment(base: Folder, tmp_path: Path) -> None:
    opened = kb.open(base.path)
    assert [p for p in opened.session.loaded.problems if p.code.value != "KB307"] == []
    assert MARK not in opened.session.loaded.base.model_dump_json()
    publish(opened.session.loaded, tmp_path / "site")
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert MARK.encode() not in path.read_bytes(), path


def test_no_node_of_the_graph_has_a_comment(base: Folder) -> None:
    opened = kb.open(base.path)
    opened.load()
    rows = opened.run("MATCH (n) RETURN properties(n) AS said") + opened.run(
        "MATCH ()-[r:STANCE]->() RETURN r.note AS said, r.reason AS why"
    )
    assert len(rows) > 10
    assert MARK not in json.dumps(rows, default=str)


def test_all_else_is_what_it_would_be_without_them(base: Folder, tmp_path: Path) -> None:
    plain = Folder(tmp_path / "plain")
    for name, text in LINES.items():
        plain.write(name, cleaned(text))
    said = [
        [" ".join(text.split()) for text in _texts(kb.open(folder.path))]
        for folder in (base, plain)
    ]
    assert said[0] == said[1]


def _texts(opened: kb.api.OpenBase) -> list[str]:
    loaded = opened.session.loaded.base
    claims = [
        t
        for c in loaded.claims
        for t in (c.slug, c.kind, c.text, c.body, c.term or "", c.title or "")
    ]
    quotes = [quote.text for claim in loaded.claims for quote in claim.quotes]
    reasons = [reason for argument in loaded.arguments for reason in argument.reasons]
    notes = [f"{s.person} {s.credence} {s.passages} {s.note}" for s in loaded.stances]
    people = [f"{person.heading} {person.note}" for person in loaded.people]
    sources = [f"{s.heading} {s.kind} {s.by} {s.note}" for s in loaded.sources]
    heads = [t for d in loaded.debates for t in (d.heading, d.question, d.summary)]
    return [*claims, *quotes, *reasons, *notes, *people, *sources, *heads, loaded.heading]


KEPT = ["`<!-- kept -->`", "`%%kept%%`", "100%% of kept 50%%", "kept %% alone", "\\%%kept\\%%"]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_comment_is_kept(ferry: Folder, text: str) -> None:
    ferry.edit("night-ferry.md", "Engines at night", f"Engines {text} at night")
    (claim,) = [c for c in kb.open(ferry.path).session.loaded.base.claims if c.slug == "seal-noise"]
    assert text in claim.text


OPENINGS = [
    "<!-- gone --> ",
    "<!-- gone\n--> ",
    "%%gone%% ",
    "> <!-- gone --> ",
    "- <!-- gone --> ",
]


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_comment_is_kept_behind_one_that_opens_a_line(
    ferry: Folder, tmp_path: Path, opening: str, text: str
) -> None:
    words = f"{opening}Engines {text} at night."
    ferry.edit("night-ferry.md", "drive the seals away.\n", f"drive the seals away.\n\n{words}\n")
    (claim,) = [c for c in kb.open(ferry.path).session.loaded.base.claims if c.slug == "seal-noise"]
    assert f"Engines {text} at night." in claim.body
    assert "gone" not in claim.body
    publish(kb.open(ferry.path).session.loaded, tmp_path / "public")
    page = tmp_path / "public" / "claims" / "night-ferry" / "seal-noise.html"
    shown = html.unescape(page.read_text("utf-8")).replace("<code>", "`").replace("</code>", "`")
    assert f"Engines {text.replace(chr(92), '')} at night." in shown
    assert "gone" not in shown


def test_code_in_a_question_or_a_title_holds_no_comment(ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "run through the night?", "run `<!-- all -->` %%gone%% night?")
    ferry.write("kb.toml", 'id = "ferries"\nheading = "Ferries `%%a%%`<!-- gone -->"\n')
    loaded = kb.open(ferry.path).session.loaded
    assert loaded.base.debates[0].question == "Should the island ferry run `<!-- all -->` night?"
    assert loaded.settings.heading == "Ferries `%%a%%`"


PIECES = ["`", "``", "<!-- c -->", "%%c%%", "a", " ", "\\", "<!--", "-->", "%%"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("\\``%%c%%`")
def test_a_line_that_opens_with_a_comment_is_read_as_one_that_opens_with_a_word(text: str) -> None:
    """But for a comment that never ends, which takes the rest of its block where it opens one, and
    for one that begins within another."""
    assume(not re.search(r"<!--(?:(?!-->).)*<!--", text))
    word, comment = (parse(f"{opens}a {text}\n").lines[0] for opens in ("word ", "<!-- c --> "))
    if "<!--" not in comment and "<!--" not in word:
        assert comment.split() == word.split()[1:]


def test_a_problem_behind_a_comment_is_found_at_its_place(ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "— 0.8\n", "<!-- so --> — %%or%% 1.8\n")
    (problem,) = kb.open(ferry.path).session.loaded.problems
    row = (ferry.path / "night-ferry.md").read_text().split("\n")[problem.line - 1]
    assert row[problem.column - 1 :] == "1.8"
