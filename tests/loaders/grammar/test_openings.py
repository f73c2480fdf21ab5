"""Prose is passed over at its first character only where no detail begins with it."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.details import _DETAILS, DECIMAL_COMMA, INFERRED, OPENING

PATTERNS = [DECIMAL_COMMA, *(pattern for _, pattern, _ in _DETAILS)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:12])
@given(data=st.data())
def test_whatever_may_be_a_detail_is_looked_at(
    pattern: re.Pattern[str], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    if pattern.match(text):
        assert OPENING.match(text)


def test_inferred_is_known_by_every_letter_that_it_may_begin_with() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    found = {letter for letter in letters if INFERRED.match(f"{letter}nferred")}
    assert found == {letter for letter in found if OPENING.match(letter)}
