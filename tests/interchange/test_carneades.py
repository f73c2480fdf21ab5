"""A graph of Carneades becomes a debate, as far as that goes, and its tests are compared."""

from __future__ import annotations

import pytest
from importing import changed, empty, facts, imported, lost
from mutating import corpus, mutated_text, survive

FILES = corpus("carneades", "*.yml")
BOATS = """
meta:
  title: The ferry
  notes: >
    Who may sleep?
language:
  late/2: "%s comes late on %s."
statements:
  run: The ferry runs at night.
  day:
    text: It runs by day.
  beds: "Beds: empty."
arguments:
  a1:
    scheme: practical reasoning
    weight: 0.7
    premises: [beds, "late(boat,monday)"]
    conclusion: run
    undercutter: winter
  a2:
    premises:
      major: day
    conclusion: ¬run
issues:
  i1:
    positions: [run, day]
    standard: PE
assumptions: [beds, ¬day]
tests:
  in: [beds]
  out: [run]
"""


@pytest.fixture
def base(tmp_path):
    return empty(tmp_path / "base")


def read(base, tmp_path, text):
    file = tmp_path / "boats.yml"
    file.write_text(text)
    return imported(base, "carneades", file)


def test_statements_arguments_and_undercutters_are_read(base, tmp_path):
    report = read(base, tmp_path, BOATS)
    found = facts(base)
    said = {(a["kind"], len(a["premises"]), a["called"], a["scheme"]) for a in found["arguments"]}
    assert said == {
        ("supports", 2, "a1", "practical reasoning"),
        ("rebuts", 1, "a2", None),
        ("undercuts", 1, None, None),
    }
    claims = {c["slug"]: (c["text"], c["kind"], c["credence"]) for c in found["claims"]}
    assert claims["late-boat-monday"] == ("boat comes late on monday.", "claim", None)
    assert claims["day"] == ("It runs by day.", "position", 0.0)
    assert claims["beds"] == ("Beds: empty.", "claim", 1.0)
    assert [r["kind"] for r in found["relations"]] == ["rivals"]
    assert (base.path / "made.md").read_text().startswith("---\ntitle: The ferry\n")
    assert any(
        "issues.i1.standard: a debate has no standards of proof" in line for line in lost(report)
    )
    assert any("arguments.a1.weight: as a reason in words" in line for line in changed(report))


def test_its_tests_are_compared_with_strengths(base, tmp_path):
    tests = [line for line in lost(read(base, tmp_path, BOATS)) if line.startswith("tests.")]
    assert len(tests) == 2
    assert "beds 1.00, as tested" in tests[0]
    assert tests[1].startswith("tests.out: compared with strengths: run ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &x 1\nb: *x\n", "boats.yml:1:4: KB601 anchors and aliases are not read"),
        ("a: !!python/name:os.system x\n", "boats.yml:1:4: KB601 tags are not read"),
        ("statements: [\n", "boats.yml:2:1: KB601 this is no YAML"),
        ("statements: {}\n---\nb: 1\n", "boats.yml:3:1: KB601 a second document begins here"),
        ("x: 1\n", "boats.yml:1:1: KB601 none of statements, arguments"),
        ("statements:\n  a: x\n  a: y\n", "boats.yml:3:3: KB601 the name 'a' stands here twice"),
        ("[" * 99, "boats.yml:1:61: KB603 it nests more than 60 deep"),
        ("a: \x07\n", "boats.yml:1:4: KB601 this is no YAML: a sign may not stand here"),
    ],
)
def test_what_is_no_graph_is_refused_with_a_place(kb_command, base, tmp_path, text, says):
    file = tmp_path / "boats.yml"
    file.write_text(text)
    result = kb_command("import", "carneades", file, "-C", base.path)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_arguments_that_are_none_are_left_out_and_told(base, tmp_path):
    text = "arguments:\n  a: {premises: [p], conclusion: p}\n  b: {premises: [p]}\n"
    report = read(base, tmp_path, text)
    assert any("one of its own premises" in line for line in lost(report))
    assert any("an argument has premises and one conclusion" in line for line in lost(report))


@pytest.mark.skipif(not FILES, reason="the files of other programs are not there")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_files_of_others_are_read(base, file):
    imported(base, "carneades", file)
    assert facts(base)["claims"]


@pytest.mark.slow
def test_a_thousand_broken_graphs_are_read_or_refused(base):
    read, refused = survive(base, "carneades", [BOATS], mutated_text, 1000, "x.yml")
    assert read > 100
    assert refused > 100
