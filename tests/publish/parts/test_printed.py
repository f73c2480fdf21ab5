"""What is printed of a text: the bytes of what is printable of it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kb.publish.text.signs import printable, printed

ODD = st.sampled_from(
    "\0\t\n\v\r\x1f\x7f\x80\x9f\xa0\xb7\u0e01\ud7ff\ud800\udfff\ufdd0\ufe00\uffff"
)
TEXTS = st.text(st.characters(exclude_categories=()) | ODD)


@given(TEXTS)
@example("".join(map(chr, range(0x110000))))
def test_the_bytes_are_those_of_the_printable_text(text: str) -> None:
    assert printed(text) == printable(text).encode()


def test_no_odd_sign_is_overlooked() -> None:
    for sign in map(chr, range(0x110000)):
        assert printed(sign) == printable(sign).encode()
