"""One form: what a file says stays, how it is written becomes that of all."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import ROOT, SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, write_base

from kb.disk import Together
from kb.model import Base
from loaders.base.load import LoadedBase, load_base
from loaders.editing.form.formatting import form
from loaders.editing.reading import Reading
from loaders.grammar.kinds import KINDS
from loaders.writing.writer import append_item, skeleton

FRONT = "---\nquestion: Should the ferry run?\nsource: harbour-minutes\n---\n\n"
FORMS = {
    "labels": (
        "## run\n\nIt runs.\n\n- **held by**: [Mara](people.md#mara-oduya)\n- __Kind__: Position\n- **SOURCE:**¶1\n",
        "## run\n\nIt runs.\n\n- **Kind:** position\n- **Held by:** [Mara](people.md#mara-oduya)\n- **Source:** ¶1\n",
    ),
    "blank lines": (
        "Why.\n\n\n\n## run\nIt runs.\n- **Kind:** position\n\n- **Source:** ¶1\n\n\n> Said. — ¶1\n\nProse,\nwrapped.  \nHard.\n\n\n",
        "Why.\n\n## run\n\nIt runs.\n\n- **Kind:** position\n- **Source:** ¶1\n\n> Said. — ¶1\n\nProse,\nwrapped.  \nHard.\n",
    ),
    "markers and indents": (
        "## run\n\nIt runs.\n\n  1. **Supported by:** [b](#b)\n     * **Because:** one\n       two\n     * a reason\n  2. **Source:** ¶1\n\n* prose\n* more\n\n## b\n\nB.\n",
        "## run\n\nIt runs.\n\n- **Supported by:** [b](#b)\n  - **Because:** one\n    two\n  - a reason\n- **Source:** ¶1\n\n* prose\n* more\n\n## b\n\nB.\n",
    ),
    "dashes and passages": (
        "## run\n\nIt runs.\n\n- **Held by:** [Mara](people.md#mara-oduya) -- 0.8 ,pars. 3 – 5,  Inferred, although -- par. 3\n- **Source:** ¶ 7,[s](sources.md#ferry-survey)¶¶2-2 -- par. 3\n\n> Said. -- par. 3\n",
        "## run\n\nIt runs.\n\n- **Held by:** [Mara](people.md#mara-oduya) — 0.8, ¶3-5, inferred, although -- par. 3\n- **Source:** ¶7, [s](sources.md#ferry-survey) ¶2 — ¶3\n\n> Said. — ¶3\n",
    ),
    "links": (
        "## run\n\nIt runs, see b.\n\n- **Held by:** mara-oduya;ines-tal — of mara-oduya\n- **Supported by:** b+not   ferry/c — as b is\n- **Undercuts:** b + not c -> run\n- **Formerly:** go\n\n## b\n\nB.\n\n## c\n\nC.\n\n- **Posed by:** mapper\n- **Kind:** question\n",
        "## run\n\nIt runs, see b.\n\n- **Formerly:** go\n- **Held by:** [Mara Oduya](people.md#mara-oduya); [Ines Tal](people.md#ines-tal) — of [Mara Oduya](people.md#mara-oduya)\n- **Supported by:** [b](#b) + not [ferry/c](#c) — as b is\n- **Undercuts:** [b](#b) + not [c](#c) → [run](#run)\n\n## b\n\nB.\n\n## c\n\nC.\n\n- **Kind:** question\n- **Posed by:** mapper\n",
    ),
    "wrapped lines": (
        "## run\n\nIt runs.\n\n* **Supported by:** [b](#b)\n  + [c](#c)\n  -- since\n  so\n* **Title:** T\n\n## b\n\nB.\n\n## c ##\n\nC.\n",
        "## run\n\nIt runs.\n\n- **Title:** T\n- **Supported by:** [b](#b)\n  + [c](#c)\n  -- since\n  so\n\n## b\n\nB.\n\n## c\n\nC.\n",
    ),
    "comments": (
        "## run\n\nIt runs.\n\n%%\nwhy\n%%\n- **kind:** <!-- is it? --> position\n- **Title:** T <!-- for now -->\n<!-- here -->\n",
        "## run\n\nIt runs.\n\n%%\nwhy\n%%\n\n- **Title:** T <!-- for now -->\n- **Kind:** <!-- is it? --> position\n\n<!-- here -->\n",
    ),
    "a value that begins with markup": (
        "## run\n\nIt runs.\n\n- **supported by**: [b](#b)\n  - **because**:` `so` it\n  - **BECAUSE:**  *so*\n  - **Because:**\n    so\n\n## b\n\nB.\n",
        "## run\n\nIt runs.\n\n- **Supported by:** [b](#b)\n  - **Because:** ` `so` it\n  - **Because:** *so*\n  - **Because:**\n    so\n\n## b\n\nB.\n",
    ),
    "code is prose": (
        "## run\n\nIt runs.\n\n```\n* **kind:**   position\n\n\n```\n",
        "## run\n\nIt runs.\n\n```\n* **kind:**   position\n\n\n```\n",
    ),
    "words of properties keep their order": (
        "## run\n\nIt runs.\n\n- **Credence:** 0.3 — one\n- **Kind:** position — two\n",
        "## run\n\nIt runs.\n\n- **Credence:** 0.3 — one\n- **Kind:** position — two\n",
    ),
}  # fmt: skip


def without_places(loaded: LoadedBase) -> dict:
    """What a base says; what is of one thing in the order of the lines."""
    said = loaded.base.model_dump()
    for claim in said["claims"]:
        claim["quotes"] = [{**quote, "line": 0} for quote in claim["quotes"]]
    for kind in ("debates", "claims", "arguments"):
        said[kind] = [{**fact, "place": None} for fact in said[kind]]
    for kind, key in (("stances", "target"), ("relations", "source")):
        said[kind] = sorted(said[kind], key=lambda fact: fact[key])
    return said


def comments(root: Path) -> list[str]:
    """The words of comments, which are no facts, and are nobody's to lose."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(root.rglob("*.md"))]
    found = [re.findall(r"<!--.*?-->|%%.*?%%", text, re.DOTALL) for text in texts]
    return sorted(word for each in found for one in each for word in one.split())


def formed(root: Path, own: Path) -> LoadedBase:
    """Bring a base into form, which is done once and for all; what it says then."""
    before = load_base(root)
    noted = comments(root)
    plan, left = form(Reading(before))
    assert left == []
    Together(root, own).change(plan.changes())
    after = load_base(root)
    assert without_places(after) == without_places(before)
    codes = [problem.code for problem in before.problems]
    assert all(
        codes.count(p.code) >= [q.code for q in after.problems].count(p.code)
        for p in after.problems
    )
    assert comments(root) == noted
    again, left = form(Reading(after))
    assert (again.difference(), left) == ("", [])
    return after


@pytest.mark.parametrize("case", FORMS)
def test_a_file_is_brought_into_form(
    make_base: Callable[..., Path], tmp_path: Path, case: str
) -> None:
    before, after = FORMS[case]
    root = make_base({"ferry.md": FRONT + before})
    formed(root, tmp_path / "own")
    assert (root / "ferry.md").read_text("utf-8") == FRONT + after


def test_lists_are_brought_into_form(make_base: Callable[..., Path], tmp_path: Path) -> None:
    sources = "# Sources\n## log\nThe log\n\n* **file:** log.txt\n* **Left out:** pars. 1-2 -- a; ¶¶3 — b -- c\n* **Repeats:** ¶4 = par. 5;¶6–7 = ¶8\n* **starts:** par. 3; ¶¶5–6 -- as *it* seems\n* **Kind**: log\n"
    root = make_base({"sources.md": sources, "ferry.md": FRONT.replace("harbour-minutes", "log")})
    formed(root, tmp_path / "own")
    assert (root / "sources.md").read_text("utf-8") == (
        "# Sources\n\n## log\n\nThe log\n\n- **Kind:** log\n- **File:** log.txt\n- **Left out:** ¶1-2 — a; ¶3 — b -- c\n- **Repeats:** ¶4 = ¶5;¶6-7 = ¶8\n- **Starts:** ¶3; ¶5-6 — as *it* seems\n"
    )


def test_what_is_said_of_people_and_sources_has_dashes_of_its_own(
    make_base: Callable[..., Path], tmp_path: Path
) -> None:
    people = "## mara\n\nMara\n\n- **Kind:** Work\n- **Address:** a -- b; c+d\n"
    sources = "## log\n\nThe log\n\n- **Kind:** Claim -- as kept;by hand\n- **By:** a -- b\n"
    ferry = FRONT.replace("harbour-minutes", "log") + "## run\n\nIt runs.\n"
    root = make_base({"people.md": people, "sources.md": sources, "ferry.md": ferry})
    formed(root, tmp_path / "own")
    assert (root / "people.md").read_text("utf-8") == people.replace("Work", "work")
    assert (root / "sources.md").read_text("utf-8") == sources


def test_line_ends_and_marks_stay(make_base: Callable[..., Path], tmp_path: Path) -> None:
    text = "\ufeff" + (FRONT + "## run\nIt runs.\n").replace("\n", "\r\n")
    root = make_base({"ferry.md": text.encode()})
    formed(root, tmp_path / "own")
    expected = "\ufeff" + (FRONT + "## run\n\nIt runs.\n").replace("\n", "\r\n")
    assert (root / "ferry.md").read_bytes() == expected.encode()


def test_every_example_of_the_format_can_be_brought_into_form(golden, make_base, tmp_path) -> None:
    root = make_base(golden.files)
    if not load_base(root).errors:  # else it is not touched
        formed(root, tmp_path / "own")


def test_the_debates_that_come_along_can_be_brought_into_form(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "base")
    formed(tmp_path / "base", tmp_path / "own")


MESS = [
    (r"(?m)^( *)- (?=\*\*)", lambda m: f"{m[1]}* "),
    (r"(?m)^( *- )\*\*([A-Z][a-z ]+):\*\*", lambda m: f"{m[1]}**{m[2].lower()}**:"),
    (r"(?m)^( *- \*\*(?!Because|Term)[^—\n]*) — ", lambda m: f"{m[1]}  --  "),
    (r"(?<=— )¶(\d+)", lambda m: f"par. {m[1]}"),
    (r" \+ (?=\[)", lambda m: "+"),
    (r"(?m)^\n(?=[#>])", lambda m: "\n\n\n"),
    (r"(?m)^(?=- \*\*)", lambda m: "\n"),
    (r"\[(item-\d)\]\(#item-\d\)", lambda m: m[1]),
]  # fmt: skip


def messed(text: str, seed: int) -> str:
    """A text written by somebody else, with other habits."""
    choose = random.Random(seed)
    for pattern, habit in MESS:
        if choose.random() < 0.5:
            text = re.sub(
                pattern, lambda m, habit=habit: habit(m) if choose.random() < 0.7 else m[0], text
            )  # type: ignore[misc]
    return text


def check(tmp_path: Path, base: Base, seed: int) -> None:
    root = write_base(tmp_path / "base", base)
    if load_base(root).errors:  # a few words cannot be written
        return
    for path in sorted(root.glob("*.md")):
        before = path.read_text("utf-8")
        said = without_places(load_base(root))
        path.write_text(messed(before, seed), "utf-8", newline="\n")
        loaded = load_base(root)
        if loaded.errors or without_places(loaded) != said:  # somebody else's habits say more
            path.write_text(before, "utf-8", newline="\n")
    formed(root, tmp_path / "own")


def test_what_the_program_writes_is_in_form(tmp_path: Path) -> None:
    assert _is_in_form(write_base(tmp_path / "base", load_base(SHIPPED).base))
    shutil.copytree(ROOT / "kb" / "starter" / "base", tmp_path / "starter")
    assert _is_in_form(tmp_path / "starter")
    file = tmp_path / "starter" / "sunday-opening.md"
    for kind in KINDS:
        item = skeleton(kind, f"new-{kind}", title="T")
        file.write_text(append_item(file.read_text("utf-8"), item), "utf-8")
    assert _is_in_form(tmp_path / "starter")


def _is_in_form(root: Path) -> bool:
    plan, left = form(Reading(load_base(root)))
    return (plan.difference(), left) == ("", [])


@settings(max_examples=20, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.integers(0, 1_000))
def test_whatever_a_base_says_it_says_in_form(tmp_path: Path, base: Base, seed: int) -> None:
    check(tmp_path, base, seed)


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES, st.integers(0, 1_000_000))
def test_whatever_a_base_says_it_says_in_form_however_often_one_tries(
    tmp_path: Path, base: Base, seed: int
) -> None:
    check(tmp_path, base, seed)
