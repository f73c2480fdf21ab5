"""Markdown in, facts or problems out: the cases in `cases/`."""

from __future__ import annotations

from kb.diagnostics import LINTS


def test_what_is_written_is_what_is_read(golden, read, facts):
    loaded = read(golden.files)
    assert golden.expected
    of_lines = [problem for problem in loaded.problems if problem.code not in LINTS]
    printed = "\n".join(map(str, of_lines))  # these maps are too small to be good ones
    assert printed == golden.expected.get("problems", "")
    if "facts" in golden.expected:
        assert facts(loaded.base) == golden.expected["facts"]
