"""The front matter of a file: what is read without YAML is what YAML reads."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.files import front_matter
from loaders.files.front_matter import FrontMatter, read_front_matter

SIGNS = "a7é中٣ :#!&*|>%~'\"[]{}@`<,-.?\r\t\x85\u2028\ufeff\x00\ud800\U0001f600"
KEYS = st.sampled_from(["title", "question", "source", "formerly", "tags", "titel", "? a", "- b"])
GAPS = st.sampled_from([": ", ": ", ":", ":  ", " : "])
ODD = st.tuples(KEYS, GAPS, st.text(SIGNS, max_size=6)).map("".join) | st.sampled_from(
    ["", "  more", "# no", "---", "...", "title: <!--x-->", "title: %%x%%", "source: a: b"]
)
PLAIN = st.tuples(
    st.sampled_from(["title: ", "question: ", "source: ", "formerly: "]),
    st.sampled_from(["a", "É", "No", "null", "Null", "a b"]),
    st.text("aé٣9 ,.;?!()'’“–—-_", max_size=5),
    st.sampled_from(["", "a", "?", "."]),
).map("".join)
TEXTS = st.lists(PLAIN | ODD, max_size=3).map("\n".join)


def by_yaml(text: str) -> FrontMatter:
    with patch.object(front_matter, "_plain", lambda *_: None):
        return read_front_matter("a.md", text)


@given(TEXTS, st.sampled_from(["", "\n", "\n\n"]))
@example("title: Null", "")
@example("? a: b", "\n")
@example("title: \u2028 No", "\n")
@example("title: No", "\n")
@example("question: Is it?\nquestion: Is it?", "\n")
@example("question:\ntitle: A", "")
def test_it_is_read_as_yaml_reads_it(text, end):
    assert read_front_matter("a.md", text + end) == by_yaml(text + end)


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~", "''", '""'])
def test_a_question_that_yaml_takes_for_none_is_empty(word):
    front = read_front_matter("a.md", f"title: A\nquestion: {word}\n")
    assert [problem.message for problem in front.problems] == [
        "'question' is empty: write the question that the debate is about"
    ]
