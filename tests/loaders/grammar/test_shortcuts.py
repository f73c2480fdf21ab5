"""What is looked at only where it may hide something: with the look everywhere, nothing more is found."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.diagnostics import Diagnostic
from loaders.base.reading import read_debate
from loaders.files.text import decode
from loaders.grammar import details, hidden, quotations

HEAD = "---\ntitle: One\nquestion: Is it?\n---\n\n## some-item\n\nIt is.\n\n"
PIECES = (
    *("inferred", "ınferred", "INFERRED", 'in"ferred', "inferrd", "a long word", "reason", "x"),
    *("¶3", "¶ 7", "(¶3)", "par. 3", "p. 4", "paragraph two", "paſſage one", "Paragraph nine"),
    *("0.8", "80%", "½", "2031-04-02", "April 2031", "٣", "'0.8'", "“¶3”", "<b>", "</b>", "=="),
    *("**Held by:**", "**Held by**:", "__Source:__", "**", "__", "****", "**a**", "- ", "* "),
    *("## new-item", "##", "# ", "`", "`**Source:** ¶1`", "> ", "  ", "\n", "\n  ", "\n- "),
    *(" — ", " -- ", "—", ",", ", ", ";", " + ", ".", "[x](#some-item)", "[s](sources.md#s)"),
    *("- **Supported by:** [x](#other-item) — ", "- **Reported by:** ada — ", "\n\n", "\u200b"),
)
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


def _problems(text: str) -> tuple[Diagnostic, ...]:
    return read_debate(
        "one", [decode("one.md", text.encode())], {"one.md": "one"}, {}
    ).head.problems


@settings(max_examples=400)
@given(st.lists(LINES, min_size=1, max_size=3).map("\n".join))
def test_a_look_everywhere_finds_nothing_more(lines: str) -> None:
    found = _problems(HEAD + lines)
    with (
        patch.object(details, "_may_be_lost", lambda prose: True),
        patch.object(hidden, "_may_join", lambda row: True),
        patch.object(quotations, "_may_be_named", lambda text: True),
    ):
        assert _problems(HEAD + lines) == found
