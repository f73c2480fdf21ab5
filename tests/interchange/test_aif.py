"""AIF becomes a debate and a debate AIF: nothing of the argument is lost, all else is said."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from importing import changed, empty, exported, facts, imported, lost
from mutating import corpus, mutated_json, survive

FILES = corpus("aif", "*.json")
needs_corpus = pytest.mark.skipif(not FILES, reason="the files of other programs are not there")


def nodes(**texts: str) -> list[dict[str, str]]:
    """Nodes by id, each written as `type text`."""
    pairs = ((ident, *text.partition(" ")[::2]) for ident, text in texts.items())
    return [{"nodeID": ident, "type": kind, "text": text} for ident, kind, text in pairs]


def edges(words: str) -> list[dict[str, str | None]]:
    """Edges along paths such as `a>b>c; d>b`."""
    found = []
    for path in words.split(";"):
        ends = path.split(">")
        for start, end in pairwise(ends):
            ident = str(len(found))
            found.append({"edgeID": ident, "fromID": start.strip(), "toID": end.strip()})
    return found


def written(path: Path, **graph: object) -> Path:
    path.write_text(json.dumps(graph), encoding="utf-8")
    return path


BOATS = {
    "nodes": nodes(
        run="I The ferry runs at night.",
        beds="I Beds are empty.",
        shift="I A shift ends late.",
        winter="I That holds in winter only.",
        ra="RA Practical Reasoning",
        cu="CA Default Conflict",
        seals="I Seals flee.",
        cr="CA CA",
    ),
    "edges": edges("beds>ra>run; shift>ra; winter>cu>ra; seals>cr>run"),
}


@pytest.fixture
def base(tmp_path):
    return empty(tmp_path / "base")


def arguments(folder) -> set[tuple[str, str, str]]:
    names = {a["id"]: a["kind"] for a in facts(folder)["arguments"]}
    return {
        (
            argument["kind"],
            " + ".join(p["claim"].partition("/")[2] for p in argument["premises"]),
            names.get(argument["target"], argument["target"].partition("/")[2]),
        )
        for argument in facts(folder)["arguments"]
    }


def test_linked_premises_stay_linked_and_an_attack_on_an_inference_undercuts(base, tmp_path):
    report = imported(base, "aif", written(tmp_path / "boats.json", **BOATS))
    assert arguments(base) == {
        ("supports", "beds-are-empty + a-shift-ends-late", "the-ferry-runs-at-night"),
        ("rebuts", "seals-flee", "the-ferry-runs-at-night"),
        ("undercuts", "that-holds-in-winter-only", "supports"),
    }
    assert {a["scheme"] for a in facts(base)["arguments"]} == {None, "Practical Reasoning"}
    assert report.is_whole
    assert changed(report) == ["question: the file asks none, so it is made of its name"]


@pytest.mark.parametrize("wrapper", ["AIF", "aif"])
def test_xaif_and_ova_wrap_the_same_graph(base, tmp_path, wrapper):
    drawn = {"nodes": [{"nodeID": "run", "x": 4, "visible": True}], "edges": []}
    file = written(tmp_path / "x.json", **{wrapper: BOATS, "OVA": drawn, "text": "Beds are empty."})
    report = imported(base, "aif", file)
    assert len(arguments(base)) == 3
    assert {line.split(":")[0] for line in lost(report)} == {
        "OVA.nodes.nodeID", "OVA.nodes.x", "OVA.nodes.visible", "text",
    }  # fmt: skip


def test_older_files_of_ova_repeat_nodes_in_edges(base, tmp_path):
    beds, run = (
        {"id": 1, "type": "I", "text": "Beds are empty."},
        {"id": 2, "type": "I", "text": "Run."},
    )
    link = {"id": 3, "type": "RA", "text": "Default Inference", "x": 7}
    graph = {
        "nodes": [beds, run, link],
        "edges": [{"from": beds, "to": link}, {"from": link, "to": run}],
        "analysis": {"documentTitle": "The ferry", "txt": "<p>"},
    }
    report = imported(base, "aif", written(tmp_path / "ova.json", **graph))
    assert arguments(base) == {("supports", "beds-are-empty", "run")}
    assert (base.path / "made.md").read_text().startswith("---\ntitle: The ferry\n")
    assert any("nodes.x: it is about how" in line for line in lost(report))


def test_who_says_what_becomes_stances(base, tmp_path):
    graph = {
        "nodes": nodes(
            run="I The ferry runs at night.",
            beds="I Beds are empty.",
            ra="RA Default Inference",
            l1="L Mara Berg : The ferry runs at night.",
            l2="L Ines : Do they?",
            l3="L Bo: Well, beds, yes.",
            y1="YA Asserting",
            y2="YA Challenging",
            y3="YA Conceding",
            t1="TA Default Transition",
            y4="YA Arguing",
        ),
        "edges": edges("l1>y1>run; l2>y2>run; l3>y3>beds; beds>ra>run; l1>t1>l3; t1>y4>ra"),
        "participants": [{"participantID": "9", "firstname": "Mara", "surname": "Berg"}],
        "locutions": [{"nodeID": "l1", "personID": "9", "start": "2031-03-04 10:00:00"}],
    }
    report = imported(base, "aif", written(tmp_path / "x.json", **graph))
    said = {(s["person"], s["kind"], s["date"], s["note"]) for s in facts(base)["stances"]}
    assert said == {
        ("mara-berg", "holds", "2031-03-04", ""),
        ("ines", "questions", None, "Do they?"),
        ("bo", "concedes", None, "Well, beds, yes."),
        ("bo", "holds", None, ""),
    }
    assert report.is_whole
    assert [c["slug"] for c in facts(base)["claims"]] == [
        "the-ferry-runs-at-night",
        "beds-are-empty",
    ]


def test_items_stand_in_the_order_of_the_exchange(base, tmp_path):
    graph = {
        "nodes": nodes(
            b="I Second.", a="I First.", lb="L Bo : x", la="L Ada : y",
            ya="YA Asserting", yb="YA Asserting", t="TA Default Transition",
        ),
        "edges": edges("lb>yb>b; la>ya>a; la>t>lb"),
    }  # fmt: skip
    imported(base, "aif", written(tmp_path / "x.json", **graph))
    assert [c["slug"] for c in facts(base)["claims"]] == ["first", "second"]


def test_what_supports_an_inference_supports_a_claim_that_it_is_good(base, tmp_path):
    graph = {
        "nodes": nodes(a="I A.", b="I B.", c="I C.", r="RA RA", s="RA RA"),
        "edges": edges("a>r>b; c>s>r"),
    }
    report = imported(base, "aif", written(tmp_path / "x.json", **graph))
    warrant = "it-is-right-that-a-is"
    assert arguments(base) == {("supports", f"a + {warrant}", "b"), ("supports", "c", warrant)}
    assert any("a claim that that is a good one" in line for line in changed(report))


def test_rephrasings_refine_and_what_says_the_same_is_one(base, tmp_path):
    graph = {
        "nodes": nodes(a="I A man.", b="I a  man.", c="I Some man.", m="MA MA", n="MA MA"),
        "edges": edges("a>m>b; c>n>a"),
    }
    imported(base, "aif", written(tmp_path / "x.json", **graph))
    assert [c["slug"] for c in facts(base)["claims"]] == ["a-man", "some-man"]
    assert [(r["source"], r["kind"], r["target"]) for r in facts(base)["relations"]] == [
        ("made/some-man", "refines", "made/a-man")
    ]


@pytest.mark.parametrize(
    ("graph", "why"),
    [
        ({"nodes": nodes(a="I A.", r="RA RA"), "edges": edges("a>r")}, "leads to no claim"),
        ({"nodes": nodes(a="I A.", r="RA RA"), "edges": edges("r>a")}, "no premise that is an I"),
        ({"nodes": nodes(a="I A.", r="RA RA"), "edges": edges("a>r>a")}, "one of its own premises"),
        ({"nodes": nodes(a="I A.", b="I B.", c="CA CA", d="CA CA"), "edges": edges("a>c>d; b>d>c")}, "in a circle of attacks"),
        ({"nodes": nodes(a="I A.", l="L So it is.", y="YA Asserting"), "edges": edges("l>y>a")}, "nobody is named"),
        ({"nodes": nodes(a="I A.", b="I B.", p="PA PA"), "edges": edges("a>p>b")}, "is preferred"),
        ({"nodes": nodes(a="I A.", b="I B."), "edges": edges("a>b")}, "an edge from I to I says nothing"),
        ({"nodes": nodes(a="I A."), "edges": edges("a>z")}, "at no node that is read"),
        ({"nodes": nodes(a="I A.", b="X B."), "edges": []}, "a node has a type"),
        ({"nodes": [*nodes(a="I A."), *nodes(a="I B.")], "edges": []}, "of this id stands above"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_left_out_and_told(base, tmp_path, graph, why):
    report = imported(base, "aif", written(tmp_path / "x.json", **graph))
    assert any(why in line for line in lost(report)), lost(report)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "x.json:1:2: KB601 this is no JSON: a name in quotation marks is due"),
        ('{"nodes": [\n}', "x.json:2:1: KB601 this is no JSON: a value is to stand here"),
        ('{"a": 1, "a": 2}', "x.json:1:10: KB601 the name 'a' stands here twice"),
        ('{"a": "b', "x.json:1:7: KB601 this is no JSON: unterminated string starting at"),
        ("[]", "x.json:1:1: KB601 no list 'nodes' stands here, so this is no AIF"),
        ("[" * 99, "x.json:1:62: KB603 it nests more than 60 deep"),
        ('{"nodes": []} x', "x.json:1:15: KB601 the JSON ends before this"),
    ],
)
def test_what_is_no_aif_is_refused_with_a_place(kb_command, base, tmp_path, text, says):
    file = tmp_path / "x.json"
    file.write_text(text)
    result = kb_command("import", "aif", file, "-C", base.path)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_text_from_outside_is_text(base, tmp_path):
    texts = {
        "a": "I # [x](y) *b* <script> %% [[z]] &amp; `c`",
        "b": "I - **Kind:** crux",
        "r": "RA *Sch_eme* [x](y)",
        "l": "L [Ada](x) <b> : 1. _no_ — 0.9",
        "y": "YA Asserting",
    }
    graph = {"nodes": nodes(**texts), "edges": edges("a>r>b; l>y>a")}
    report = imported(base, "aif", written(tmp_path / "x.json", **graph))
    assert report.is_whole
    back = tmp_path / "back.json"
    back.write_text(exported(base, "aif")[0])
    assert [n["text"] for n in json.loads(back.read_text())["nodes"]][:2] == [
        texts["a"][2:], texts["b"][2:],
    ]  # fmt: skip


def test_a_debate_comes_back_as_it_was_but_for_what_is_told(ferry, tmp_path):
    text, report = exported(ferry, "aif", "night-ferry")
    file = tmp_path / "ferry.json"
    file.write_text(text)
    again = empty(tmp_path / "again")
    assert imported(again, "aif", file, "night-ferry").is_whole
    kinds = Counter(a["kind"] for a in facts(again)["arguments"])
    assert kinds == Counter(a["kind"] for a in facts(ferry)["arguments"])
    assert "stance (credence): AIF has no place for it" in lost(report)
    assert any(line.startswith("claim (posed)") for line in lost(report))


OBJECTED = """\
---
question: Should the ferry run at night?
---

## run

The ferry runs at night.

- **Held by:** [Mara](people.md#mara)
- **Supported by:** [beds](#beds)
  - **Held by:** [Mara](people.md#mara)
  - **Undercut by:** [winter](#winter) + not [summer](#summer)
    - **Held by:** [Jon](people.md#jon)
- **Rebutted by:** [seals](#seals)
  - **Held by:** [Jon](people.md#jon)
  - **Questioned by:** [Mara](people.md#mara) — "not in winter"

## beds

Beds are empty.

## winter

That holds in winter only.

## summer

Summers are full.

## seals

Seals flee.
"""


def test_who_objects_says_what_they_object_with_and_not_what_they_deny(base, tmp_path):
    base.write("people.md", "## mara\n\nMara\n\n## jon\n\nJon\n")
    base.write("made.md", OBJECTED)
    text, _ = exported(base, "aif")
    said = {node["text"] for node in json.loads(text)["nodes"] if node["type"] == "L"}
    assert said == {
        "Mara : The ferry runs at night.",
        "Mara : Beds are empty.",
        "Jon : That holds in winter only. It is not so that this holds: Summers are full.",
        "Jon : Seals flee.",
        'Mara : "not in winter"',
    }
    (tmp_path / "x.json").write_text(text)
    again = empty(tmp_path / "again")
    imported(again, "aif", tmp_path / "x.json")
    before, after = (
        {(s["person"], s["kind"], s["note"]) for s in facts(each)["stances"]}
        for each in (base, again)
    )
    assert after == before


def test_strict_says_and_writes_nothing_where_something_is_lost(kb_command, base, tmp_path):
    graph = {"nodes": [*nodes(a="I A."), {"nodeID": "b", "type": "I", "text": "B.", "x": 1}]}
    file = written(tmp_path / "x.json", **graph)
    result = kb_command("import", "aif", file, "--strict", "-C", base.path)
    assert result.exit_code == 1
    assert "left out: nodes.x: it is about how the map is drawn" in result.stderr
    assert not (base.path / "x.md").exists()


# -- files of other programs, and other programs ---------------------------------------------------


def counted(text: str) -> tuple[int, int]:
    """Nodes, and edges between them, that are no speech."""
    graph = json.loads(text)
    known = {n["nodeID"] for n in graph["nodes"] if n["type"] in ("I", "RA", "CA", "MA")}
    return len(known), sum(e["fromID"] in known and e["toID"] in known for e in graph["edges"])


def as_arguebuf_reads(text: str) -> tuple[int, int]:
    arguebuf = pytest.importorskip("arguebuf")
    held = json.loads(text)
    known = {n["nodeID"] for n in held["nodes"] if n["type"] in ("I", "RA", "CA", "MA")}
    held["edges"] = [e for e in held["edges"] if e["fromID"] in known and e["toID"] in known]
    graph = arguebuf.load.aif(held)
    return len(graph.nodes), len(graph.edges)


def test_arguebuf_reads_all_of_what_is_written(ferry):
    text, _ = exported(ferry, "aif", "night-ferry")
    assert as_arguebuf_reads(text) == counted(text) != (0, 0)


@needs_corpus
@pytest.mark.parametrize("file", FILES[::8], ids=lambda file: file.stem)
def test_files_of_others_come_in_go_out_and_come_in_the_same(base, tmp_path, file):
    go_round(base, tmp_path, file)


@needs_corpus
@pytest.mark.slow
def test_all_files_of_others_come_in_go_out_and_come_in_the_same(tmp_path):
    for n, file in enumerate(FILES):
        (tmp_path / str(n)).mkdir()
        go_round(empty(tmp_path / str(n) / "base"), tmp_path / str(n), file)


def go_round(base, tmp_path: Path, file: Path) -> None:
    report = imported(base, "aif", file)
    assert {line.split(":")[0] for line in lost(report)} == {"nodes.timestamp"}
    text, _ = exported(base, "aif")
    kinds = [Counter(n["type"] for n in json.loads(t)["nodes"]) for t in (text, file.read_text())]
    assert kinds[0] == kinds[1]
    assert as_arguebuf_reads(text) == counted(text)
    (tmp_path / "out.json").write_text(text)
    again = empty(tmp_path / "again")
    assert imported(again, "aif", tmp_path / "out.json").is_whole
    assert facts(again) == facts(base)


@pytest.mark.slow
def test_a_thousand_broken_files_are_read_or_refused(base):
    texts = [json.dumps(BOATS), *(file.read_text() for file in FILES[:6])]
    read, refused = survive(base, "aif", texts, mutated_json, 1000, "x.json")
    assert read > 300
    assert refused > 50


def test_a_speaker_may_have_the_name_of_the_file_of_all(base, tmp_path):
    graph = {
        "nodes": nodes(a="I A.", l="L People : A.", m="L [x](y) *b* : A.", y="YA Asserting"),
        "edges": edges("l>y>a; m>y"),
    }
    assert imported(base, "aif", written(tmp_path / "x.json", **graph)).is_whole
    assert len(facts(base)["stances"]) == 2
