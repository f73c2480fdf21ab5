"""Debates as graphs: other programs read them, and find arguments as nodes with undercuts on them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys

import pytest
from importing import changed, exported, lost

from kb.errors import MisuseError
from kb.interchange.graphs.to_networkx import to_networkx
from loaders.base.load import load_base

HOSTILE = 'A "b\\" -> c]; <script>&amp; %%{init} `x` {y} #35; end'


@pytest.fixture
def hostile(ferry):
    ferry.edit("night-ferry.md", "Engines at night drive", HOSTILE.replace("`", "\\`"))
    return ferry


def test_networkx_reads_all_from_graphml(hostile):
    networkx = pytest.importorskip("networkx")
    text, report = exported(hostile, "graphml", "night-ferry")
    read = networkx.read_graphml(io.StringIO(text), force_multigraph=True)
    made = to_networkx(load_base(hostile.path).base)
    assert dict(read.nodes) == dict(made.nodes)
    assert sorted((a, b, d["type"]) for a, b, d in read.edges(data=True)) == sorted(
        (a, b, d["type"]) for a, b, d in made.edges(data=True)
    )
    assert read.nodes["night-ferry/seal-noise"]["text"].startswith('A "b\\')
    assert report.is_whole
    assert not changed(report)


def test_an_undercut_leads_to_the_node_of_an_argument(ferry):
    networkx = pytest.importorskip("networkx")
    graph = to_networkx(load_base(ferry.path).base)
    (undercut,) = [n for n, d in graph.nodes(data=True) if d.get("kind") == "undercuts"]
    assert list(graph.predecessors(undercut)) == ["night-ferry/winter-only"]
    (attacked,) = graph.successors(undercut)
    assert graph.nodes[attacked]["reasons"] == "guests and workers share one boat"
    assert set(graph.predecessors(attacked)) >= {
        "night-ferry/empty-beds",
        "night-ferry/shift-change",
    }
    assert isinstance(graph, networkx.MultiDiGraph)


def test_without_networkx_one_is_told_what_to_install(ferry, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MisuseError, match=r"pip install 'cruxbase\[networkx\]'"):
        to_networkx(load_base(ferry.path).base)


@pytest.mark.parametrize(("form", "node"), [("dot", r"  i\d+ \["), ("mermaid", r"  i\d+\[")])
def test_drawings_have_every_item_and_argument_and_say_what_they_lack(ferry, form, node):
    text, report = exported(ferry, form, "night-ferry")
    base = load_base(ferry.path).base
    assert len(re.findall(node, text)) == len(base.claims)
    assert len(set(re.findall(r"^  (a\d+)", text, re.MULTILINE))) == len(base.arguments)
    assert any("stance" in line and "a drawing has items" in line for line in lost(report))


def test_nothing_that_was_written_breaks_out_of_a_label(hostile):
    dot, _ = exported(hostile, "dot", "night-ferry")
    labels = re.findall(r'label="((?:[^"\\]|\\.)*)"', dot)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', '""', dot)
    assert 'b\\" -' in dot
    assert len(labels) > 10
    assert not re.search(r"script|init|\bend\b", rest)
    mermaid, _ = exported(hostile, "mermaid", "night-ferry")
    quoted = [line for line in mermaid.split("\n") if "script" in line]
    assert quoted
    assert all(line.count('"') == 2 for line in quoted)
    assert "<script" not in mermaid
    assert "%%{" not in mermaid


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_it(hostile):
    text, _ = exported(hostile, "dot", "night-ferry")
    drawn = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, check=True)
    assert not drawn.stderr
    assert "<svg" in drawn.stdout
