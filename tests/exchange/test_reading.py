"""`kb read`, and the same text on the page of a debate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from bases import Folder, small_base
from click.testing import Result

Kb = Callable[..., Result]

BOATS = """
---
title: Boats
question: Should the boat run at night?
source: minutes
---

## run

The *boat* should <b>run</b> at night.

- **Kind:** position
- **Title:** Run all night
- **Held by:** [Mara](people.md#mara) — ¶1, "yes" <i>so</i>

## noise

Engines wake the seals, as everybody who has ever lived on the shore of the island can tell.

- **Held by:** [Ines](people.md#ines) — ¶2
- **Rebuts:** [run](#run)
  - **Held by:** [Ines](people.md#ines) — ¶2

## fuel

Fuel is cheap.

- **Supports:** [run](#run) — inferred
- **Source:** ¶3
"""


@pytest.fixture
def boats(tmp_path: Path) -> Folder:
    base = small_base(tmp_path / "base", boats=BOATS)
    base.write("sources.md", "## minutes\n\nThe minutes\n\n- **File:** minutes.txt\n")
    base.write("texts/minutes.txt", "Run it.\nSeals!\n")
    return base


def test_it_is_told_in_lines_that_can_be_read(kb_command: Kb, boats: Folder) -> None:
    said = kb_command("read", "boats", "-C", boats.path)
    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("    Ines Tal, answering") for line in lines)


def test_it_is_told_in_markdown_with_replies_as_quotations(kb_command: Kb, boats: Folder) -> None:
    said = kb_command("read", "boats", "-C", boats.path, "--format", "md").output
    assert "\n> Ines Tal, answering" in said


def test_in_json_each_statement_names_its_item(kb_command: Kb, boats: Folder) -> None:
    said = json.loads(kb_command("read", "boats", "-C", boats.path, "--format", "json").output)
    pieces = [p for block in said for one in block["sentences"] for p in one["pieces"]]
    found = {p["target"]: p["text"] for p in pieces if p["role"] == "statement"}
    assert set(found) == {"boats/run", "boats/noise", "boats/fuel"}
    assert found["boats/fuel"] == "Fuel is cheap"
    assert {block["depth"] for block in said} == {0, 1}


def test_a_debate_that_is_none_gets_a_proposal(kb_command: Kb, boats: Folder) -> None:
    said = kb_command("read", "boat", "-C", boats.path)
    assert said.exit_code != 0
    assert "did you mean 'boats'" in said.output


@pytest.fixture
def page(kb_command: Kb, boats: Folder, tmp_path: Path) -> Element:
    texts, out = boats.path / "texts", tmp_path / "public"
    built = kb_command("build", "-C", boats.path, "--out", out, "--sources", texts, "--check")
    assert built.exit_code == 0, built.output
    html = (out / "debates" / "boats.html").read_bytes()
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(html, transport_encoding="utf-8")
    [section] = [e for e in tree.iter("section") if e.get("class") == "exchange"]
    return section


def test_on_the_page_every_statement_is_a_link_to_its_item(page: Element) -> None:
    links = {"".join(a.itertext()): a.get("href") for a in page.iter("a")}
    assert links["the boat should <b>run</b> at night"] == "../claims/boats/run.html"
    assert links["Fuel is cheap"] == "../claims/boats/fuel.html"


def test_on_the_page_a_passage_leads_to_its_text_where_there_is_a_copy(page: Element) -> None:
    numbers = {"".join(a.itertext()): a for sup in page.iter("sup") for a in sup.iter("a")}
    assert set(numbers) == {"¶1", "¶2"}, "the copy has no third passage"
    assert numbers["¶1"].get("href", "").endswith("#p1")


def test_on_the_page_each_paragraph_has_an_anchor_and_a_reply_stands_in(page: Element) -> None:
    [article] = list(page.iter("article"))
    blocks = list(article)
    assert len({block.get("id") for block in blocks}) == len(blocks)
    assert [b.get("class") for b in blocks if "reply" in (b.get("class") or "")]


def test_on_the_page_hostile_text_stays_text(page: Element) -> None:
    assert not [e for e in page.iter("b") if "".join(e.itertext()) == "run"]
    assert "“yes” <i>so</i>" in "".join(page.itertext())
