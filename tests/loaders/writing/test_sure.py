"""What is written as it stands without a look at it by the parser, the parser takes for what it is."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kb.interchange.markdown import WORDS
from loaders.markup.inline import one_line
from loaders.markup.markdown import parse
from loaders.writing.appending import SURE

SIGNS = "ab Z1-–.,;?!'()\u00a0é:/#*+=~|&_\"“”\u2028wW@\t\\`>[]{}"
LINES = st.text(SIGNS, min_size=1, max_size=9).map(one_line)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_a_line_that_is_surely_a_paragraph_is_one(line: str) -> None:
    assume(SURE.fullmatch(line))
    [block] = parse(f"{line}\n").blocks
    assert block.kind == "paragraph"
    assert block.inline
    assert len(block.inline.raw) == len(line)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES)
def test_words_in_which_nothing_can_be_markup_are_a_title_as_they_stand(line: str) -> None:
    assume(WORDS.fullmatch(line))
    [block] = parse(f"- **Title:** {line}\n").blocks
    [bullet] = block.bullets
    assert bullet.inline
    assert bullet.inline.text == f"Title: {line}"
    assert not bullet.inline.links
