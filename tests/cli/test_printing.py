"""Whatever stands in a base, what is printed steers no terminal, no log and no reader of a table."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import terminal
from bases import ROOT, SHIPPED, Folder
from repos import Repository

from kb.cli import main

EVIL = "evil \x1b[31m\x9b32m\x07\x85\u2028\u202e\u2066 ##[x]\u200d\u200c end"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LINE = "\n::stop-commands::x"
SHORT = "\x1b[31m\u202e::stop-commands::x"

DEBATE = f"""---
question: "Should it, {{escaped}}?"
source: minutes
---

Prose {EVIL}

## run

It should run {EVIL}.

- **Kind:** position
- **Title:** Run {EVIL}
- **Held by:** [Mara](people.md#mara) — 0.8, 2031-04-02, ¶1, although {EVIL}
- **Rejected by:** [Ines](people.md#ines) — 0.2, for {EVIL}
- **Supported by:** [beds](#beds) — because {EVIL}
  - **Held by:** [Mara](people.md#mara) — as {EVIL}
  - **Undercut by:** [winter](#winter) — since {EVIL}
- **Rebutted by:** [seals](#seals) — inferred

# Section {EVIL}

## beds

Beds are empty {EVIL}.

- **Held by:** [Mara](people.md#mara) — 0.9

## winter

It is winter only {EVIL}.

- **Held by:** [Ines](people.md#ines)

## seals

Seals {EVIL} flee the quay.

- **Rejected by:** [Mara](people.md#mara) — ¶1

## seals-too

The seals {EVIL} flee the quay.

- **Rebuts:** [run](#run)
- **Rejected by:** [Mara](people.md#mara) — ¶1

## does-it

Are beds empty {EVIL}?

- **Kind:** crux
- **Asks:** [beds](#beds)
- **Posed by:** [Mara](people.md#mara)

## quay

A quay is {EVIL} a wall.

- **Kind:** definition
- **Term:** quay {EVIL}

## pier

A quay is a pier {EVIL}.

- **Kind:** definition
- **Term:** quay {EVIL}
"""
SOURCES = f"""## minutes

Minutes {EVIL}

- **Kind:** kind {EVIL}
- **By:** by {EVIL}
- **Date:** 2031
- **Address:** https://example.org/
- **File:** minutes.txt
- **Left out:** ¶2 — greeting {EVIL}
- **Starts:** ¶2 — letter {EVIL}
"""
PEOPLE = f"## mara\n\nMara {EVIL}\n\n## ines\n\nInes {SHORT}\n"
QUERY = f"// evil {SHORT}\nMATCH (c:Claim) RETURN c.text AS `evil {SHORT}`"
SCENARIO = '[set]\n"night/beds" = 0.1\n'

# How to call what cannot be called without words; the base is the working folder.
CALLS: dict[str, list[list[str]]] = {
    "ask": [[], ["evil"]],
    "build": [["--out", "../site"]],
    "compare": [["mara", "ines"]],
    "coverage": [[], ["minutes"]],
    "read": [["night"]],
    "cypher": [[QUERY], ["MATCH (c:Claim) RETURN {x: c.text} AS `x`, [c.text] AS y"]],
    "db clear": [["--yes"]],
    "diff": [["HEAD"], ["HEAD~1", "HEAD"]],
    "disagree": [["mara", "ines"]],
    "doublecrux": [["mara", "ines"]],
    "explain": [[], ["KB101"]],
    "flip": [["night"]],
    "init": [["../new"]],
    "log": [["run"]],
    "map": [["night"]],
    "new": [["claim", "a-claim", "It is so.", "-d", "night"]],
    "path": [["seals", "run"]],
    "people": [[], ["mara"]],
    "rebuttals": [["run"]],
    "scenario diff": [["night", "../scenario.toml"]],
    "scenario save": [["../saved.toml", "--set", "night/beds=0.1"]],
    "search": [["evil"]],
    "show": [["run"], ["does-it"]],
    "sources pin": [["--from", "../copies"]],
    "sources verify": [["--from", "../copies"]],
    "similar": [[], ["seals"]],
    "strength": [[], ["run"], ["night"], ["--graph", "../graph.json", "--of", "night/run"]],
    "supports": [["run"]],
    "whatif": [["night", "--set", "beds=0.1"]],
    "why": [["run"]],
    "completion": [["bash"]],
    "rename": [["run", "run-it", "--dry-run"], ["mara", "m-o", "--dry-run"]],
    "fmt": [["--dry-run"]],
    "move": [["run", "day", "--dry-run"]],
    "renumber": [["minutes", "--from", "../copies", "--dry-run"]],
    "merge": [["mara", "ines", "--dry-run"]],
    "import": [["argdown", "../evil.argdown", "--dry-run"], ["csv", "../evil.csv", "--dry-run"]],
    "export": [["argdown", "night"], ["csv", "night"], ["tsv", "--all"]],
}
WAITS = {"serve", "lsp", "mcp"}  # what they print others do too; and they never end

SAY_NOTHING_OF_THE_BASE = {
    "stats", "init", "new", "renumber", "check", "explain", "sources", "load", "graph", "db", "completion",
    "path", "why", "scenario",
}  # fmt: skip


def commands(group: click.Group = main, above: str = "") -> Iterator[tuple[str, click.Command]]:
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command
            if isinstance(command, click.Group):
                yield from commands(command, f"{above}{name} ")
                if not command.invoke_without_command:
                    continue
            yield f"{above}{name}", command


def calls() -> Iterator[list[str]]:
    """Every command in every format that it has."""
    for name, command in commands():
        if name in WAITS:
            continue
        needs = [p.name for p in command.params if p.required and name not in CALLS]
        assert not needs, f"say in CALLS how 'kb {name}' is to be called: {needs}"
        forms = [p.type.choices for p in command.params if p.name == "form"]
        for words in CALLS.get(name, [[]]):
            for form in forms[0] if forms else [None]:
                yield [*name.split(), *words, *(["--format", form] if form else [])]


def steering(text: str, commands_of_ours: bool = False) -> list[str]:
    """What of a printed text steers a terminal, turns text around, or is a command to a CI log."""
    found = [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    found += [c for c in text if c in BIDI]
    lines = [line.strip() for line in text.split("\n")]
    allowed = ("::error file=", "::warning file=") if commands_of_ours else "no line"
    found += [x for x in lines if x.startswith("::") and not x.startswith(allowed)]
    return found + (["##["] if "##[" in text and not commands_of_ours else [])


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A base with hostile text in every field, as the working folder."""
    folder = Repository(tmp_path / "base")
    folder.write("kb.toml", 'id = "evil"\nheading = "x"\n')
    folder.commit(f"Evil {SHORT}")
    heading = json.dumps(f"The base {EVIL}{LINE}")
    folder.write("kb.toml", f'id = "evil"\nheading = {heading}\n')
    folder.write("night.md", DEBATE.format(escaped=json.dumps(EVIL + LINE)[1:-1]))
    folder.write("day.md", "---\nquestion: And by day?\n---\n")
    folder.write("people.md", PEOPLE)
    folder.write("sources.md", SOURCES)
    folder.write("queries/evil.cypher", QUERY)
    folder.write(f"left{LINE.replace('/', '')} alone.md", "no debate")
    folder.commit(f"More evil {SHORT}")
    folder.edit("night.md", "Beds are empty", "Beds were empty")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "minutes.txt").write_text(f"One {EVIL}\n\nTwo {EVIL}\n\nThree\n")
    (tmp_path / "scenario.toml").write_text(SCENARIO)
    said = EVIL.replace("[x]", "")
    (tmp_path / "evil.argdown").write_text(
        f"[T {said}]: X {said} #evil {{a: 1}}\n  + <A {said}>: y\n"
    )
    (tmp_path / "evil.csv").write_text(f'text,title,{SHORT}\n"{EVIL}",{EVIL},{EVIL}\n')
    graph = {"claims": [{"id": "night/run", "score": 0.5}, {"id": EVIL, "score": 0.5}]}
    (tmp_path / "graph.json").write_text(json.dumps(graph | {"arguments": []}))
    monkeypatch.chdir(folder.path)
    return folder


def test_nothing_in_any_field_steers_what_reads_it(evil, kb_command):
    silent = set()
    checked = kb_command("check")
    assert checked.exit_code == 0, checked.output
    for words in calls():
        done = kb_command(*words)
        assert done.exit_code == 0 or words[0] == "graph", (words, done.output)
        assert done.exception is None or isinstance(done.exception, SystemExit), words
        text = done.stdout_bytes.decode() + done.stderr_bytes.decode()
        assert not steering(text, "github" in words), (words, text)
        if "evil" not in text:
            silent.add(words[0])
        if words[-1] == "json":
            json.loads(done.stdout)
    assert silent <= SAY_NOTHING_OF_THE_BASE


JOINED = "क्\u200dष"  # a joiner makes another letter of two


def test_joiners_stay_and_overrides_are_escaped_in_json(ferry, kb_command):
    ferry.edit("night-ferry.md", "makes no noise.", f"makes \u202e\x9bno {JOINED}\U000e0041 noise.")
    for form in ("table", "json", "csv", "md"):
        done = kb_command("show", "quiet-engines", "-C", ferry.path, "--format", form)
        assert JOINED in done.stdout
    said = kb_command("show", "quiet-engines", "-C", ferry.path, "--format", "json").stdout
    assert "\\u202e\\u009bno" in said
    assert f"makes \u202e\x9bno {JOINED}\U000e0041 noise." in json.dumps(
        json.loads(said), ensure_ascii=False
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_problem_is_one_line_whatever_its_path_and_message_hold(ferry, kb_command, form):
    for name in (f"a{LINE}.md", "::stop-commands::x.md", f"b{EVIL}.md"):
        ferry.write(
            name, f"---\nquestion: Is it?\n---\n\n## a\n\nA {EVIL}\n\n- **Heldd {EVIL}:** x\n"
        )
    done = kb_command("check", "-C", ferry.path, "--format", form)
    assert done.exit_code == 1
    assert not steering(done.stdout, form == "github"), done.stdout
    for words in (["load"], ["build", "--out", ferry.path.parent / "site"], ["debates"]):
        done = kb_command(*words, "-C", ferry.path)
        assert not steering(done.output), done.output


@pytest.mark.parametrize(
    "words",
    [
        ["show", EVIL + LINE],
        ["people", EVIL + LINE],
        ["map", EVIL],
        ["cruxes", EVIL],
        ["check", "-C", EVIL + LINE],
        ["cypher", f"RETURN `{EVIL}{LINE}`"],
        ["ask", EVIL],
        [EVIL + LINE],
        [f"--{EVIL}{LINE}"],
        ["show", f"--{EVIL}{LINE}"],
        ["check", "--format", EVIL + LINE],
        ["new", EVIL, "x", "-d", "y"],
        ["explain", EVIL + LINE],
    ],
)
def test_a_complaint_quotes_nothing_that_steers(ferry, kb_command, monkeypatch, words):
    monkeypatch.chdir(ferry.path)
    done = kb_command(*words)
    assert done.exit_code in (1, 2), done.output
    assert not steering(done.output), done.output


def test_colours_on_a_terminal_are_ours_alone(evil, kb_command, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = kb_command("show", "run", color=True)
    assert "\x1b[1m" in done.stdout
    assert "\x9b" not in done.stdout
    assert "evil \x1b[31m" not in done.stdout


PRINTS = {"echo", "secho", "echo_via_pager", "confirm", "prompt", "Console", "progressbar"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}


def test_only_one_module_prints():
    others = set()
    for path in (p for top in ("kb", "loaders", "queries") for p in (ROOT / top).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            says = isinstance(called, ast.Name) and name == "print"
            own = isinstance(called, ast.Name) and name == "confirm"  # that of kb.cli.printing
            writes = (
                name in ("write", "writelines")
                and isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Attribute)
                and called.value.attr in STREAMS
            )
            if says or writes or (name in PRINTS and not own):
                others.add(path.relative_to(ROOT).as_posix())
    assert {name for name in others if not name.endswith("/printing.py")} == set()


def ended(words: list[str], stream: object, monkeypatch: pytest.MonkeyPatch) -> object:
    """How `kb` ends with this as its stdout; a traceback of its would be an exception here."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        try:
            main(words)
        except SystemExit as end:
            return end.code
        finally:
            if sys.stdout is not stream:
                with contextlib.suppress(BrokenPipeError):
                    sys.stdout.close()
    return None


def test_no_command_minds_that_nobody_listens(evil, kb_command, monkeypatch, capfd):
    for words in calls():
        assert ended(words, None, monkeypatch) in (0, 1, 2), words
        assert "Traceback" not in capfd.readouterr().err, words


def test_no_command_minds_a_reader_who_has_had_enough(evil, kb_command, monkeypatch, capfd):
    for words in calls():
        reader, writer = os.pipe()
        os.close(reader)
        stream = os.fdopen(writer, "w", encoding="utf-8")
        assert ended(words, stream, monkeypatch) in (0, 1, 2), words
        with contextlib.suppress(BrokenPipeError):
            stream.close()
        assert "Traceback" not in capfd.readouterr().err, words


KB = [sys.executable, "-W", "error", "-c", "from kb.cli import main; main()"]


@pytest.mark.parametrize(
    "words", ["--help", "--version", "show --help", "debates", "explain KB101"]
)
def test_what_cannot_be_written_is_one_sentence(ferry, words):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*KB, *words.split()], cwd=ferry.path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (done.returncode, done.stderr) == (1, "kb: cannot write: No space left on device\n")


@pytest.mark.parametrize("words", ["check", "load", "build --out {}", "show nothing"])
def test_what_fails_fails_also_where_nobody_listens(ferry, tmp_path, words):
    words = words.format(tmp_path / "site").split()
    ferry.edit("night-ferry.md", "position", "positon")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*KB, *words], cwd=ferry.path, stdout=writer, stderr=writer)
    os.close(writer)
    assert done.returncode == 1


def test_a_site_is_built_whoever_reads_what_is_said_of_it(ferry, tmp_path):
    words = [*KB, "build", "--out", str(tmp_path / "site")]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(words, cwd=ferry.path, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "site" / "index.html").is_file()


def test_ctrl_c_is_no_problem_found():
    words = [
        sys.executable,
        "-c",
        terminal.HEARS_INTERRUPTS,
        "export",
        "csv",
        "--all",
        "-C",
        str(SHIPPED),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout.read(1), "it writes, more than a pipe takes"
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr.read() == b"\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["debates", "--help", "show nothing", "db status --format x"])
def test_closed_streams_are_no_files_of_the_base(ferry, tmp_path, closed, words):
    """Nor does what is printed end in a file that was opened under the number of a stream."""
    command = f"{sys.executable} -W error -c 'from kb.cli import main; main()' {words} {closed}"
    places = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        ["sh", "-c", command], cwd=ferry.path, capture_output=True, text=True, env=places
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)
    assert "ferry" not in (ferry.path / "kb.toml").read_text().replace("ferries", "")


def test_letters_that_a_terminal_does_not_know_are_replaced(ferry, tmp_path):
    command = [sys.executable, "-c", "from kb.cli import main; main()", "show", "run-all-night"]
    places = os.environ | {"PYTHONIOENCODING": "ascii", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=ferry.path, capture_output=True, text=True, env=places)
    assert done.returncode == 0, done.stderr
    assert "The island ferry should run" in done.stdout
