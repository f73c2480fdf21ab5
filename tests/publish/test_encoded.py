"""Data for programs: they read what was written; a list written some items at a time is the list."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from kb.publish.feeds.data import encoded
from kb.publish.text.scripts import as_json

TEXTS = st.one_of(st.text(), st.just('"items":[]'), st.just("]"))
CHUNKS = st.lists(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=3), max_size=4)


@given(TEXTS, CHUNKS)
def test_items_some_at_a_time_are_the_same_list(text: str, chunks: list[list[object]]) -> None:
    every = [item for chunk in chunks for item in chunk]

    def value(items: list[object]) -> dict[str, object]:
        return {"page": text, "list": {"kind": text, "items": items}}

    assert encoded(value([]), map(as_json, chunks)) == encoded(value(every))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(VALUES)
@example({"half a character": "\ud800"})
def test_what_is_written_is_read_as_it_was(value: object) -> None:
    assert json.loads(as_json(value)) == value
