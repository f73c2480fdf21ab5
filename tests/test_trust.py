"""What `docs/trust.md` promises has the tests that it names."""

from __future__ import annotations

import re

from bases import ROOT


def test_every_test_that_a_promise_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "trust.md").read_text("utf-8")))
    code = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    known = {name for text in code for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert named
    assert named <= known
