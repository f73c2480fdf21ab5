"""What somebody says of a crux they say of the claim that it asks, wherever either is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import small_base
from click.testing import Result

Kb = Callable[..., Result]
MILL = """
---
question: Should the mill turn on Sundays?
---

## turn

The mill should turn on Sundays.

- **Kind:** position
- **Supported by:** [quiet](#quiet)

## quiet

The mill is quiet.

- **Held by:** [Mara](people.md#mara)

## is-it-quiet

Is the mill quiet?

- **Kind:** crux
- **Asks:** [quiet](#quiet)
- **Posed by:** [Mara](people.md#mara)
- **{word} by:** [Ines](people.md#ines) — after dark
"""


@pytest.mark.parametrize(
    ("word", "shown", "printed"),
    [
        ("Questioned", "questions this", "questions it"),
        ("Answered no", "answers no to the crux", "answers no to the crux"),
        ("Reported", "reports this", "reports it"),
    ],
)
def test_who_speaks_of_the_crux_stands_with_the_claim(
    kb_command: Kb, tmp_path: Path, word: str, shown: str, printed: str
) -> None:
    folder = small_base(tmp_path / "base", mill=MILL.format(word=word))
    assert kb_command("check", "-C", folder.path).exit_code == 0
    assert (
        f"Ines Tal {printed}: after dark" in kb_command("show", "quiet", "-C", folder.path).stdout
    )
    assert kb_command("build", "-C", folder.path, "--out", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site/claims/mill/quiet.html").read_text("utf-8")
    [said] = re.findall(r'<section aria-labelledby="stances">.*?</section>', page, re.DOTALL)
    told = " ".join(re.sub(r"<[^>]*>", " ", said).split())
    assert f"Ines Tal {shown}" in told
    assert "after dark" in told
    assert "poses" not in told
