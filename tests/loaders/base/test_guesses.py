"""What somebody may have meant is looked for as long as that takes little."""

from __future__ import annotations

import sys

import pytest

from kb.diagnostics import LONGEST_WORD, did_you_mean
from loaders.base.load import load_base

LINES = {
    "items": "- **Supports:** [x](#on-{n}-abd)",
    "headings": "See [x](#on-{n}-abd).",
    "people": "- **Held by:** on-{n}-abd",
}


def comparisons(folder, line: str, count: int) -> int:
    """How many words are compared in reading a debate whose every item has a wrong id."""
    folder.mkdir()
    (folder / "kb.toml").write_text('id = "base"\nheading = "Base"\n')
    people = "".join(f"## no-{n}-abc\n\nNo {n}\n\n" for n in range(count))
    (folder / "people.md").write_text(f"# People\n\n{people}")
    items = (f"## no-{n}-abc\n\nThe {n} is.\n\n{line.format(n=n)}\n\n" for n in range(count))
    (folder / "test.md").write_text("---\nquestion: Is it?\n---\n\n" + "".join(items))
    compared = 0

    def note(frame, event, arg) -> None:
        nonlocal compared
        compared += event == "call" and frame.f_code.co_name == "real_quick_ratio"

    sys.setprofile(note)
    try:
        loaded = load_base(folder)
    finally:
        sys.setprofile(None)
    assert len(loaded.errors) == count
    assert "did you mean" in str(loaded.errors[0])
    return compared


@pytest.mark.parametrize("kind", LINES)
def test_four_times_the_wrong_ids_take_four_times_the_comparisons(tmp_path, kind):
    once = comparisons(tmp_path / "a", LINES[kind], 150)
    assert comparisons(tmp_path / "b", LINES[kind], 600) <= 5 * once


def test_an_endless_word_is_compared_with_nothing():
    word = "ab" * (LONGEST_WORD // 2)
    assert did_you_mean("b" + word[1:], [word]) == f" (did you mean '{word}'?)"
    assert did_you_mean("b" + word, [word]) == ""
    assert did_you_mean("b" + word[1:], [word + "a"]) == ""
