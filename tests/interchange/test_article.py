"""A debate as one article: the exchange, what it turns on, and nothing that pandoc would run."""

from __future__ import annotations

import pytest
from importing import exported, lost

from kb.interchange.article import escaped


def test_an_article_has_the_exchange_and_what_the_debate_turns_on(kb_command, ferry):
    text, report = exported(ferry, "article", "night-ferry")
    assert text.startswith('---\ntitle: "The night ferry"\n---\n')
    assert "## The exchange" in text
    assert (
        "## What it turns on\n\n1.  Do weekday guests leave early because of the last boat?" in text
    )
    assert "    - Answered yes by Mara" in text
    told = kb_command("read", "night-ferry", "--format", "json", "-C", ferry.path).stdout
    assert "last boat leaves early" in told
    assert "last boat leaves early" in text
    assert any(line.startswith("stance") for line in lost(report))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("\\input{x} $a$", "\\\\input\\{x\\} \\$a\\$"),
        ("see @doe [-@x]", "see \\@doe \\[-\\@x\\]"),
        ("a. first", "a\\. first"),
        ("(1) first", "(1\\) first"),
        ("- no <script>", "\\- no \\<script\\>"),
        ("`x`{=latex}", "\\`x\\`\\{\\=latex\\}"),
    ],
)
def test_plain_text_stays_plain_for_pandoc(text, row):
    assert escaped(text) == row
