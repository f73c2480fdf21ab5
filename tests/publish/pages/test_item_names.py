"""What items are called on pages: by title, and at the addresses that they had before."""

from __future__ import annotations

import json

import pytest
from bases import FERRY, PEOPLE, Folder

from kb.publish import publish
from kb.publish.build.check import check_site
from loaders.base.load import load_base

HARBOUR = """
---
title: The harbour
question: Is the harbour fit for a night boat?
---

See [the beds](night-ferry.md#no-guests), [the quay](#old-quay) and [the seals](#seals).

## quay-is-old

The quay is old.

- **Kind:** position
- **Title:** Old <b>quay</b> & all
- **Formerly:** old-quay; night-ferry/quay
- **Rebuts:** [run-all-night](night-ferry.md#run-all-night)
- **Supported by:** seals
"""


@pytest.fixture
def folder(tmp_path) -> Folder:
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "island"\nheading = "Island"\n')
    folder.write("people.md", PEOPLE)
    beds = "leaves early.\n\n- **Title:** Empty beds\n- **Formerly:** no-guests"
    noise = "seals away.\n\n- **Formerly:** harbour/seals"
    changed = FERRY.replace("leaves early.\n", beds).replace("seals away.\n", noise)
    folder.write("night-ferry.md", changed + "\nSee [the quay](#quay).\n")
    folder.write("harbour.md", HARBOUR)
    return folder


@pytest.fixture
def made(folder, build, tmp_path):
    """Builds as `kb build` does, with what the last build kept."""

    def made(**options: str):
        loaded = load_base(folder.path, tmp_path / "cache")
        assert not loaded.errors, [str(problem) for problem in loaded.errors]
        return build(loaded, cache=tmp_path / "cache", **options)

    return made


def test_the_tab_of_a_browser_and_the_trail_show_the_title(made):
    page = made()["claims/harbour/quay-is-old.html"]
    assert page.text(page.one("title")) == "Old <b>quay</b> & all · Island"
    (here,) = page.all("li", **{"aria-current": "page"})
    assert page.text(here) == "Old <b>quay</b> & all"
    assert page.text(page.one("h1")) == "The quay is old."


def test_without_a_title_the_words_of_the_id_stand_there(made):
    page = made()["claims/night-ferry/quiet-engines.html"]
    assert page.text(page.one("title")) == "Quiet engines · Island"


def test_boxes_of_the_map_show_titles(made):
    page = made()["maps/night-ferry.html"]
    boxes = [page.text(box) for box in page.all("p", class_="says")]
    assert "Empty beds" in boxes
    assert "Engines at night drive the seals away." in boxes


def test_a_search_finds_the_words_of_a_title(made, tmp_path):
    made()
    words = (tmp_path / "public/search/words-a.js").read_text()
    assert '"all"' in words


def test_data_has_titles_and_ids_of_before(made, tmp_path):
    made()
    data = json.loads((tmp_path / "public/data/debates/harbour.json").read_text())
    (item,) = data["items"]
    assert item["title"] == "Old <b>quay</b> & all"
    assert item["formerly"] == ["harbour/old-quay", "night-ferry/quay"]


@pytest.mark.parametrize("old", ["claims/harbour/old-quay.html", "claims/night-ferry/quay.html"])
def test_a_page_at_the_address_of_before_leads_on_without_a_script(made, old):
    page = made()[old]
    (refresh,) = page.all("meta", **{"http-equiv": "refresh"})
    assert refresh.get("content") == "0; url=../../claims/harbour/quay-is-old.html"
    assert page.targets(page.one("main")) == {"claims/harbour/quay-is-old.html"}
    (canonical,) = page.all("link", rel="canonical")
    assert page.absolute(canonical.get("href", "")) == "claims/harbour/quay-is-old.html"


@pytest.mark.browser
def test_a_browser_follows_from_the_address_of_before(made, read, tmp_path):
    made()
    page = read(tmp_path / "public").page
    page.goto((tmp_path / "public/claims/harbour/old-quay.html").as_uri())
    page.wait_for_url("**/claims/harbour/quay-is-old.html")


def test_search_engines_are_told_of_the_new_address_alone(made, tmp_path):
    site = made(address="https://example.org/kb")
    page = site["claims/harbour/old-quay.html"]
    (canonical,) = page.all("link", rel="canonical")
    new = "https://example.org/kb/claims/harbour/quay-is-old.html"
    assert canonical.get("href") == new
    addresses = (tmp_path / "public/sitemap.xml").read_text()
    assert new in addresses
    assert "old-quay" not in addresses


def test_links_in_prose_lead_to_items_by_their_ids_of_before(made, tmp_path):
    site = made()
    assert {
        "claims/night-ferry/empty-beds.html",
        "claims/harbour/quay-is-old.html",
        "claims/night-ferry/seal-noise.html",
    } <= site["debates/harbour.html"].targets()
    about = site["claims/night-ferry/do-guests-leave.html"]
    assert "claims/harbour/quay-is-old.html" in about.targets()
    assert list(check_site(tmp_path / "public")) == []


def test_after_a_rename_the_site_is_as_if_made_from_nothing(made, folder, tmp_path):
    made()
    folder.edit("harbour.md", "## quay-is-old", "## quay-is-ancient")
    folder.edit("harbour.md", "old-quay; ", "old-quay; quay-is-old; ")
    folder.edit("night-ferry.md", "- **Formerly:** no-guests", "- **Formerly:** no-guests; late")
    site = made()
    assert "claims/harbour/quay-is-old.html" in site.pages
    fresh = tmp_path / "fresh"
    publish(load_base(folder.path), fresh)
    public = tmp_path / "public"
    made = {p.relative_to(fresh): p.read_bytes() for p in fresh.rglob("*") if p.is_file()}
    assert {p.relative_to(public): p.read_bytes() for p in public.rglob("*") if p.is_file()} == made


def test_works_are_not_counted_among_people_and_listed_apart(made, folder):
    folder.write("people.md", PEOPLE + "\n## log\n\nThe log\n\n- **Kind:** work\n\n## ada\n\nAda\n")
    folder.edit("harbour.md", "- **Kind:** position", "- **Kind:** position\n- **Held by:** log")
    folder.edit("harbour.md", "- **Title:**", "- **Rejected by:** ada; mara\n- **Title:**")
    site = made()
    assert "3 people" in site["index.html"].text()
    people = site["people.html"]
    assert people.text(people.all("h2")[0]) == "Works"
    apart = people.one("section", **{"aria-labelledby": "apart-1"})
    assert people.targets(apart) == {"people/log.html"}
    debate = site["debates/harbour.html"]
    voices, others = (debate.text(line) for line in debate.all("p", class_="voices"))
    assert "log" not in voices
    assert others == "Works and characters: The log"
    stances = site["stances/harbour.html"]
    assert "The log" not in stances.text(stances.one("ul", class_="people-key"))
    said = stances.one("section", **{"aria-labelledby": "apart"})
    assert "The log" in stances.text(said)
    assert "people/log.html" not in site["compare.html"].targets()
    assert site["people/log.html"].text(site["people/log.html"].one("p", class_="kind")) == "Work"


def test_the_page_of_an_item_has_its_tags_and_what_its_arguments_are_called(folder, made):
    folder.edit(
        "harbour.md",
        "- **Kind:** position\n",
        "- **Kind:** position\n- **Tags:** stone; <i>old</i>\n",
    )
    folder.edit("harbour.md", "- **Supported by:** seals\n",
                "- **Supported by:** seals\n  - **Called:** From <b>noise</b>\n  - **Scheme:** Sign\n")  # fmt: skip
    page = made()["claims/harbour/quay-is-old.html"]
    assert page.text(page.one("p", class_="tags")) == "Tagged stone, <i>old</i>"
    assert (
        page.text(page.one("p", class_="called"))
        == "Called “From <b>noise</b>”, by the scheme Sign"
    )
