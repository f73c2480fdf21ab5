"""Warnings about maps: what they see in the whole base, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics import LINTS
from loaders.base.load import load_base

Problems = Callable[..., list[str]]
RUN = "## run\n\nThe ferry should run.\n\n"
BEDS = "## beds\n\nHotel beds stay empty.\n\n"
HELD = "- **Held by:** [Mara](people.md#mara-oduya)\n"
SUPPORTS = "- **Supports:** [run](#run)\n"


@pytest.fixture
def codes(problems: Problems) -> Callable[..., list[str]]:
    """The codes of the problems, each with the words in the first quotes."""

    def read(given: object) -> list[str]:
        found = [line.split(" ", 2)[1:] for line in problems(given)]
        return [f"{code} {says.split(chr(39))[1]}" for code, says in found]

    return read


def debate(text: str) -> str:
    return f"---\nquestion: Why?\n---\n\n{text}"


def test_a_relation_in_another_debate_clears_an_item(codes):
    here = RUN + SUPPORTS.replace("run", "beds") + "\n" + BEDS + "\n## seals\n\nSeals sleep.\n"
    assert codes({"ferry.md": debate(here)}) == ["KB106 seals"]
    for line in (
        "- **Rebutted by:** [seals](ferry.md#seals)",
        "- **Refines:** [seals](ferry.md#seals)",
        "- **Undercuts:** [run](ferry.md#run) → [beds](ferry.md#beds)\n  - **With:** ferry/seals",
    ):
        there = f"## other\n\nAnother thing.\n\n{line}\n"
        assert codes({"ferry.md": debate(here), "zoo.md": debate(there)}) == []


def test_a_support_from_another_debate_clears_a_position(codes):
    here = RUN + "- **Kind:** position\n\n" + BEDS + "- **Rebuts:** [run](#run)\n"
    assert codes({"ferry.md": debate(here)}) == ["KB407 run"]
    there = "## other\n\nAnother thing.\n\n- **Supports:** [run](ferry.md#run)\n"
    assert codes({"ferry.md": debate(here), "zoo.md": debate(there)}) == []


def test_a_position_shares_the_reasons_of_what_it_refines(codes):
    narrow = "## narrow\n\nOnly in summer.\n\n- **Kind:** position\n- **Refines:** [run](#run)\n"
    assert codes(RUN + "- **Kind:** position\n\n" + BEDS + SUPPORTS + "\n" + narrow) == []


CRUX = "## is-it\n\nIs it so?\n\n- **Kind:** crux\n"


def test_a_crux_turns_what_the_claim_that_it_asks_bears_on(codes):
    asks = RUN + "\n" + BEDS + "{}\n" + CRUX + "- **Asks:** [beds](#beds)\n"
    assert codes(asks.format(SUPPORTS)) == []
    assert codes(asks.format("- **Refines:** [run](#run)\n")) == ["KB408 is-it"]
    position = RUN + "- **Kind:** position\n\n" + BEDS + SUPPORTS + "\n" + CRUX
    assert codes(position + "- **Asks:** [run](#run)\n") == []


def test_a_crux_is_cleared_by_an_argument_from_it_in_another_debate(codes):
    here = debate(RUN + SUPPORTS.replace("run", "beds") + "\n" + BEDS + "\n" + CRUX)
    there = "## other\n\nAnother thing.\n\n- **Undercuts:** ferry/run → ferry/beds\n"
    assert codes({"ferry.md": here}) == ["KB408 is-it"]
    crossing = there + "  - **With:** [is-it](ferry.md#is-it)\n"
    assert codes({"ferry.md": here, "zoo.md": debate(crossing)}) == []


@pytest.mark.parametrize(
    "line",
    [
        HELD,
        "- **Source:** ¶3\n",
        "- **Credence:** 0.3\n",
        "> Beds, beds, beds. — ¶3\n",
        "- **Refines:** [run](#run) — inferred\n",
        "- **Illustrates:** [run](#run) — ¶3\n",
    ],
)
def test_anything_that_vouches_for_a_claim_is_enough(codes, line):
    assert codes(RUN + HELD + "\n" + BEDS + SUPPORTS) == ["KB107 beds"]
    assert codes(RUN + HELD + "\n" + BEDS + line + "\n" + SUPPORTS) == []


@pytest.mark.parametrize("of", [" — inferred", " — ¶3", "\n  " + HELD.rstrip()])
def test_an_argument_vouches_for_its_premises(codes, of):
    assert codes(RUN + HELD + "\n" + BEDS + SUPPORTS.rstrip() + of + "\n") == []


def test_an_inferred_argument_does_not_vouch_for_its_conclusion(codes):
    assert codes(RUN + "\n" + BEDS + HELD + SUPPORTS.rstrip() + " — inferred\n") == ["KB107 run"]


def test_in_a_debate_without_people_and_passages_the_mapper_speaks(codes):
    assert codes(RUN + "\n" + BEDS + SUPPORTS) == []


def test_a_debate_with_one_item_has_just_begun(codes):
    assert codes(RUN) == codes(RUN + "- **Kind:** position\n") == codes(CRUX) == []


def test_an_item_gets_one_warning_of_what_it_lacks(codes):
    assert codes(RUN + HELD + "- **Kind:** position\n\n" + BEDS) == ["KB407 run", "KB106 beds"]


def test_a_slip_of_the_pen_is_one_problem(codes):
    assert codes(RUN + HELD + "\n" + BEDS + "- **Suports:** [run](#run)\n") == ["KB201 Suports"]
    assert codes(RUN + HELD + "\n" + BEDS + "- Supports: [run](#run)\n") == ["KB202 Supports"]


TWICE = RUN + HELD + "\n" + BEDS + "{}\n{}\n" + SUPPORTS + "\n## rooms\n\n{}\n\n{}\n{}\n"


@pytest.mark.parametrize(
    ("one", "statement", "other", "does", "found"),
    [
        ("¶3", "The hotel beds stay empty.", "¶3", "Supports", ["KB409"]),
        ("¶3", "The hotel beds stay empty.", "¶4", "Supports", []),
        ("¶3-4", "The hotel beds stay empty.", "¶3", "Supports", []),
        ("¶3", "Workers must get home at night.", "¶3", "Supports", []),
        ("¶3", "The hotel beds stay empty.", "¶3", "Rebuts", []),
    ],
)
def test_a_reason_is_counted_twice_by_its_passages_and_words(
    problems, one, statement, other, does, found
):
    does = f"- **{does}:** [run](#run)\n"
    text = TWICE.format("", f"- **Source:** {one}", statement, f"- **Source:** {other}", does)
    assert [line.split()[1] for line in problems(text)] == found


def test_what_either_answer_to_a_crux_supports_is_no_reason_given_twice(problems):
    crux = "## do-beds\n\nDo hotel beds stay empty?\n\n- **Kind:** crux\n- **Source:** ¶3\n"
    text = RUN + HELD + "\n" + BEDS + "- **Source:** ¶3\n" + SUPPORTS + "\n"
    assert problems(text + crux + "- **If yes:** supports [run](#run)\n") == []


def test_a_denial_repeats_nothing(codes):
    same = "## no-run\n\nThe ferry should, run!\n\n"
    assert codes(RUN + "\n" + same + SUPPORTS) == ["KB410 no-run"]
    assert codes(RUN + "- **Supported by:** not [no-run](#no-run)\n\n" + same) == []


SENSES = "".join(
    f"## night-{n}\n\nThe hours of kind {n}.\n\n- **Kind:** definition\n- **Term:** night\n\n"
    for n in (1, 2)
)
CLASH = RUN + "- **Uses:** [night-1](#night-1)\n\n" + BEDS + "- **Rebuts:** [run](#run)\n"


def test_a_dispute_about_a_word_is_none_when_both_share_a_sense(codes):
    clash = CLASH + "- **Uses:** [night-2](#night-2)\n\n"
    assert codes(clash + SENSES) == ["KB411 beds"]
    assert codes(clash.replace("(#night-2)", "(#night-2); [night-1](#night-1)") + SENSES) == []
    other = SENSES.replace("night\n\n## night-2", "dark\n\n## night-2")
    assert codes(clash + other) == []


def test_senses_that_the_map_keeps_apart_are_no_dispute(codes):
    clash = CLASH + "- **Uses:** [night-2](#night-2)\n\n" + SENSES
    apart = (
        "## apart\n\nTwo nights.\n\n- **Distinguishes:** [night-1](#night-1); [night-2](#night-2)\n"
    )
    assert codes(clash + apart) == []
    miss = (
        "## miss\n\nThey speak past each other.\n\n- **Undercuts:** [beds](#beds) → [run](#run)\n"
    )
    assert codes(clash + miss) == []


def test_senses_are_known_across_debates(codes):
    there = debate(
        "## dark\n\nThe dark hours.\n\n- **Kind:** definition\n- **Term:** night\n\n"
        "## beds\n\nHotel beds stay empty.\n\n- **Uses:** [dark](#dark)\n- **Rebuts:** ferry/run\n"
    )
    here = debate(RUN + "- **Uses:** [night-1](#night-1)\n\n" + SENSES)
    assert codes({"ferry.md": here, "zoo.md": there}) == ["KB411 beds"]
    late = debate("## miss\n\nA miss.\n\n- **Undercuts:** zoo/beds → ferry/run\n")
    assert codes({"ferry.md": here, "zoo.md": there, "late.md": late}) == []


def test_terms_that_a_sign_or_a_letter_tells_apart_are_no_dispute(codes):
    clash = CLASH + "- **Uses:** [night-2](#night-2)\n\n" + SENSES
    for one, other in (
        ("C#", "C++"),
        ("C", "C#"),
        ("AI 对齐", "AI 安全"),
        ("σ-algebra", "algebra"),
        ("काल", "कला"),
        ("バス", "パス"),
        ("край", "краи"),
        ("P=NP", "P≠NP"),
    ):
        first = clash.replace("Term:** night", f"Term:** {one}", 1)
        assert codes(first.replace("Term:** night", f"Term:** {other}", 1)) == []
    for one, other in (("Night boat", "night-boat"), ("naïve", "naive"), ("“night”", "night")):
        first = clash.replace("Term:** night", f"Term:** {one}", 1)
        assert codes(first.replace("Term:** night", f"Term:** {other}", 1)) == ["KB411 beds"]


def test_a_dispute_names_the_word_as_the_list_of_terms_writes_it(problems, read):
    clash = CLASH + "- **Uses:** [night-2](#night-2)\n\n"
    senses = SENSES.replace("Term:** night", "Term:** The Night", 1).replace(
        "Term:** night", "Term:** the night"
    )
    [found] = problems(clash + senses)
    [term] = read(clash + senses).terms
    assert f"'{term.heading}'" in found


def test_the_warnings_are_the_same_from_the_cache(make_base, tmp_path: Path):
    root = make_base({"ferry.md": debate(CLASH + "- **Uses:** [night-2](#night-2)\n\n" + SENSES)})
    first = load_base(root, tmp_path / "cache").problems
    again = load_base(root, tmp_path / "cache").problems
    assert [p for p in first if p.code in LINTS]
    assert first == again


LEAVES = "## leaves\n\nThe last boat leaves early in winter.\n\n" + SUPPORTS
OTHERWISE = [
    ("A last boat, leaving early in winter.", True),
    ("The last boats are leaving early in winter.", True),
    ("The last boat does not leave early in winter.", False),
    ("The last boat may leave early in winter.", False),
    ("The first boat leaves early in winter.", False),
    ("In winter the last boat leaves early.", False),
]


@pytest.mark.parametrize(("text", "told"), OTHERWISE)
def test_one_statement_in_other_small_words_and_endings_is_told(codes, text, told):
    twice = debate(f"{RUN}{LEAVES}\n## again\n\n{text}\n\n{SUPPORTS}")
    found = [code for code in codes(twice) if code.startswith("KB414")]
    assert found == (["KB414 again"] if told else [])


@pytest.mark.parametrize("label", ["Refines", "Rivals", "Rebuts", "Supports"])
def test_what_the_map_relates_is_not_one_statement(codes, label):
    text = f"{RUN}{LEAVES}\n## again\n\nA last boat left early in winter.\n\n{SUPPORTS}"
    related = debate(f"{text}- **{label}:** [leaves](#leaves)\n")
    assert not [code for code in codes(related) if code.startswith("KB414")]


def test_short_statements_may_differ_in_small_words(codes):
    short = debate(f"{RUN}## a-b\n\nIt is late.\n\n{SUPPORTS}\n## b-c\n\nSo late.\n\n{SUPPORTS}")
    assert not [code for code in codes(short) if code.startswith("KB414")]


def rivals(first: str, second: str) -> str:
    """A debate with two rivals, and who holds which."""
    ferry = f"{RUN}- **Kind:** position\n- **Held by:** {first}\n"
    boats = f"## stay\n\nIt should not.\n\n- **Kind:** position\n- **Held by:** {second}\n"
    both = ferry + "- **Supported by:** stay-2\n\n" + boats + "- **Supported by:** stay-2\n"
    ground = "\n## stay-2\n\nSeals are shy.\n\n- **Held by:** ines-tal\n"
    return f"---\nquestion: Why?\n---\n\n{both}- **Rival of:** [run](#run)\n{ground}"


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("mara-oduya", "mara-oduya", True),
        ("mara-oduya — 2031", "mara-oduya", True),
        ("mara-oduya — 2031", "mara-oduya — 2031", True),
        ("mara-oduya — 2031", "mara-oduya — 2032", False),
        ("mara-oduya", "ines-tal", False),
    ],
)
def test_who_holds_two_rivals_is_named(problems, first, second, is_told):
    says = (
        "ferry.md:13:4: KB412 'mara-oduya' holds both 'run' and 'stay', which are rivals: keep "
        "one, or give each its date"
    )
    assert problems(rivals(first, second)) == ([says] if is_told else [])
