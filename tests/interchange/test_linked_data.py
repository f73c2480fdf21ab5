"""Debates as JSON-LD: all that they say, under the addresses of their pages."""

from __future__ import annotations

import json

from importing import exported

HOSTILE = "</script> \u202e <b>\\*x\\*"


def graph(folder, *words):
    return json.loads(exported(folder, "jsonld", "night-ferry")[0])["@graph"]


def test_an_argument_has_premises_and_a_conclusion_which_may_be_an_argument(ferry):
    rows = {row["@id"]: row for row in graph(ferry) if "@id" in row and "@type" in row}
    item = rows["claims/night-ferry/run-all-night.html"]
    assert item["@type"] == ["Claim", "aif:I-node"]
    (undercut,) = [
        row
        for row in rows.values()
        if row.get("aif:premise") == [{"@id": "claims/night-ferry/winter-only.html"}]
    ]
    attacked = rows[undercut["aif:conclusion"]["@id"]]
    assert attacked["@type"] == "aif:RA-node"
    assert len(attacked["aif:premise"]) == 2
    assert attacked["aif:conclusion"] == {"@id": item["@id"]}


def test_stances_are_acts_of_people(ferry):
    acts = [row for row in graph(ferry) if "agent" in row]
    assert {(a["@type"], a["agent"]["@id"]) for a in acts} == {
        ("AgreeAction", "people/mara.html"),
        ("AgreeAction", "people/ines.html"),
        ("DisagreeAction", "people/ines.html"),
        ("AssessAction", "people/mara.html"),
    }
    assert any(
        {"@type": "PropertyValue", "name": "credence", "value": 0.8}
        in a.get("additionalProperty", ())
        for a in acts
    )


def test_nothing_is_left_out_and_hostile_text_is_text(ferry):
    ferry.edit(
        "night-ferry.md", "Engines at night", HOSTILE.replace("\u202e ", "") + " Engines at night"
    )
    text, report = exported(ferry, "jsonld", "night-ferry")
    assert report.is_whole
    assert any("*x*" in row.get("text", "") for row in json.loads(text)["@graph"])


def test_addresses_are_those_of_the_site_where_it_is_known(kb_command, ferry):
    ferry.write("kb.toml", 'id = "b"\nheading = "B"\naddress = "https://example.org/map"\n')
    printed = kb_command("export", "jsonld", "--all", "-C", ferry.path).stdout
    assert '"@id": "https://example.org/map/claims/night-ferry/empty-beds.html"' in printed
    ferry.write("kb.toml", 'id = "b"\nheading = "B"\naddress = "javascript:alert(1)"\n')
    assert "javascript:" not in kb_command("export", "jsonld", "--all", "-C", ferry.path).stdout


def test_the_pages_that_are_named_are_there(kb_command, ferry, tmp_path):
    site = tmp_path / "site"
    assert kb_command("build", "--out", site, "-C", ferry.path).exit_code == 0
    for row in graph(ferry):
        if "@id" in row:
            page, _, anchor = row["@id"].partition("#")
            assert not anchor or f'id="{anchor}"' in "".join(
                file.read_text() for file in site.rglob("*.html")
            )
            assert (site / page).exists(), row["@id"]
