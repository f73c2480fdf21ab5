"""An export of Kialo becomes a debate: pro and con are arguments, links mean one item."""

from __future__ import annotations

import pytest
from importing import changed, empty, facts, imported, lost
from mutating import mutated_text, survive

BOATS = """Discussion Title: Should the ferry run at night?

1. The ferry should run at night.
1.1. Pro: Guests would [stay longer](https://example.org/stay).
1.1.1. Con: Only in summer,
as a count shows.
1.2. Con: Seals \\(grey ones\\) flee.
1.2.1. Con: -> See 1.3.
1.3. Pro: The boat is quiet.
"""


@pytest.fixture
def base(tmp_path):
    return empty(tmp_path / "base")


def arguments(folder):
    return [
        (a["kind"], a["premises"][0]["claim"].partition("/")[2], a["target"].partition("/")[2])
        for a in facts(folder)["arguments"]
    ]


def read(base, tmp_path, text):
    file = tmp_path / "boats.txt"
    file.write_text(text)
    return imported(base, "kialo", file)


def test_pro_and_con_become_arguments_and_a_link_is_the_same_item(base, tmp_path):
    report = read(base, tmp_path, BOATS)
    assert sorted(arguments(base)) == [
        ("rebuts", "only-in-summer-as-a-count", "guests-would-stay-longer-https-example"),
        ("rebuts", "seals-grey-ones-flee", "the-ferry-should-run-at-night"),
        ("rebuts", "the-boat-is-quiet", "seals-grey-ones-flee"),
        ("supports", "guests-would-stay-longer-https-example", "the-ferry-should-run-at-night"),
        ("supports", "the-boat-is-quiet", "the-ferry-should-run-at-night"),
    ]
    assert facts(base)["claims"][0]["kind"] == "position"
    assert "[stay longer](https://example.org/stay)" in (base.path / "made.md").read_text()
    assert report.is_whole
    assert changed(report) == ["question: the file asks none, so it is made of its name"]


def test_several_theses_are_positions_that_answer_the_question(base, tmp_path):
    read(
        base, tmp_path, "1. When should it run?\n1.1. By day.\n1.2. At night.\n1.2.1. Pro: Beds.\n"
    )
    assert [c["kind"] for c in facts(base)["claims"]] == [
        "question",
        "position",
        "position",
        "claim",
    ]
    assert [(r["kind"], r["target"]) for r in facts(base)["relations"]] == [
        ("answers", "made/when-should-it-run")
    ] * 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1. A.\n1.1. Pro: -> See 1.9.\n", "no claim has the number that it names"),
        ("1. A.\n1.1. Pro: -> See 1.1.\n", "no claim has the number that it names"),
        ("1. A.\n1.1. Pro: B.\n1.1. Con: C.\n", "this number stands above"),
        ("Author: somebody\n1. A.\n", "it stands before the first claim"),
        ("1. A.\n1.1. Pro: -> See 1.\n", "one of its own premises"),
    ],
)
def test_what_cannot_be_said_is_left_out_and_told(base, tmp_path, text, why):
    assert any(why in line for line in lost(read(base, tmp_path, text)))


def test_a_claim_below_nothing_is_kept(base, tmp_path):
    report = read(base, tmp_path, "1. A.\n1.3.1. Pro: B.\n")
    assert len(facts(base)["claims"]) == 2
    assert any("no claim that is read has the number above it" in line for line in changed(report))


def test_text_that_is_no_export_is_refused_with_a_place(kb_command, base, tmp_path):
    file = tmp_path / "x.txt"
    file.write_text("Hello\n")
    result = kb_command("import", "kialo", file, "-C", base.path)
    assert result.exit_code == 1
    assert "x.txt:1:1: KB601 no line begins with '1.'" in result.stderr


def test_markup_that_leads_nowhere_is_taken_word_for_word(base, tmp_path):
    report = read(base, tmp_path, "1. A [[b]] <script> [c](d.md).\n1.1. Pro: - **Kind:** crux\n")
    assert "A \\[\\[b\\]\\] \\<script\\> \\[c\\](d.md)." in (base.path / "made.md").read_text()
    assert len(facts(base)["claims"]) == 2
    assert any("word for word" in line for line in changed(report))


@pytest.mark.slow
def test_a_thousand_broken_exports_are_read_or_refused(base):
    read, _ = survive(base, "kialo", [BOATS], mutated_text, 1000, "x.txt")
    assert read > 800
