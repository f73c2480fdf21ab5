"""What is printed of a text: a mark for each character that no page can hold."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kb.publish.text.signs import UNPRINTABLE, printable, printed

ODD = st.sampled_from(
    "\0\t\n\v\r\x1f\x7f\x80\x9f\xa0\xb7\u0e01\ud7ff\ud800\udfff\ufdd0\ufe00\uffff"
)
TEXTS = st.text(st.characters(exclude_categories=()) | ODD)


def replaced(text: str) -> str:
    """The text with each of its characters looked at."""
    return UNPRINTABLE.sub("\ufffd", text)


@given(TEXTS)
@example("".join(map(chr, range(0x110000))))
def test_each_sign_that_no_page_can_hold_is_replaced(text: str) -> None:
    assert printable(text) == replaced(text)
    assert printed(text) == replaced(text).encode()


def test_no_odd_sign_is_overlooked() -> None:
    for sign in map(chr, range(0x110000)):
        assert printable(sign) == replaced(sign)
