"""`kb map`: the argument map on the command line, for eyes and for other programs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bases import Folder
from click.testing import Result

Kb = Callable[..., Result]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    'Say "no", </text><script>x</script> & a \\ b; `c` #quot; %%{init: {"x": 1}}%% ]-->{{d}} 字'
)

# One line of what is printed: Graphviz and Mermaid read it so, checked with their own parsers.
QUOTED = r'"(?:[^"\\]|\\.)*"'
DOT_LINE = re.compile(
    rf"digraph map \{{|\}}|  \w+( -> \w+)? \[\w+=(?:{QUOTED}|[\w.]+)(, \w+=(?:{QUOTED}|[\w.]+))*\];"
)
MERMAID_LINE = re.compile(
    r'%% [^{}%]*|flowchart RL|  b\d+\["[^"{}`\\%]*"\]|  s\d+\(\(" "\)\)|  [bs]\d+ (-->|---) [bs]\d+'
    r"|  linkStyle [\d,]+ stroke:#\w+(,stroke-dasharray:\d \d)?"
)


@pytest.fixture
def run(kb_command: Kb, ferry: Folder) -> Kb:
    """`kb map night-ferry` of the ferry base."""
    return lambda *words: kb_command("map", *(words or ("night-ferry",)), "-C", ferry.path)


def test_a_picture_that_stands_alone_has_every_statement(run: Kb) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    root = ElementTree.fromstring(result.stdout)
    assert root.find(f"{SVG}title").text == "Should the island ferry run through the night?"
    words = " ".join("".join(t.itertext()) for t in root.iter(f"{SVG}text"))
    assert "Hotels lose guests because" in words
    assert "Undercuts this argument" in words
    assert not list(root.iter(f"{SVG}script"))
    assert "href" not in result.stdout


def test_depth_folds_and_counts(run: Kb) -> None:
    words = run("night-ferry", "--depth", "0").stdout
    assert "+2, 1 rebuts" in words
    assert "Engines at night" not in words
    assert "The new boat" not in run("night-ferry", "--depth", "1").stdout
    assert "The new boat" in run("night-ferry", "--depth", "2").stdout


def test_dot_has_a_joint_where_an_argument_is_attacked_or_has_several_premises(run: Kb) -> None:
    lines = run("night-ferry", "--format", "dot").stdout.splitlines()
    assert all(DOT_LINE.fullmatch(line) for line in lines), lines
    assert sum("shape=point" in line for line in lines) == 1
    (joint,) = [line.split()[0] for line in lines if "shape=point" in line]
    assert sum(f"-> {joint} [" in line for line in lines) == 3  # two premises and an undercut
    assert sum(f"  {joint} -> " in line for line in lines) == 1
    assert sum("style=dashed" in line and "->" in line for line in lines) == 2


def test_mermaid_has_the_same(run: Kb) -> None:
    lines = run("night-ferry", "--format", "mermaid").stdout.splitlines()
    assert all(MERMAID_LINE.fullmatch(line) for line in lines), lines
    arrows = [line for line in lines if " --> " in line or " --- " in line]
    styled = [n for line in lines if "linkStyle" in line for n in line.split()[1].split(",")]
    assert sorted(map(int, styled)) == list(range(len(arrows)))


@pytest.mark.parametrize("form", ["svg", "dot", "mermaid"])
def test_what_authors_write_stays_text(run: Kb, ferry: Folder, form: str) -> None:
    ferry.edit("night-ferry.md", "Engines at night drive the seals away.", HOSTILE)
    ferry.edit(
        "night-ferry.md",
        "Should the island ferry run through the night?",
        "'" + HOSTILE.replace("'", "") + "'",
    )
    result = run("night-ferry", "--format", form)
    assert result.exit_code == 0, result.output
    if form == "svg":
        root = ElementTree.fromstring(result.stdout)
        assert not list(root.iter(f"{SVG}script"))
    else:
        line_of = DOT_LINE if form == "dot" else MERMAID_LINE
        lines = result.stdout.splitlines()
        assert all(line_of.fullmatch(line) for line in lines), lines


def test_a_file_takes_what_would_be_printed(run: Kb, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    result = run("night-ferry", "--out", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_text(encoding="utf-8") == run().stdout


def test_a_debate_without_arguments_is_no_mistake(run: Kb, ferry: Folder) -> None:
    ferry.write("quiet.md", "---\nquestion: Is it quiet?\n---\n")
    for form in ("svg", "dot", "mermaid"):
        result = run("quiet", "--format", form)
        assert result.exit_code == 0
        assert "nothing is argued in 'quiet' yet" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["night-fery"], "did you mean 'night-ferry'?"),
        (["x"], "there are: night-ferry"),
        (["night-ferry", "--format", "png"], "'png' is not one of"),
        (["night-ferry", "--depth", "-1"], "--depth"),
    ],
)
def test_a_misuse_is_said_in_a_line(run: Kb, words: list[str], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_files_with_errors_are_not_drawn(run: Kb, ferry: Folder) -> None:
    ferry.edit("night-ferry.md", "**Kind:** position", "**Kind:** positron")
    result = run()
    assert (result.exit_code, result.stdout) == (1, "")
    assert "kb: nothing was loaded: 1 error in the files" in result.stderr
    assert "positron" in result.stderr


def test_errors_made_later_leave_the_last_good_map_which_is_said(run: Kb, ferry: Folder) -> None:
    """As with every question to the graph."""
    drawn = run().stdout
    ferry.edit("night-ferry.md", "**Kind:** position", "**Kind:** positron")
    result = run()
    assert (result.exit_code, result.stdout) == (0, drawn)
    assert "positron" in result.stderr
    assert "this answers from the last good state" in result.stderr


def test_without_a_look_at_the_files_it_is_drawn_of_the_graph_as_it_is(
    run: Kb, ferry: Folder
) -> None:
    drawn = run().stdout
    ferry.edit("night-ferry.md", "Hotels lose guests", "Hotels lose most guests")
    assert run("night-ferry", "--no-sync").stdout == drawn
    assert "Hotels lose most guests" in " ".join(run().stdout.split())
