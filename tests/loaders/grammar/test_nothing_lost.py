"""Nothing is lost in silence: a line that is written almost right reads as meant, or is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb
from kb.diagnostics import LINTS, Diagnostic
from loaders.base.reading import read_debate
from loaders.facts.parsed import ParsedDebate
from loaders.files.text import decode

SHIPPED = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((Path(kb.__file__).parent / "debates").glob("*.md"))
    if path.name not in ("people.md", "sources.md", "persona-selection.md", "power-seeking.md")
}
MADE = """---
question: Should the ferry run?
source: harbour-minutes
---

Before the first item.

## run-all-night

The ferry should run.

- **Kind:** position
- **Held by:** [Mara Oduya](people.md#mara-oduya) — 0.8, 2031-04-02, ¶3, at least on weekdays
- **Supported by:** [empty-beds](#empty-beds) + not [shifts](#shifts) — inferred, so it is
  - **Held by:** [Ines Tal](people.md#ines-tal) — ¶7-8, on the whole
  - **Undercut by:** [winter-only](#winter-only)
- **Source:** ¶3, [survey](sources.md#ferry-survey) ¶1-2

Some prose of it.

### empty-beds

Beds are empty.

- **Supports:** [winter-only](#winter-only) — since they are, ever so often
- **Rejected by:** [Ines Tal](people.md#ines-tal) — 0.2, ¶4

### shifts

Shifts change at night.

- **Rebuts:** [run-all-night](#run-all-night); [empty-beds](#empty-beds)

## winter-only

It is winter only.

- **Undercuts:** [empty-beds](#empty-beds) + not [shifts](#shifts) → [run-all-night](#run-all-night)
- **Refines:** [run-all-night](#run-all-night) — a reason

## is-it-so

Is it so?

- **Kind:** crux
- **If yes:** supports [run-all-night](#run-all-night)
- **Posed by:** mapper
"""
DEBATES = {"ferry.md": MADE, **SHIPPED}
LAYOUT = dict.fromkeys(DEBATES, "") | {name: name.removesuffix(".md") for name in DEBATES}
HEADING = re.compile(r"#+ (?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)$")
LABEL = re.compile(r"(?P<in>\s*)- \*\*(?P<label>[A-Z][a-z ]+):\*\* (?P<rest>.*)$")
STANCE = re.compile(r"\s*- \*\*(?:Held|Rejected|Questioned) by:\*\* \S.*?\)(?P<end> — .*)?$")

Edit = Callable[["re.Match[str]"], str]


@lru_cache(maxsize=16)
def read(name: str, text: str) -> ParsedDebate:
    return read_debate(name.removesuffix(".md"), [decode(name, text.encode())], LAYOUT, {})


def said(parsed: ParsedDebate) -> str:
    """The facts of a debate, without the places and the prose around them."""
    body = parsed.body
    claims = sorted((c.id, c.kind, c.text, c.passages, c.credence, c.term) for c in body.claims)
    arguments = sorted((a.id, a.passages, a.inferred) for a in body.arguments)
    stances = sorted(s.id for s in body.stances)
    relations = sorted((r.kind, r.source, r.target, r.passages) for r in body.relations)
    return repr((claims, arguments, stances, relations))


def problems(parsed: ParsedDebate) -> list[Diagnostic]:
    return [problem for problem in parsed.head.problems if problem.code not in LINTS]


def is_told(before: ParsedDebate, after: ParsedDebate, line: int, blank: int) -> bool:
    """Whether a problem stands at the edited line, right beside it, or names it."""
    known = {problem.message for problem in problems(before)}
    new = [p for p in problems(after) if p.message not in known]
    near = range(line - 1, line + blank + 2)
    return any(p.line in near or f"line {line}" in p.message for p in new)


HEADINGS: dict[str, Edit] = {
    "no space": lambda m: "##" + m["id"],
    "an indent of a tab": lambda m: "\t## " + m["id"],
    "four spaces": lambda m: "    ## " + m["id"],
    "a quote": lambda m: "> ## " + m["id"],
    "a list": lambda m: "- ## " + m["id"],
    "bold": lambda m: f"**{m['id']}**",
    "bold with marks": lambda m: f"**## {m['id']}**",
    "seven marks": lambda m: "####### " + m["id"],
    "full width": lambda m: "＃＃ " + m["id"],
    "full width without a space": lambda m: "＃＃" + m["id"],
    "an escape": lambda m: "\\## " + m["id"],
    "two escapes": lambda m: "\\#\\# " + m["id"],
    "a level too high": lambda m: "# " + m["id"],
    "an underline of the first level": lambda m: f"{m['id']}\n===",
    "an underline": lambda m: f"{m['id']}\n---",
    "HTML": lambda m: f"<h2>{m['id']}</h2>",
    "HTML with an anchor": lambda m: f'<h2 id="x"><a name="x"></a>{m["id"]}</h2>',
    "a colon": lambda m: f"## {m['id']}:",
    "a number": lambda m: f"## 1. {m['id']}",
    "a comment": lambda m: f"## {m['id']} <!-- new -->",
    "an attribute": lambda m: f"## A heading {{#{m['id']}}}",
    "capitals": lambda m: f"## {m['id'].title()}" if "-" in m["id"] else f"## {m['id']}.",
    "underscores": lambda m: f"## {m['id'].replace('-', '_')}",
    "long dashes": lambda m: f"## {m['id'].replace('-', '–')}",
    "an emoji": lambda m: f"## ✅ {m['id']}",
    "back ticks": lambda m: f"## `{m['id']}`",
    "an unbreakable space": lambda m: f"##\u00a0{m['id']}",
    "a zero-width space": lambda m: f"\u200b## {m['id']}",
    "marks behind": lambda m: f"## {m['id']} ##",
    "an open fence": lambda m: f"```\n{m[0]}",
    "an open fence of tildes": lambda m: f"~~~ text\n{m[0]}",
    "an open comment": lambda m: f"<!-- to do\n{m[0]}",
    "an open tag": lambda m: f"<div>\n{m[0]}",
    "details": lambda m: f"<details><summary>More</summary>\n{m[0]}",
    "an open script": lambda m: f"<script>\n\n{m[0]}",
    "an open pre": lambda m: f"<pre>\n\n{m[0]}",
}
LABELS: dict[str, Edit] = {
    "a task": lambda m: f"{m['in']}- [ ] **{m['label']}:** {m['rest']}",
    "a task done": lambda m: f"{m['in']}- [x] **{m['label']}:** {m['rest']}",
    "no space": lambda m: f"{m['in']}-**{m['label']}:** {m['rest']}",
    "a round bullet": lambda m: f"{m['in']}• **{m['label']}:** {m['rest']}",
    "a dash": lambda m: f"{m['in']}– **{m['label']}:** {m['rest']}",
    "a long dash": lambda m: f"{m['in']}— **{m['label']}:** {m['rest']}",
    "a full-width colon": lambda m: f"{m['in']}- **{m['label']}：** {m['rest']}",
    "a colon outside": lambda m: f"{m['in']}- **{m['label']}**: {m['rest']}",
    "a full-width colon outside": lambda m: f"{m['in']}- **{m['label']}**： {m['rest']}",
    "five spaces": lambda m: f"{m['in']}-     **{m['label']}:** {m['rest']}",
    "not bold": lambda m: f"{m['in']}- {m['label']}: {m['rest']}",
    "italics": lambda m: f"{m['in']}- *{m['label']}:* {m['rest']}",
    "underscores": lambda m: f"{m['in']}- __{m['label']}:__ {m['rest']}",
    "no colon": lambda m: f"{m['in']}- **{m['label']}** {m['rest']}",
    "struck through": lambda m: f"{m['in']}- ~~**{m['label']}:** {m['rest']}~~",
    "escaped stars": lambda m: f"{m['in']}- \\*\\*{m['label']}:\\*\\* {m['rest']}",
    "an escaped bullet": lambda m: f"{m['in']}\\- **{m['label']}:** {m['rest']}",
    "one star": lambda m: f"{m['in']}- **{m['label']}:* {m['rest']}",
    "a space in the bold": lambda m: f"{m['in']}- **{m['label']}: ** {m['rest']}",
    "HTML bold": lambda m: f"{m['in']}- <b>{m['label']}:</b> {m['rest']}",
    "a quote": lambda m: f"> - **{m['label']}:** {m['rest']}",
    "a table": lambda m: f"| **{m['label']}:** | {m['rest']} |",
    "a hyphen in it": lambda m: f"{m['in']}- **{m['label'].replace(' ', '-')}x:** {m['rest']}",
    "one space more": lambda m: f"{m['in']} - **{m['label']}:** {m['rest']}",
    "six spaces": lambda m: f"{m['in']}      - **{m['label']}:** {m['rest']}",
    "lower case": lambda m: f"{m['in']}- **{m['label'].lower()}:** {m['rest']}",
    "a star for a bullet": lambda m: f"{m['in']}* **{m['label']}:** {m['rest']}",
    "an open fence": lambda m: f"```\n{m[0]}",
    "an open comment": lambda m: f"<!--\n{m[0]}",
    "a person alone": lambda m: f"{m['in']}- {m['rest']}" if " by" in m["label"] else m[0],
}
DETAILS = (
    "¶3.", "(¶3)", "[¶3]", "§3", "§ 3, on the whole", "p. 3", "page 3", "para 3", "minutes ¶11",
    "0.8 ¶1", "0.7-0.9", "~0.8", "≈0.8", "about 80%", "8/10", "80 percent", "0,7-0,9", "0.8; ¶1",
    "0.8 — ¶1", "0.8. On the whole", "80% sure", "4/2/2031", "2031/04/02", "02.04.2031", "2031.04.02",
    "April 2, 2031", "2 April 2031", "Apr 2031", "2nd of April 2031", "2031-04-02 in a speech",
    "2031-04-02T10:00", "2031‑04‑02", "inferred by me", "(inferred)", "infered", "¶3 and ¶4", "¶3; ¶4",
    "¶3, 1", "¶3ff", "on the whole, (¶3)", "on the whole, ¶3", "on the whole, 0.8", "in 2031.",
    "[survey](sources.md#ferry-survey) 3", "[survey](sources.md#ferry-survey) p. 3", "c. 2031",
    "credence 0.8", "p=0.8", "0.8，¶3", "2031-13-02", "20310402",
)  # fmt: skip
bounded = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def lines_of(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.match(line)
        if found:
            yield number, found


def edited(text: str, line: int, put: str) -> str:
    rows = text.split("\n")
    rows[line - 1] = put
    return "\n".join(rows)


def check(name: str, line: int, put: str) -> None:
    before, after = read(name, DEBATES[name]), read(name, edited(DEBATES[name], line, put))
    same = said(before) == said(after)
    assert same or is_told(before, after, line, put.count("\n")), put


@pytest.mark.parametrize("edit", HEADINGS.values(), ids=HEADINGS.keys())
def test_a_heading_that_is_not_quite_one_is_told_of(edit: Edit) -> None:
    for line, found in lines_of(MADE, HEADING):
        check("ferry.md", line, edit(found))


@pytest.mark.parametrize("edit", LABELS.values(), ids=LABELS.keys())
def test_a_label_that_is_not_quite_one_is_told_of(edit: Edit) -> None:
    for line, found in lines_of(MADE, LABEL):
        check("ferry.md", line, edit(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "edits"), [(HEADING, HEADINGS), (LABEL, LABELS)], ids=["headings", "labels"]
)
@settings(bounded, max_examples=400)
@given(data=st.data())
def test_nothing_is_lost_in_silence_from_real_debates(
    pattern: re.Pattern[str], edits: dict[str, Edit], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(SHIPPED)))
    line, found = data.draw(st.sampled_from(list(lines_of(SHIPPED[name], pattern))))
    check(name, line, data.draw(st.sampled_from(list(edits.values())))(found))


@pytest.mark.parametrize("detail", DETAILS)
def test_a_detail_that_is_not_quite_one_is_told_of_at_its_place(detail: str) -> None:
    for line, found in lines_of(MADE, STANCE):
        start = found.start("end") if found["end"] else len(found[0])
        after = read("ferry.md", edited(MADE, line, f"{found[0][:start]} — {detail}"))
        places = [p.column for p in problems(after) if p.line == line]
        assert min(places, default=0) > start, detail


@st.composite
def rewrapped(draw: st.DrawFn, names: list[str]) -> tuple[str, str]:
    """A debate with some of the spaces in its annotations made line breaks."""
    name = draw(st.sampled_from(names))
    rows = DEBATES[name].split("\n")
    for line, found in lines_of(DEBATES[name], LABEL):
        words = re.split(r" (?![^\[]*\])", found["rest"])
        gaps = draw(st.lists(st.booleans(), min_size=len(words) - 1, max_size=len(words) - 1))
        rest = words[0]
        for word, gap in zip(words[1:], gaps, strict=True):
            mark = gap and re.fullmatch(r"[-*]|#+|>.*|=+|-+", word)
            escape = "\\" if mark else ""  # as every formatter writes
            rest += (f"\n{found['in']}  {escape}" if gap else " ") + word
        rows[line - 1] = f"{found['in']}- **{found['label']}:** {rest}"
    return name, "\n".join(rows)


def check_wrapped(name: str, text: str) -> None:
    before, after = read(name, DEBATES[name]), read(name, text)
    assert said(after) == said(before)
    assert {p.message for p in problems(after)} == {p.message for p in problems(before)}


@settings(bounded, max_examples=60)
@given(rewrapped(["ferry.md"]))
def test_a_line_reads_the_same_however_it_is_wrapped(case: tuple[str, str]) -> None:
    check_wrapped(*case)


@pytest.mark.parametrize("gap", ["  + ", "  +\n  ", "  +\n    "])
@pytest.mark.parametrize("first", [" + ", "\n  + ", " +\n  ", "\n  +\n  "])
def test_premises_are_joined_wherever_the_plus_stands(first: str, gap: str) -> None:
    item = "{}\n\n## a\n\nA.\n\n## b\n\nB.\n\n## c\n\nC.\n\n## x\n\nX.\n\n- **Supported by:** {}\n"
    head = "---\nquestion: Q?\n---"
    one = item.format(head, "[a](#a) + [b](#b) + [c](#c) — so it is")
    other = item.format(head, f"[a](#a){first}[b](#b)\n{gap}[c](#c) — so it is")
    before, after = read("ferry.md", one), read("ferry.md", other)
    assert said(after) == said(before)
    assert problems(after) == problems(before) == []


@pytest.mark.slow
@settings(bounded, max_examples=60)
@given(rewrapped(sorted(SHIPPED)))
def test_real_debates_read_the_same_however_they_are_wrapped(case: tuple[str, str]) -> None:
    check_wrapped(*case)
