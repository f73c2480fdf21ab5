"""Every rule has a section in `kb/explain.md`, whose examples are what they say."""

from __future__ import annotations

import re

import pytest

from kb.diagnostics import Code
from kb.errors import NotFound
from kb.explain import explain, summaries

NOT_SHOWN = {  # what cannot stand on a page of text; each has a test in test_files.py
    Code.NOT_UTF8,
    Code.FILE_TOO_BIG,
    Code.LINE_TOO_LONG,
    Code.UNUSUAL_BYTES,
    Code.UNREADABLE_FILE,
    Code.NESTED_TOO_DEEPLY,
    Code.FOLDER_SKIPPED,
    Code.QUOTE_DIFFERS,
    Code.NOT_IN_FORMAT,  # these have theirs in tests/interchange
    Code.INCLUDE_REFUSED,
    Code.TOO_MUCH,
}


def test_every_rule_is_explained_in_order():
    assert list(summaries()) == [code.value for code in Code]


def test_every_section_has_the_name_of_its_rule_and_a_way_to_mend_it(rule):
    section = explain(rule.value)
    assert section.startswith(f"## {rule.value} {rule.slug}\n\n")
    assert "\nTo fix it: " in section
    assert len(summaries()[rule.value]) > 20


def test_the_wrong_example_has_exactly_the_problems_that_it_shows(rule, problems, example_blocks):
    section = explain(rule.value)
    if rule in NOT_SHOWN:
        assert "Wrong:" not in section
        return
    wrong = example_blocks(section.split("\nRight:\n")[0])
    assert "\n".join(problems(wrong.files)) == wrong.expected["problems"]
    assert f" {rule.value} " in wrong.expected["problems"]


def test_the_right_example_has_no_problems(rule, problems, example_blocks):
    if rule not in NOT_SHOWN:
        right = example_blocks(explain(rule.value).split("\nRight:\n")[1])
        assert problems(right.files) == []


def test_a_rule_is_found_in_any_case_and_by_its_name():
    assert explain("kb201") == explain("KB201") == explain(" unknown-label ")


def test_a_rule_that_does_not_exist_gets_a_proposal():
    with pytest.raises(NotFound, match="'KB999'; 'kb explain' lists all"):
        explain("KB999")
    with pytest.raises(NotFound, match=re.escape("'KB20' (did you mean 'KB2")):
        explain("KB20")
    with pytest.raises(NotFound, match="did you mean 'unknown-label'"):
        explain("unknown-lable")


def test_a_summary_is_one_sentence_on_one_line():
    assert summaries()["KB001"] == "A file of a base is text in UTF-8."
    assert not any("\n" in summary for summary in summaries().values())
