"""A statement of several sentences, and what only looks like one."""

from __future__ import annotations

import pytest
from bases import SHIPPED

from loaders.base.load import load_base

RUN = "---\nquestion: Why?\n---\n\n## run\n\nThe ferry should run.\n\n"


@pytest.mark.parametrize(
    ("statement", "second"),
    [
        ("It rains. The street is wet.", "The street is"),
        ("Is it so? And is that true?", "And is that"),
        ("Il pleut. Élise dort bien.", "Élise dort bien."),
        ("雨が降る。風が吹く。", "風が吹く。"),
        ("He says “It is so. It is.” all day. Nobody listens.", "Nobody listens."),
        ("It holds, e.g. On Mondays. The rest is\nprose, says [Ada](#run).", "The rest is"),
    ],
)
def test_a_second_sentence_is_told_with_its_first_words(problems, statement, second):
    says = (
        f"ferry.md:9:4: KB415 the statement of 'beds' is more than one sentence, from '{second}' "
        "on: make it one, or make a claim of each; what explains it is prose below"
    )
    assert says in problems(f"{RUN}## beds\n\n{statement}\n")


@pytest.mark.parametrize(
    "statement",
    [
        "Claude Opus 3. It was kind",
        "He says “It rains. It pours.” all day.",
        'What "Stop. Now." means is plain.',
        "Dr. Smith, Mrs. Jones and J. Doe agree.",
        "The U.S. Senate and the E.U. Council differ, i.e. They quarrel.",
        "Apple Inc. Sells phones.",
        "“Why?” asks the reader. always",
        "It is so (he said it. Twice.) and will be.",
        "Fish is food... And meat is too.",
        "Yahoo! Answers is big.",
        "Chapters 3. B and 4. C disagree, cf. Fig. Two.",
    ],
)
def test_what_only_looks_like_two_sentences_is_one(problems, statement):
    assert not [line for line in problems(f"{RUN}## beds\n\n{statement}\n") if "KB415" in line]


def test_no_statement_of_the_shipped_debates_is_taken_for_two():
    assert load_base(SHIPPED, None).problems == []
