"""One folding: what is typed finds what is written, in a terminal and in a browser alike."""

from __future__ import annotations

import json
import random
import subprocess
import unicodedata
from pathlib import Path

import pytest
from bases import ROOT, Folder
from reasoning.test_javascript import node

import kb
from kb.characters import is_readable
from queries.folding import fold, words_of

RUN = """
const fs = require("fs");
const script = fs.readFileSync(process.argv[2], "utf8");
const start = script.indexOf("// -- folding"), end = script.indexOf("// -- end of folding");
const page = new Function(script.slice(start, end) + "; return { fold, wordsOf };")();
const texts = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => [page.fold(text), page.wordsOf(text)])));
"""
PAIRS = [
    ("ΟΔΟΣ", "οδος"), ("Straße", "STRASSE"), ("café", "cafe"), ("caf\u0065\u0301", "café"),
    ("Søren", "soren"), ("İstanbul", "istanbul"), ("Łódź", "lodz"), ("ﬁn", "fin"),
    ("Ａｄａ", "ada"), ("می\u200cخواهم", "میخواهم"), ("كِتَاب", "كتاب"), ("שָׁלוֹם", "שלום"),
    ("don’t", "don't"), ("co\u00adoperate", "cooperate"), ("ёлка", "елка"), ("한글", "한글"),
]  # fmt: skip
APART = [("कि", "की"), ("が", "か"), ("กา", "กำ"), ("10²", "103")]


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_two_writings_of_a_word_are_one(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)
    assert list(words_of(written)) == list(words_of(typed))


@pytest.mark.parametrize(("one", "other"), APART)
def test_marks_that_make_another_word_are_kept(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_word_of_an_indic_script_is_one_word() -> None:
    assert list(words_of("हिन्दी में")) == ["हिन्दी", "में"]
    assert list(words_of("தமிழ் மொழி")) == ["தமிழ்", "மொழி"]


def _texts() -> list[str]:
    """Every assigned letter, mark and number, and thousands of mixtures of them."""
    dice = random.Random(7)
    known = [
        c
        for c in map(chr, (*range(0x20, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x12000)))
        if unicodedata.category(c) not in ("Cn", "Cs", "Co", "Cc")
    ]
    mixed = ["".join(dice.choices(known, k=dice.randint(1, 12))) for _ in range(4_000)]
    latin = [c for c in known if ord(c) < 0x600]
    mixed += ["".join(dice.choices(latin, k=dice.randint(1, 20))) for _ in range(4_000)]
    return [*known, *mixed, *(text for pair in PAIRS + APART for text in pair)]


def test_a_browser_folds_as_the_command_line_does(tmp_path: Path) -> None:
    executable = node()
    if executable is None:
        pytest.skip("no Node to run the page's script")
    script = tmp_path / "run.js"
    script.write_text(RUN, encoding="utf-8")
    texts = _texts()
    command = [executable, str(script), str(ROOT / "site" / "search.js")]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    theirs = json.loads(done.stdout)
    for text, (folded, words) in zip(texts, theirs, strict=True):
        assert folded == fold(text), ascii(text)
        assert words == list(words_of(text)), ascii(text)


def test_folding_again_changes_nothing_in_words_that_people_write() -> None:
    for text in (text for pair in PAIRS + APART for text in pair):
        assert fold(fold(text)) == fold(text)


def test_joiners_are_read_and_overrides_are_not() -> None:
    assert is_readable("\u200c") and is_readable("\u200d")  # noqa: PT018 - one rule
    assert not any(map(is_readable, "\u202a\u202d\u202e\u2066\u2069\x1b\u0085"))


@pytest.mark.parametrize(("written", "typed"), PAIRS)
def test_a_search_finds_it(ferry: Folder, written: str, typed: str) -> None:
    ferry.edit("night-ferry.md", "Engines at night", f"Engines {written} at night")
    base = kb.open(ferry.path)
    assert [hit.id for hit in base.search(typed)] == ["night-ferry/seal-noise"]
    assert [hit.id for hit in base.search(written)] == ["night-ferry/seal-noise"]


def test_of_the_reasons_of_an_argument_only_those_with_the_words_are_found(ferry: Folder) -> None:
    ferry.edit(
        "night-ferry.md",
        "one boat\n",
        "one boat\n- **Supported by:** [empty-beds](#empty-beds) + [shift-change](#shift-change) — Café\n",
    )
    base = kb.open(ferry.path)
    assert [(hit.kind, hit.text) for hit in base.search("CAFE")] == [("reason", "Café")]
    assert base.search(" ") == []
