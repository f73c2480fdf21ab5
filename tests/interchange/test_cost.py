"""What an Argdown text costs grows as its length does, whatever it tempts to."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest
from counting import calls_of

from kb.errors import KbError
from kb.interchange.argdown.model import model_of
from kb.interchange.argdown.parser import parse
from kb.interchange.source import File, Source

SIZE, GROWTH = 400, 5.5
TEMPTING = {
    "[": "[", "@[": "@[", "<": "<", "{": "x {", "},": "},", "data": "{ a} ", "*": "*a", "**": "**", "_": "_a ",
    "#(": "#(", "/*": "/*", "<!--": "<!--", "//": "//a\n", "lines": "[a]\n", "blank": "a\n \n", "link": "a](",
    "relations": "  + [b]: y\n", "premises": "(1) a\n", "inferences": "----\n(2) b\n", "dots": ".a", "list": "* a\n",
    "headings": "# a\n\n", "comments": "a /* b */ ", "mentions": "@<a> ", "definitions": "[a]: b\n\n",
}  # fmt: skip


def read(text: str) -> None:
    source = Source.of(File("x", text))
    with suppress(KbError):  # which is an answer too
        model_of(parse(source), source)


@pytest.mark.parametrize("name", TEMPTING)
@pytest.mark.parametrize("before", ["[a]: x\n", "(1) a\n"])
def test_four_times_the_argdown_takes_four_times_the_signs(name, before):
    texts = [before + TEMPTING[name] * size for size in (0, SIZE, 4 * SIZE)]
    nothing, one, four = (calls_of(partial(read, text)) for text in texts)
    assert four - nothing <= GROWTH * max(one - nothing, 100)


def test_a_line_is_no_longer_than_a_person_writes():
    with pytest.raises(KbError, match=r"x:1:1: KB603 the line is longer than 100,000 letters"):
        parse(Source.of(File("x", "a" * 200_000)))
