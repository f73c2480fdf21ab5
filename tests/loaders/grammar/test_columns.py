"""Every problem points at the very character that it is about, however the line is written."""

from __future__ import annotations

import pytest

from kb.diagnostics import Code

MARK = "⟦"  # stands in a test right before what a problem must point at


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the line and column of each."""
    places = []
    for number, line in enumerate(text.split("\n"), 1):
        while MARK in line:
            places.append((number, line.index(MARK) + 1))
            line = line.replace(MARK, "", 1)
    return text.replace(MARK, ""), places


HEAD = "---\nquestion: Is it?\nsource: harbour-minutes\n---\n\n## run\n\nThe ferry should run.\n\n"
LINES = {
    "a label": "- **⟦Helt by:** x\n",
    "a label with underscores": "- __⟦Helt by:__ x\n",
    "a label in bold italics": "- ***⟦Helt by:*** x\n",
    "a second target": "- **Refines:** ⟦[a](#run-not); ⟦[b](#nowhere)\n",
    "a bare target": "- **Held by:** mara-oduya; ⟦nobody\n",
    "a negated premise": "- **Supported by:** ⟦[a](#nowhere) + not ⟦[b](#nowhere)\n",
    "behind non-ASCII text": "- **Held by:** [Zoë Ünal — 😀é](people.md#mara-oduya) — 0.7, ⟦2031-02-30\n",
    "behind a link with markup in it": "- **Held by:** [a *b* `c]` \\] ![d](e)](people.md#mara-oduya) — ⟦¶99\n",
    "behind a link with brackets in its address": "- **Refines:** ⟦[x](<#a(b)> 'title'); ⟦[y](#z)\n",
    "behind escapes and entities": (
        "- **Held by:** mara\\-oduya — &nbsp;\\*&copy;, x\n- **Held by:** mara&#45;oduya; ⟦nobody\n"
    ),
    "behind code and emphasis": "- **Held by:** *mara-oduya*; `ines-tal`; **⟦nobody**\n",
    "behind an autolink": "- **Supports:** ⟦<https://example.org>; ⟦[b](#nowhere)\n",
    "behind a reference link": (
        "- **Supports:** ⟦[a][there]; ⟦[b](#nowhere)\n\n[there]: #nothing\n"
    ),
    "in a nested list": (
        "- **Supported by:** ⟦[a](#nowhere)\n  - **Held by:** ⟦nobody\n    - **⟦Helt:** x\n"
    ),
    "in a list with other marks": (
        "*   **Held by:** ⟦nobody\n+ **Held by:** ⟦no-other\n1) **Held by:** ⟦no-third\n"
    ),
    "over several lines": ("- **Held by:** mara-oduya;\n  ⟦nobody;\n     ⟦nobody-else\n"),
    "over lazy lines": ("- **Held by:** mara-oduya; ines-tal — 0.7,\n  ⟦2031-02-30\n"),
    "behind a hard break": ("- **Held by:** mara-oduya;  \n  ⟦nobody;\\\n  ⟦nobody-else\n"),
    "behind raw HTML": "- **Held by:** ⟦<b>mara</b>; ⟦nobody\n",
    "twice the same words": "- **Held by:** ⟦nobody; mara-oduya; ⟦nobody\n",
    "in a loose list": (
        "- **Held by:** mara-oduya\n\n  See ⟦[a](#nowhere).\n\n- **Held by:** ⟦nobody\n"
    ),
    "in prose with tables and quotes": (
        "| ⟦[a](#no) | ⟦[b](#no) |\n\n> > ⟦[c](#no)\n> 1. ⟦[d](#no)\n"
    ),
    "in a reason": "- **Refines:** ⟦[a](#no) — *b ⟦[c](#no)* ⟦[d](#no)\n",
    "a credence behind details": "- **Held by:** mara-oduya — ¶1, inferred,   ⟦2.5, x\n",
    "a kind": "- **Kind:**   *⟦pozition*\n",
    "a passage with its source": "- **Source:** ¶2, ⟦[y](sources.md#ferry-survey) ¶6\n",
    "one of a sum": "- **Supported by:** ⟦no + ⟦a b + ⟦no\n",
}


def with_tabs(text: str) -> str:
    return text.replace("\n  -", "\n\t-").replace("\n    -", "\n\t\t-").replace("\n  ", "\n\t")


WRITTEN = {
    "as it is": lambda text: text,
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "with old Macintosh line ends": lambda text: text.replace("\n", "\r"),
    "with a byte order mark": lambda text: "\ufeff" + text,
    "with tabs for indentation": with_tabs,
}


@pytest.fixture
def places(read):
    def found(text):
        problems = read(text).problems
        return [(p.line, p.column) for p in problems if p.code is not Code.UNUSUAL_BYTES]

    return found


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
@pytest.mark.parametrize("lines", LINES.values(), ids=LINES.keys())
def test_a_problem_points_at_its_cause(lines, written, places):
    _, marked = unmarked(with_tabs(HEAD + lines) if written is with_tabs else HEAD + lines)
    assert sorted(set(places(written(unmarked(HEAD + lines)[0])))) == marked


def test_a_problem_in_front_matter_has_its_column(problems):
    text = "---\ntitle: x\nsource: nowhere\nquestion: Is it?\n---\n"
    assert problems(text) == [
        "ferry.md:3:9: KB303 'nowhere' is not in sources.md; add the heading '## nowhere' there"
    ]


def test_a_heading_over_two_lines_and_one_in_a_folder_have_their_places(problems):
    assert problems(
        {
            "ferry/index.md": "---\nquestion: Is it?\n---\n",
            "ferry/more.md": "run\n===\n\nrun-it\n---\n\n   ##   beds   ##\n",
        }
    ) == [
        "ferry/more.md:4:1: KB102 'run-it' has no statement: write one sentence in a paragraph "
        "below it",
        "ferry/more.md:7:9: KB105 'beds' has no statement and is read as a section; if it is one, "
        "capitalise it",
    ]


@pytest.mark.parametrize("tabbed", [11, 13, 15])
def test_a_tab_among_spaces_is_blamed_itself_and_not_the_lines_beside_it(places, read, tabbed):
    lines = "".join(f"- **Supported by:** run-{n}\n  - **Held by:** mara-oduya\n" for n in "abc")
    items = "".join(f"\n## run-{n}\n\nIt runs {n}.\n" for n in "abc")
    rows = (HEAD + lines + items).split("\n")
    first = next(n for n, row in enumerate(rows) if row.startswith("  - "))
    at = first + (tabbed - 11)
    rows[at] = rows[at].replace("  - ", "\t- ")
    problems = read("\n".join(rows)).problems
    of_tabs = [p for p in problems if p.code in (Code.UNUSUAL_BYTES, Code.UNEVEN_INDENT)]
    assert [(p.line, p.column) for p in of_tabs] == [(at + 1, 1)] * 2


def test_a_tab_in_front_matter_is_pointed_at(problems):
    text = "---\n\tquestion: Is it?\n---\n\n## run\n\nIt runs.\n"
    [problem] = [p for p in problems(text) if "KB008" not in p]
    assert problem.startswith("ferry.md:2:1: KB004 ")


@pytest.mark.parametrize("indent", ["\t\t", "      "])
def test_a_line_that_is_read_as_part_of_a_target_is_blamed_itself(problems, indent):
    line = f"- **Supported by:** [run](#run)\n{indent}- **Held by:** mara-oduya\n"
    found = [p for p in problems(HEAD + line) if "KB210" in p]
    column = len(indent) + 1
    assert found == [
        f"ferry.md:11:{column}: KB210 'Held by' is indented too far, so it is read as part of the "
        "line above; indent it by two spaces more than the line that it is about"
    ]
