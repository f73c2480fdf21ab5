"""Markdown in, facts or problems out: the cases in `cases/`."""

from __future__ import annotations


def test_what_is_written_is_what_is_read(golden, read, facts):
    loaded = read(golden.files)
    assert golden.expected
    printed = "\n".join(str(problem) for problem in loaded.problems)
    assert printed == golden.expected.get("problems", "")
    if "facts" in golden.expected:
        assert facts(loaded.base) == golden.expected["facts"]
