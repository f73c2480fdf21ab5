"""`kb import` and `kb export` as they are used: what is written, what is said, what is refused."""

from __future__ import annotations

import json
import re

import pytest
from bases import Folder, small_base

ARGDOWN = """\
===
title: The night ferry
question: Should the ferry run at night?
author: Mara Oduya
===

// Who reads this writes.
[Run all night]: The ferry should run through the **night**. #position
  + <Empty beds>: Hotels lose guests. {source: minutes}
    <_ [Winter only]: Only in winter, see @[Run all night].
  - [Seal noise]
  >< [Stop at nine]: The last boat leaves at nine.

## Reasons

<From need>: It is needed. #pro

(1) [Wanted]: People want it.
(2) [Cheap]: It is cheap.
--
Practical reasoning
--
(3) [Run all night]
"""


@pytest.fixture
def base(tmp_path) -> Folder:
    folder = small_base(tmp_path / "base")
    (tmp_path / "night-ferry.argdown").write_text(ARGDOWN)
    return folder


def test_argdown_becomes_a_debate_that_passes_check(kb_command, base, tmp_path):
    done = kb_command("import", "argdown", tmp_path / "night-ferry.argdown", "-C", base.path)
    assert (done.exit_code, done.stdout) == (0, "night-ferry.md\n")
    text = (base.path / "night-ferry.md").read_text()
    assert text.startswith(
        "---\ntitle: The night ferry\nquestion: Should the ferry run at night?\n---\n"
    )
    assert (
        """\
## run-all-night

The ferry should run through the **night**.

- **Tags:** position
- **Supported by:** [wanted](#wanted) + [cheap](#cheap) — It is needed.
  - **Called:** From need
  - **Scheme:** Practical reasoning
- **Supported by:** [empty-beds](#empty-beds)
  - **Undercut by:** [winter-only](#winter-only)
- **Rebutted by:** [seal-noise](#seal-noise)
- **Rival of:** [stop-at-nine](#stop-at-nine)

```yaml
<From need>:
  tags:
  - pro
```
"""
        in text
    )
    assert "Only in winter, see [Run all night](#run-all-night).\n" in text
    assert "```yaml\nsource: minutes\n```\n" in text
    assert kb_command("check", "-C", base.path).exit_code == 0


def test_what_was_changed_or_left_out_is_said_with_its_place(kb_command, base, tmp_path):
    file, report = tmp_path / "night-ferry.argdown", tmp_path / "report.json"
    done = kb_command("import", "argdown", file, "--report", report, "-C", base.path)
    assert f"{file}:7:1: left out: comment: comments are for those who write\n" in done.stderr
    assert (
        f"{file}:11:5: changed: name: it is only named, so its title is its text\n" in done.stderr
    )
    told = json.loads(report.read_text())
    assert {
        "what": "comment",
        "place": f"{file}:7:1",
        "why": "comments are for those who write",
    } in told["left_out"]
    assert told["written"] == ["night-ferry.md"]
    assert len(told["carried"]) > 10


def test_a_question_that_no_file_asks_is_said_and_what_is_to_be_written(kb_command, base, tmp_path):
    file = tmp_path / "late.argdown"
    file.write_text("[A]: a\n  + [B]: b\n")
    done = kb_command("import", "argdown", file, "-C", base.path)
    assert done.exit_code == 0
    assert done.stderr == (
        "3 carried, 1 changed, 0 left out\n"
        f"{file}:1:1: changed: question: the file asks none, so it is made of its name\n"
        "next  write the question of the debate, at late.md:3\n"
        "next  give what answers the question '- **Kind:** position', in late.md\n"
    )
    assert (base.path / "late.md").read_text().splitlines()[2] == "question: late?"


def test_a_file_that_asks_and_answers_leaves_nothing_to_be_said(kb_command, base, tmp_path):
    file = tmp_path / "late.csv"
    file.write_text("kind,text\ndebate,Is it late?\nposition,It is late.\n")
    done = kb_command("import", "csv", file, "-C", base.path)
    assert (done.exit_code, done.stderr) == (0, "2 carried, 0 changed, 0 left out\n")


def test_strict_writes_nothing_where_something_would_be_left_out(kb_command, base, tmp_path):
    file = tmp_path / "night-ferry.argdown"
    done = kb_command("import", "argdown", file, "--strict", "-C", base.path)
    assert done.exit_code == 1
    assert not (base.path / "night-ferry.md").exists()
    file.write_text(ARGDOWN.replace("// Who reads this writes.\n", ""))
    assert kb_command("import", "argdown", file, "--strict", "-C", base.path).exit_code == 0
    assert (
        kb_command("export", "argdown", "night-ferry", "--strict", "-C", base.path).exit_code == 1
    )


def test_a_dry_run_shows_what_would_be_written(kb_command, base, tmp_path):
    done = kb_command(
        "import", "argdown", tmp_path / "night-ferry.argdown", "--dry-run", "-C", base.path
    )
    assert done.stdout.startswith("--- /dev/null\n+++ b/night-ferry.md\n@@")
    assert "+## run-all-night\n" in done.stdout
    assert sorted(path.name for path in base.path.iterdir()) == ["kb.toml", "people.md"]


def test_into_a_debate_that_is_there_items_go_to_its_end_under_ids_of_their_own(
    kb_command, ferry, tmp_path
):
    file = tmp_path / "more.argdown"
    file.write_text("[Empty beds]: Beds are empty.\n  + [Guests left]: Guests left.\n")
    before = (ferry.path / "night-ferry.md").read_text()
    done = kb_command("import", "argdown", file, "--into", "night-ferry", "-C", ferry.path)
    assert (done.exit_code, done.stdout) == (0, "night-ferry.md\n")
    text = (ferry.path / "night-ferry.md").read_text()
    assert text.startswith(before)
    assert (
        "## empty-beds-2\n\nBeds are empty.\n\n- **Title:** Empty beds\n- **Supported by:** [guests-left](#guests-left)\n"
        in text
    )
    assert kb_command("check", "-C", ferry.path).exit_code == 0


def test_a_debate_that_is_there_gets_nothing_that_nobody_said_goes_into_it(
    kb_command, base, tmp_path
):
    words = ("import", "argdown", tmp_path / "night-ferry.argdown", "-C", base.path)
    assert kb_command(*words).exit_code == 0
    before = (base.path / "night-ferry.md").read_text()
    again = kb_command(*words)
    assert (again.exit_code, again.stdout) == (1, "")
    assert "'night-ferry' is there already; --into night-ferry adds to it" in again.stderr
    assert (base.path / "night-ferry.md").read_text() == before


def test_by_names_who_says_all_that_the_file_names_nobody_for(kb_command, base, tmp_path):
    file = tmp_path / "notes.csv"
    file.write_text(
        "kind,id,text,from,to,person\nclaim,a,It rains.,,,\nclaim,b,It is wet.,,,\nsupports,,,a,b,\nrejects,,,,b,Ines Tal\n"
    )
    refused = kb_command("import", "csv", file, "--by", "lind", "-C", base.path)
    assert (refused.exit_code, "nobody is called 'lind'" in refused.stderr) == (2, True)
    assert kb_command("import", "csv", file, "--by", "Ada Lind", "-C", base.path).exit_code == 0
    text = (base.path / "notes.md").read_text()
    assert text.count("**Held by:** [Ada Lind](people.md#ada-lind)") == 2
    assert "- **Rejected by:** [Ines Tal](people.md#ines)" in text
    assert (base.path / "people.md").read_text().endswith("\n\n## ada-lind\n\nAda Lind\n")
    assert kb_command("check", "-C", base.path).exit_code == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[A]: a\n- [B]\n", "x.argdown:2:1: KB601 '-' begins a relation, which is indented deeper"),
        ("[A]: a\n\n  + [B]\n", "x.argdown:3:3: KB601 '+' stands right below what it is about"),
        ("(1) a\n(2) b\n", "x.argdown:1:1: KB601 premises, an inference ('----') and a conclusion"),
        ("[A]: a {b: [}\n", "x.argdown:1:8: KB601 this is no YAML: "),
        ("[A]: a {b: &c [1], d: *c}\n", "x.argdown:1:8: KB601 this is no YAML: a reference to another place"),
        ("===\ntitle: x\n", "x.argdown:1:1: KB601 the settings at the head never end"),
        ("[A]: a\n// why\n[B]: b\n", "x.argdown:3:1: KB601 '[B]:' begins something new: put an empty line above it"),
        ("[A]: a\n  + b\n/* why */\n<C>\n", "x.argdown:4:1: KB601 '<C>' begins something new: "),
        ("# A\n[B]\n", "x.argdown:2:1: KB601 '[B]' begins something new: "),
        ("[A]: a\n(1) b\n", "x.argdown:2:1: KB601 '(1)' begins something new: "),
        ("[A] is so\n", "x.argdown:1:5: KB601 behind the name 'A' stands a text"),
        ("[A]: a\n" + "".join(f"{' ' * n}+ b\n" for n in range(1, 150)), "KB603 relations lie more than 100 deep"),
        ("@include(missing.argdown)\n", "x.argdown:1:1: KB602 'missing.argdown' cannot be included: "),
        ("\n", "x.argdown:1:1: KB601 nothing in it makes an item"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place(kb_command, base, tmp_path, text, says):
    file = tmp_path / "x.argdown"
    file.write_text(text)
    done = kb_command("import", "argdown", file, "-C", base.path)
    assert done.exit_code == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in base.path.iterdir()) == ["kb.toml", "people.md"]


def test_signs_of_argdown_that_are_taken_as_text_are_said(kb_command, base, tmp_path):
    file = tmp_path / "x.argdown"
    file.write_text("[A]: a\n  + <B\n  - [C]: {\n  - see [A], 1 < 2 and \\[so\n")
    done = kb_command("import", "argdown", file, "-C", base.path)
    assert done.exit_code == 0
    for place, sign in (("2:5", "<"), ("3:10", "{"), ("4:9", "[A]")):
        what = "name" if sign == "[A]" else "text"
        says = (
            f"{file}:{place}: changed: {what}: '{sign}' names nothing within a text, so it is text"
        )
        assert says in done.stderr
    assert "4 changed, 0 left out" in done.stderr


def test_a_name_after_comments_that_stand_apart_is_a_name(kb_command, base, tmp_path):
    file = tmp_path / "x.argdown"
    file.write_text("[A]: a\n\n// why\n// so\n[Ban cars]: No cars.\n  + [A]\n")
    assert kb_command("import", "argdown", file, "-C", base.path).exit_code == 0
    assert "## ban-cars\n\nNo cars.\n" in (base.path / "x.md").read_text()


@pytest.mark.parametrize("name", ["../secret.argdown", "/etc/hostname", "link.argdown", "below/link/secret.argdown",
                                  "https://example.org/a", "x.argdown", "."])  # fmt: skip
def test_nothing_outside_the_folder_is_included(kb_command, base, tmp_path, name):
    (tmp_path / "secret.argdown").write_text("[Secret]: A secret.\n")
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / "link.argdown").symlink_to(tmp_path / "secret.argdown")
    (folder / "below" / "link").symlink_to(tmp_path)
    file = folder / "x.argdown"
    file.write_text(f"[A]: a\n\n@include({name})\n")
    done = kb_command("import", "argdown", file, "-C", base.path)
    assert done.exit_code == 1
    assert "x.argdown:3:1: KB602 " in done.stderr
    assert "secret." not in done.stderr.replace(name, "")


def test_files_in_the_folder_are_included_once_and_problems_name_them(kb_command, base, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.argdown").write_text("[B]: b\n  + [C]: c\n")
    file = tmp_path / "x.argdown"
    file.write_text("[A]: a\n\n@include(below/b.argdown)\n\n@include(below/b.argdown)\n")
    done = kb_command("import", "argdown", file, "-C", base.path)
    assert done.exit_code == 0
    assert "## c\n" in (base.path / "x.md").read_text()
    (tmp_path / "below" / "b.argdown").write_text("[B]: b\n- [C]: c\n")
    done = kb_command("import", "argdown", file, "--into", "y", "-C", base.path)
    assert f"{tmp_path}/below/b.argdown:2:1: KB601 " in done.stderr


def test_a_table_runs_nothing_in_a_spreadsheet_and_reads_back(kb_command, base, tmp_path):
    file = tmp_path / "sums.csv"
    file.write_text(
        'kind,id,text\nclaim,a,"\'=HYPERLINK(""x"")"\nclaim,b,\'\'=1\nclaim,c,"\'-1, so it is"\nclaim,d,"\'@x"\n'
    )
    assert kb_command("import", "csv", file, "-C", base.path).exit_code == 0
    out = tmp_path / "out.csv"
    assert kb_command("export", "csv", "sums", "-o", out, "-C", base.path).exit_code == 0
    cells = [row.split(",", 2)[2].removesuffix(",") for row in out.read_text().splitlines()[2:]]
    assert cells == ['"\'=HYPERLINK(""x"")"', "''=1", '"\'-1, so it is"', "'@x"]
    assert kb_command("import", "csv", out, "--into", "again", "-C", base.path).exit_code == 0
    texts = [(base.path / f"{name}.md").read_text().split("---")[2] for name in ("sums", "again")]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind,text\nclaim,\"open\n", ":2:7: KB601 this quotation mark opens a cell that never ends"),
        ("kind,text\nclaim,\"a\"b\n", ":2:10: KB601 a cell ends with its quotation mark"),
        ("kind,text\nclaims,a\n", ":2:1: KB601 there is no kind 'claims' (did you mean 'claim'?)"),
        ("name,what\na,b\n", ":1:1: KB601 the first row names the columns"),
        ("text,text\na,b\n", ":1:6: KB601 two columns are called 'text'"),
        ("text\na,b\n", ":2:3: KB601 this cell stands in no column"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_named_with_its_place(kb_command, base, tmp_path, text, says):
    file = tmp_path / "x.csv"
    file.write_text(text)
    done = kb_command("import", "csv", file, "-C", base.path)
    assert done.exit_code == 1
    assert f"x.csv{says}" in done.stderr


def test_rows_that_name_what_is_not_there_are_left_out_and_said(kb_command, base, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text(
        "kind,id,text,from,to,owner\nclaim,a,A.,,,Ada\nsupports,,,b,a,\nundercuts,,,a,a,\nrefines,,,a,a,\n"
    )
    done = kb_command("import", "csv", file, "-C", base.path)
    assert done.exit_code == 0
    for says in (
        ":2:14: left out: owner: no such column",
        ":3:1: left out: kind, from, to: no item is called 'b'",
        ":4:1: left out: kind, from, to: only an undercut is against an argument, and it is against",
        ":5:1: left out: kind, from, to: nothing is related to itself",
    ):
        assert f"x.csv{says}" in done.stderr


def test_formats_and_debates_that_are_not_there_are_named(kb_command, base, tmp_path):
    file = tmp_path / "night-ferry.argdown"
    for words, says in (
        (("import", "argdwn", file), "no format is called 'argdwn' (did you mean 'argdown'?)"),
        (("export", "csv"), "name one debate, or say --all"),
        (("export", "csv", "x"), "no debate is called 'x'"),
        (
            ("import", "argdown", file, "--into", "Not so"),
            "'Not so' is not an id (did you mean 'not-so'?)",
        ),
    ):
        done = kb_command(*words, "-C", base.path)
        assert (done.exit_code, says in done.stderr) == (2, True), done.stderr


def test_formats_are_listed_by_what_a_command_can_do(kb_command, base, tmp_path):
    read, written = "aif, argdown, carneades, csv,", "aif, argdown, article, csv, dot,"
    for direction, listed, other in (("import", read, "dot"), ("export", written, "kialo")):
        assert listed in kb_command(direction, "--help").stdout
        for name in (other, "no-such"):
            done = kb_command(direction, name, "x", "-C", base.path)
            assert (done.exit_code, listed in done.stderr) == (2, True), done.stderr


def test_what_is_left_out_for_one_reason_is_one_line(kb_command, ferry):
    done = kb_command("export", "dot", "night-ferry", "-C", ferry.path)
    ends = [line.rpartition(": ")[2] for line in done.stderr.splitlines()]
    assert len(ends) == len(set(ends))
    assert re.search(r" more: a drawing has items, .* alone \(\d+ times\)\n", done.stderr)


def test_a_table_has_passages_and_former_ids_and_an_import_leaves_them_out(
    kb_command, ferry, tmp_path
):
    ferry.write("sources.md", "## minutes\n\nMinutes\n")
    ferry.edit(
        "night-ferry.md",
        "drive the seals away.\n",
        "drive the seals away.\n\n- **Formerly:** noise\n- **Held by:** [Ines](people.md#ines) — [minutes](sources.md#minutes) ¶2\n",
    )
    out = tmp_path / "out.csv"
    done = kb_command("export", "csv", "night-ferry", "-o", out, "-C", ferry.path)
    assert "passages" in out.read_text().partition("\n")[0]
    assert "minutes" in out.read_text()
    assert "night-ferry/noise" in out.read_text()
    assert "passages" not in done.stderr
    assert "formerly" not in done.stderr
    done = kb_command("import", "csv", out, "--into", "again", "-C", ferry.path)
    for says in (
        "left out: passages: passages are of sources, which a table does not have",
        "left out: formerly: former ids are those of the base that the table was made of",
    ):
        assert says in done.stderr


def test_all_debates_go_into_one_file(kb_command, ferry, tmp_path):
    ferry.write(
        "fares.md",
        "---\nquestion: Who pays?\n---\n\n## pay\n\nSomebody pays.\n\n- **Supported by:** night-ferry/empty-beds\n",
    )
    out = tmp_path / "all.argdown"
    done = kb_command("export", "argdown", "--all", "-o", out, "-C", ferry.path)
    assert done.exit_code == 0
    assert "# fares\n" in out.read_text()
    assert "[Pay]: Somebody pays.\n  + [Empty beds]\n" in out.read_text()
    assert "of another debate" not in done.stderr


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("obsidian", "vault"),
        ("obsidian", "out/vault"),
        ("article", "article.md"),
        ("csv", "kb.toml"),
    ],
)
def test_nothing_is_exported_to_where_the_base_would_read_it(kb_command, ferry, form, place):
    (ferry.path / "out").mkdir()
    before = {path: path.is_file() and path.read_text() for path in ferry.path.rglob("*")}
    done = kb_command("export", form, "night-ferry", "-o", ferry.path / place, "-C", ferry.path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "would read it as a part of itself; name a place outside of it" in done.stderr
    assert before == {path: path.is_file() and path.read_text() for path in ferry.path.rglob("*")}


@pytest.mark.parametrize(
    ("form", "place"), [("csv", "ferry.csv"), ("obsidian", ".vault"), ("obsidian", "public/vault")]
)
def test_what_the_base_does_not_read_may_lie_in_its_folder(kb_command, ferry, form, place):
    ferry.write("public/.kb-site.json", "{}")
    done = kb_command("export", form, "night-ferry", "-o", ferry.path / place, "-C", ferry.path)
    assert done.exit_code == 0, done.stderr
    assert kb_command("check", "-C", ferry.path).exit_code == 0


@pytest.mark.parametrize("form", ["csv", "obsidian"])
def test_an_export_makes_no_folders_above_what_it_writes(kb_command, ferry, tmp_path, form):
    gone = tmp_path / "gone"
    for words in (("-o", gone / "x"), ("-o", tmp_path / "y", "--report", gone / "report.json")):
        done = kb_command("export", form, "night-ferry", *words, "-C", ferry.path)
        assert (done.exit_code, f"there is no folder '{gone}'" in done.stderr) == (2, True)
        assert not gone.exists()


def test_a_base_with_an_error_is_not_exported(kb_command, ferry):
    ferry.write(
        "fares.md",
        "---\nquestion: Who pays?\n---\n\n## pay\n\nSomebody pays.\n\n- **Supported by:** [x](#nothing-there)\n",
    )
    done = kb_command("export", "csv", "night-ferry", "-C", ferry.path)
    assert done.exit_code == 1
    assert "nothing was exported, since there is an error: fares.md:" in done.stderr


def test_a_debate_goes_out_by_the_name_that_it_had_before(kb_command, ferry):
    assert kb_command("rename", "night-ferry", "by-night", "-C", ferry.path).exit_code == 0
    now = kb_command("export", "argdown", "by-night", "-C", ferry.path)
    before = kb_command("export", "argdown", "night-ferry", "-C", ferry.path)
    assert (before.exit_code, before.stdout) == (0, now.stdout)
    assert "'night-ferry' is now called 'by-night'" in before.stderr


def test_nothing_is_brought_into_a_debate_by_the_name_that_it_had_before(
    kb_command, ferry, tmp_path
):
    assert kb_command("rename", "night-ferry", "by-night", "-C", ferry.path).exit_code == 0
    file = tmp_path / "x.csv"
    file.write_text("kind,id,text\nclaim,a,A.\n")
    done = kb_command("import", "csv", file, "--into", "night-ferry", "-C", ferry.path)
    assert (
        done.exit_code,
        "'night-ferry' is now called 'by-night'; name it so" in done.stderr,
    ) == (
        2,
        True,
    )


@pytest.mark.parametrize("date", ["2031-02-30", "2031-13-01", "31 May"])
def test_a_date_that_no_calendar_has_is_left_out_at_its_cell(kb_command, base, tmp_path, date):
    file = tmp_path / "x.csv"
    file.write_text(f"kind,id,text,person,to,date\nclaim,a,A.,,,\nholds,,,Ada,a,{date}\n")
    done = kb_command("import", "csv", file, "-C", base.path)
    assert done.exit_code == 0, done.stderr
    assert "x.csv:3:15: left out: date: a date is 2031, 2031-04 or 2031-04-02" in done.stderr
