"""Every example of a wrong line in `kb explain`, mended: the problem is gone, or nothing was done."""

from __future__ import annotations

from kb.disk import Together
from kb.explain import explain
from loaders.base.load import load_base
from loaders.editing.mending import mend
from loaders.editing.reading import Reading


def test_what_is_mended_is_no_problem_any_more(rule, make_base, example_blocks, tmp_path) -> None:
    root = make_base(example_blocks(explain(rule.value).split("\nRight:\n")[0]).files)
    plan, mended = mend(Reading(load_base(root)))
    if plan.edits:
        Together(root, tmp_path / "own").change(plan.changes())
    left = {(problem.code, problem.message) for problem in load_base(root).problems}
    assert not {(each.problem.code, each.problem.message) for each in mended} & left
