"""Data for programs: a list that is written some items at a time is the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.publish.feeds.data import as_json, encoded

TEXTS = st.one_of(st.text(), st.just('"items":[]'), st.just("]"))
CHUNKS = st.lists(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=3), max_size=4)


@given(TEXTS, CHUNKS)
def test_items_some_at_a_time_are_the_same_list(text: str, chunks: list[list[object]]) -> None:
    every = [item for chunk in chunks for item in chunk]

    def value(items: list[object]) -> dict[str, object]:
        return {"page": text, "list": {"kind": text, "items": items}}

    assert encoded(value([]), map(as_json, chunks)) == encoded(value(every))
