"""Quotes: which are read and verified, which only look so, and what is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.base.load import LoadedBase
from loaders.base.quotes import verify_quotes
from loaders.markup.wording import folded, pieces, rendered, stands_in

Read = Callable[[str], LoadedBase]
ITEM = "## run-it\n\nThe ferry should run.\n\n- **Rebutted by:** [no-boat](#no-boat)\n\n"
REST = "\n\n## no-boat\n\nThere is no boat.\n"
READ = [
    "> Words. — ¶1", "> Words. -- ¶1", "> Words. — par. 1", "> Words.\n>\n> — ¶1", "> Words.\n> — ¶1",
    "> *Words.* — ¶1", "> Words. *— ¶1*", "> Words. **— ¶1**", "> Words. — [log](sources.md#ferry-survey) ¶1",
    "> [!quote]\n> Words. — ¶1", "> [!quote]- Mara\n> Words. — ¶1", "> [!QUOTE] Words. — ¶1", "> Words.  \n> — ¶1  ",
]  # fmt: skip
DOUBTFUL = [
    "— Mara, ¶1", "— ¶1.", "– ¶1", "- ¶1", "― ¶1", "(¶1)", "— (¶1)", "— [¶1]", "—¶1 of it", "— ¶1, ¶2", "— ¶1 and ¶2",
    "— minutes ¶1", "— [[log]] ¶1", "— §1", "— paragraph 1", "— p. 1", "— page 1", "— line 1", "— passage 1", "— ¶",
    "— ¶ one", "— 1¶", "— ¶1 (emphasis added)", "— ¶1, translated", "— [log](sources.md#ferry-survey)",
    "— [Mara](people.md#mara-oduya)", "— 1", "--- ¶1", "~ ¶1", "[^1]", "<cite>¶1</cite>", "¶1", "\n> ¶1", "\n>\n> (¶1)",
]  # fmt: skip
SHAPES = [
    "> Words.\n\n— ¶1", "> Words.\n\n(¶1)", "> Words.\n\n- ¶1", "> Words.\n\n*¶1*", "> Words.\n\n> — ¶1", "> > Words. — ¶1",
    "> - Words. — ¶1", "> # Words. — ¶1", "> ```\n> Words. — ¶1\n> ```", "- > Words. — ¶1", "1. > Words. — ¶1",
    "- “Words.” — ¶1", "“Words.” — ¶1", "“Words.” (¶1)", '*"Words."* ¶1.', "Words. — ¶1", "＞ Words. — ¶1", "\\> Words. — ¶1",
    "<blockquote>Words. — ¶1</blockquote>", "<p>Words. — ¶1</p>", "Mara says (¶1):\n\n> Words.", "> ¶1: Words.",
    "> One. — ¶1\n>\n> Two. — ¶2", "> One. — ¶1\n> Two. — ¶2", "> One. — ¶1\n> Two.", "> — ¶1", "    > Words. — ¶1",
]  # fmt: skip
PLAIN = [
    "> Words. — Mara Oduya",
    "> Words.\n> — Mara",
    "> Words, an aside.",
    "> Be bold - or not.",
    "> Twenty-one – or two.",
    "She says “so” in ¶1.",
    "- a point",
    "See ¶1.",
]


def doubts(loaded: LoadedBase) -> list[str]:
    return [p.code.value for p in loaded.problems]


@pytest.mark.parametrize("text", READ)
def test_a_quote_that_ends_in_its_passage_is_verified(read: Read, text: str) -> None:
    loaded = read(ITEM + text + REST)
    assert doubts(loaded) == []
    (quote,) = loaded.base.claims[0].quotes
    assert pieces(folded(rendered(quote.text))) == ["Words."]
    assert verify_quotes(loaded.base, {"harbour-minutes": ["No."], "ferry-survey": ["No."]})
    said = {"harbour-minutes": ["Words. And more."], "ferry-survey": ["Words."]}
    assert verify_quotes(loaded.base, said) == []


def test_the_title_of_a_callout_is_prose(read: Read) -> None:
    claim = read(ITEM + "> [!quote] Mara, later\n> Words. — ¶1" + REST).base.claims[0]
    assert (claim.body, claim.quotes[0].text) == ("Mara, later", "Words.")


@pytest.mark.parametrize("text", [*(f"> Words. {end}" for end in DOUBTFUL), *SHAPES])
def test_a_quote_that_nobody_verifies_is_named(read: Read, text: str) -> None:
    loaded = read(ITEM + text + REST)
    assert doubts(loaded) == ["KB503"]
    assert 12 <= loaded.problems[0].line <= 12 + text.count("\n")


@pytest.mark.parametrize("text", PLAIN)
def test_what_does_not_look_like_one_is_left_alone(read: Read, text: str) -> None:
    assert doubts(read(ITEM + text + REST)) == []


@pytest.mark.parametrize("name", ["people.md", "sources.md", "ferry.md"])
def test_a_quote_outside_the_items_of_a_debate_is_kept_and_named(
    read: Callable[..., LoadedBase], name: str
) -> None:
    quote = "\n\n> Words. — ¶1\n"
    files = {
        "people.md": "## mara-oduya\n\nMara Oduya\n",
        "sources.md": "## harbour-minutes\n\nMinutes\n",
        "ferry.md": "---\nquestion: Is it?\nsource: harbour-minutes\n---\n\nAn introduction.\n",
    }
    files[name] += quote
    loaded = read(files)
    assert doubts(loaded) == ["KB503"]
    assert "Words. — ¶1" in loaded.base.model_dump_json()


SOURCE = "It’s the “library” – we don’t open, e.g. on Sundays… but 2 * 3 is A&B in a_b_c."
TRUE = [
    "It's the \"library\" -- we don't open", "It’s the 'library' — we", "*It’s* the **“library”**", "It’s [...] open",
    "[…] library [...] Sundays [...]", "e.g. on Sundays...", "on Sundays. . .", "2 \\* 3 is A&amp;B", "It&#8217;s the",
    "It’s\u00a0the", "lib\u00adrary", "“library”–we", "we don’t <b>open</b>", "is [A&B](#no-boat)", "a\\_b\\_c", "a_b_c",
    "we don’t\n> open", "“we don't open”",
]  # fmt: skip
FALSE = [
    ("open [...] It’s", "quote it word for word"), ("we do open", "quote it word for word"), ("pen, e.g.", "quote it word"),
    ("It’s ... open", "write '[...]'"), ("It’s (…) open", "write '[...]'"), ("it’s the", "only capitals differ"),
    ("[I]t’s the", "leave out what stands in brackets"), ("It’s the [public] “library”", "leave out what stands in brackets"),
    ("Another passage", "they stand in ¶2 now"), ("a_b_c. Another", "they run from ¶1 on into ¶2"),
    ("in the survey", "they stand in ¶1 of 'ferry-survey'"), ("[...]", "a quote has words"), ("102", "quote it word for word"),
]  # fmt: skip
COPIES: dict[str, Sequence[str]] = {
    "harbour-minutes": [SOURCE, "Another passage.", "10² is more."],
    "ferry-survey": ["Words in the survey."],
}


@pytest.mark.parametrize("words", TRUE)
def test_a_true_quote_is_true_however_it_is_typed(read: Read, words: str) -> None:
    loaded = read(ITEM + f"> {words} — ¶1" + REST)
    assert verify_quotes(loaded.base, COPIES) == []


@pytest.mark.parametrize(("words", "says"), FALSE)
def test_what_the_passage_does_not_say_is_refused_with_a_way_on(
    read: Read, words: str, says: str
) -> None:
    (problem,) = verify_quotes(read(ITEM + f"> {words} — ¶1" + REST).base, COPIES)
    assert problem.code.value == "KB502"
    assert says in problem.message


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("we can", "we can't go"), ("t go", "we can’t go"), ("costs 10", "it costs 10,000"), ("is 1", "it is 1.5 now"),
        ("5 now", "it is 1.5 now"), ("able", "unable"), ("हिन्द", "यह हिन्दी है"), ("act", "acts"), ("10²", "10²³"),
    ],
)  # fmt: skip
def test_a_part_of_a_word_or_number_is_no_quote(words: str, passage: str) -> None:
    assert not stands_in(pieces(folded(words)), folded(passage))
    assert stands_in(pieces(folded(words)), folded(f"“{words}”, {passage}"))


@pytest.mark.parametrize(
    ("words", "passage"),
    [("boats", "the boats' end"), ("we can", "“We can”, or ‘we can’"), ("10", "10, then 11"), ("10", "at 10."), ("北京", "在北京市"), ("ไทย", "ภาษาไทย")],
)  # fmt: skip
def test_a_whole_word_is_one_whatever_stands_beside_it(words: str, passage: str) -> None:
    assert stands_in(pieces(folded(words)), folded(passage))


WORDS = st.lists(
    st.sampled_from(
        ["now", "we", "open", "on", "a", "Sunday", "–", "it’s", "“so”", "...", "co-op"]
    ),
    min_size=3,
    max_size=30,
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(WORDS, st.data())
def test_any_stretches_of_a_passage_in_order_are_a_quote_of_it(
    words: list[str], data: st.DataObject
) -> None:
    """And what is left out between them is nothing that a quote may hide by its order alone."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=6)))
    kept = [" ".join(words[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    quote = " [...] ".join(stretch for stretch in kept if stretch)
    stretches = pieces(folded(quote))
    assert not stretches or stands_in(stretches, folded(" ".join(words)))
    assert not stands_in([*stretches, "never said"], folded(" ".join(words)))
