"""What a text costs to read and to publish grows as its length does, whatever it is made of."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from counting import calls_of
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tempting import TEXTS, WAYS

from kb.publish.text.typography import curl
from loaders.markup.markdown import parse

SIZE = 800  # characters, and four times as many
GROWTH = 6.0  # in calls; 16 would be quadratic


@pytest.mark.parametrize("way", ["read", "block"])
@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_four_times_the_work(name: str, way: str) -> None:
    read = WAYS[way]
    read(TEXTS[name](SIZE))  # what is done once is done
    texts = ["", TEXTS[name](SIZE), TEXTS[name](4 * SIZE)]
    nothing, one, four = (calls_of(partial(read, text)) for text in texts)
    assert four - nothing <= GROWTH * max(one - nothing, 100)


HANG = """
import sys
sys.path.insert(0, sys.argv[1])
from tempting import TEXTS, WAYS
for name in sys.argv[3:]:
    for way in WAYS.values():
        way(TEXTS[name](int(sys.argv[2])))
"""


def within_a_minute(size: int, names: list[str]) -> None:
    """Read and render texts in a process that ends where it hangs."""
    done = subprocess.run(
        [sys.executable, "-c", HANG, str(Path(__file__).parent), str(size), *names],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (names, done.stderr)


def test_what_is_quadratic_below_python_hangs_nothing() -> None:
    """Regular expressions and copies, which are no calls."""
    within_a_minute(30_000, ["quotes", "comments", "comments before a word", "double and single"])


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_third_of_a_megabyte_hangs_nothing(name: str) -> None:
    within_a_minute(330_000, [name])


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["'", '"', "a", "1", " ", "*", "_", ".", "(", "\n", "`b`", "—", "[x](y)", "<!-- -->", "\\'"]), max_size=30))  # fmt: skip
def test_quotation_marks_curl_as_they_do_in_markdown_it(pieces: list[str]) -> None:
    ours, theirs = (MarkdownIt("commonmark", {"typographer": True}) for _ in range(2))
    for parser in (ours, theirs):
        parser.enable("smartquotes")
    ours.core.ruler.at("smartquotes", curl)
    text = "".join(pieces)
    assert ours.render(text) == theirs.render(text)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["[", "]", "(", ")", "![", "](b)", "a", " ", "\\", "`", "<", ">", "[x]", "\n"]), max_size=30))  # fmt: skip
@pytest.mark.parametrize("definition", ["", "\n\n[x]: y\n[a]: z"])
def test_links_are_those_of_markdown_it(definition: str, pieces: list[str]) -> None:
    from loaders.markup.linear import make_linear

    text = "".join(pieces) + definition
    assert make_linear(MarkdownIt("commonmark")).render(text) == MarkdownIt("commonmark").render(
        text
    )


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("<!-- a -->", "other"),
        ("<!-- a --> <!-- b -->  ", "other"),
        ("<!-- a --> b", "html"),
        ("<!-- a --><!-- b -->" * 40 + "x", "html"),
    ],
)
def test_comments_are_no_block_of_html(comment: str, kind: str) -> None:
    assert [block.kind for block in parse(comment + "\n").blocks] == [kind]
