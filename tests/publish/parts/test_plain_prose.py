"""Prose in which no sign means anything is put into a paragraph as it is: as Markdown would."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.model import Base, Person
from kb.publish.index import Index
from kb.publish.text.links import Resolver
from kb.publish.text.plain import plain_words
from kb.publish.text.prose import PLAIN, Prose

PROSE = Prose(Resolver(Index(Base(id="b", heading="B"))))
WORDS = st.sampled_from(["a", "The", "quay’s", "night-boat", "9", "e.g.", "c", "é", "so:", "why?!"])


@settings(max_examples=200, deadline=None)
@given(st.from_regex(PLAIN, fullmatch=True) | st.lists(WORDS, min_size=1).map(" ".join))
@example("Is it so? No: it is not, e.g. here.")
def test_a_plain_line_is_the_paragraph_that_markdown_makes_of_it(text: str) -> None:
    by_markdown = PROSE.block(f"{text}\n", "d.md", "../")  # with its line end it is no plain line
    assert PROSE.block(text, "d.md", "../") == by_markdown


APOSTROPHES = st.sampled_from(
    ["it's", "l'été", "o'clock", "'tis", "dogs'", "a", "9'", "''", "x'-y"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(APOSTROPHES | WORDS, min_size=1).map(" ".join))
@example("It doesn't, and that's that.")
def test_the_words_of_a_text_are_those_that_markdown_has(text: str) -> None:
    [tokens] = PROSE._parser.parseInline(text)
    by_markdown = "".join(token.content for token in tokens.children or ())
    assert plain_words(text) == by_markdown
    assert Prose(Resolver(Index(Base(id="b", heading="B")))).plain(text) == by_markdown


SIGNS = st.sampled_from(
    [*"*_`&'\"\\!](){}:/.#>|~\n ", "https://a.org", "a@b.org", "www.a.org", "a"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS | WORDS).map("".join))
@example("https://a.org, mailto:a@b.org ](../people.md)")
def test_a_line_in_which_no_link_can_begin_is_the_same_on_all_pages(text: str) -> None:
    tokens = PROSE._parser.parseInline(text)
    assert not any(child.type == "link_open" for t in tokens for child in t.children or ())
    assert (
        PROSE.inline(text, "d.md", "../") == PROSE.inline(text, "e/f.md", "") == PROSE.label(text)
    )


def test_a_line_with_a_link_leads_from_where_it_stands() -> None:
    person = Person(id="ada", heading="Ada")
    prose = Prose(Resolver(Index(Base(id="b", heading="B", people=(person,)))))
    for root in ("", "../"):
        html = prose.inline("See [Ada](people.md#ada).", "d.md", root)
        assert html == f'See <a href="{root}people/ada.html">Ada</a>.'
