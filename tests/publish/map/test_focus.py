"""One item of a map in focus, in a browser: what it bears on above, for and against beneath."""

from __future__ import annotations

import shutil

import pytest
from bases import Folder
from building import argument, base, claim
from making import publish_written

from kb.publish import publish
from loaders.base.load import load_base

pytestmark = pytest.mark.browser

HEAD = "---\ntitle: Sails\nquestion: Should the ferry sail?\n---\n\n"
SAILS = """
## go

The ferry should go.

- **Kind:** position
- **Title:** Let it go
- **Held by:** [Mara](people.md#mara) — on most days
- **Supported by:** wind
  - **Undercut by:** lamps
- **Supported by:** calm — inferred
- **Rebutted by:** not moored
- **Rebutted by:** night + cold

## stay

The ferry should stay.

- **Kind:** position
- **Supported by:** not wind

## wind

There is wind.

- **Supported by:** clouds
- **Supports:** stay

## clouds

There are <b>clouds</b> & more.

## calm

The sea is calm.

## moored

The ferry is moored.

## night

It is night.

## cold

It is cold.

## lamps

There are lamps.

## is-windy

Is there wind?

- **Kind:** crux
- **Posed by:** mapper
- **Asks:** wind
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("focus") / "base")
    folder.write("kb.toml", 'id = "b"\nheading = "B"\n')
    folder.write("people.md", "## mara\n\nMara Oduya\n")
    folder.write("sails.md", HEAD + SAILS)
    publish(load_base(folder.path), folder.path / "public")
    return folder.path / "public"


DEBATE = "debates/sails.html"


@pytest.fixture
def reader(folder, read):
    reader = read(folder)
    yield reader
    assert reader.complaints == []


def focused(page) -> str:
    page.wait_for_selector(".focused")
    return page.inner_text(".focused")


def side(page, kind: str) -> list[str]:
    """What stands in a column, a line for each reason."""
    reasons = page.locator(f"#focus-{kind} > .reasons > li").all_inner_texts()
    return [" | ".join(filter(None, reason.split("\n"))) for reason in reasons]


def test_a_name_in_the_overview_brings_its_item_into_focus(reader):
    page = reader.open(DEBATE)
    page.click(".strip .named a >> nth=0")
    assert focused(page) == "The ferry should go."
    assert page.url.endswith("#map-go")
    assert not page.is_visible(".strip")
    assert "Mara Oduya holds this (on most days)" in page.inner_text(".focus-card")
    assert page.evaluate("document.activeElement.className") == "focused"


def test_for_and_against_stand_beneath_with_what_challenges_them(reader):
    page = reader.open(DEBATE, "#map-go")
    focused(page)
    wind, calm = side(page, "supports")
    assert wind.startswith("Wind | There is wind.")
    assert "This argument is challenged: | Lamps" in wind
    assert "our link" in calm
    moored, night = sorted(side(page, "rebuts"))
    assert moored.startswith("If that is false, it counts against this | Moored")
    assert "Night | It is night. | together with | Cold" in night
    assert page.inner_text("#focus-supports-title") == "For 1, and 1 link of ours"
    assert page.inner_text("#focus-rebuts-title") == "Against 2"


def test_what_an_item_bears_on_stands_above(reader):
    page = reader.open(DEBATE, "#map-wind")
    focused(page)
    lines = page.locator(".goals-above li").all_inner_texts()
    assert sorted(lines) == [
        "Counts for A Let it go",
        "Counts for B Stay",
        "If false, counts for B Stay",
    ]
    page = reader.open(DEBATE, "#map-lamps")
    assert focused(page) == "There are lamps."
    assert page.inner_text(".goals-above") == "Challenges the argument from Wind to Let it go"


def test_a_crux_has_what_either_answer_does_and_what_speaks_for_either(reader):
    page = reader.open(DEBATE, "#map-is-windy")
    assert focused(page) == "Is there wind?"
    assert "If no, counts for B Stay" in page.inner_text(".goals-above")
    assert page.inner_text("#focus-supports-title") == "For yes 1"
    assert side(page, "supports")[0].startswith("Clouds")


def test_back_goes_back_and_forward_forward(reader):
    from playwright.sync_api import expect

    page = reader.open(DEBATE)
    page.click(".strip .named a >> nth=0")
    focused(page)
    page.click("#focus-supports .says a >> nth=0")
    expect(page.locator(".focused")).to_have_text("There is wind.")
    page.go_back()
    expect(page.locator(".focused")).to_contain_text("should go")
    page.go_back()
    page.wait_for_selector(".strip", state="visible")
    assert not page.query_selector(".focused")
    page.go_forward()
    assert focused(page) == "The ferry should go."


def test_the_address_of_an_item_opens_it_and_an_unknown_one_the_overview(reader):
    page = reader.open(DEBATE, "#map-clouds")
    assert focused(page) == "There are <b>clouds</b> & more."
    page = reader.open(DEBATE, "#map")
    assert page.is_visible(".strip")
    page.evaluate("location.hash = '#map-nothing'")
    page.wait_for_timeout(100)
    assert page.is_visible(".strip")


def test_all_of_it_is_reached_by_keys(reader):
    from playwright.sync_api import expect

    page = reader.open(DEBATE, "#map")
    page.focus(".strip .named a >> nth=0")
    page.keyboard.press("Enter")
    focused(page)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Wind"
    page.keyboard.press("Enter")
    expect(page.locator(".focused")).to_have_text("There is wind.")
    page.keyboard.press("Escape")
    page.wait_for_selector(".strip", state="visible")
    assert page.evaluate("document.activeElement.textContent") == "Wind"


def test_a_phone_has_two_tabs(folder, read):
    page = read(folder, viewport={"width": 390, "height": 844}).open(DEBATE, "#map-go")
    focused(page)
    tabs = page.locator("[role=tab]")
    assert tabs.all_inner_texts() == ["For 1, and 1 link of ours", "Against 2"]
    assert page.is_visible("#focus-supports")
    assert not page.is_visible("#focus-rebuts")
    page.keyboard.press("Tab")
    tabs.nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#focus-rebuts")
    assert not page.is_visible("#focus-supports")
    assert page.get_attribute("[data-tab=rebuts]", "aria-selected") == "true"
    assert page.evaluate("document.activeElement.dataset.tab") == "rebuts"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_selector("#focus-supports", state="visible")
    assert not page.is_visible("[role=tablist]")


def test_where_the_data_is_missing_a_name_leads_to_its_page(folder, read, tmp_path):
    shutil.copytree(folder, tmp_path / "public")
    (tmp_path / "public" / "maps" / "sails.js").unlink()
    page = read(tmp_path / "public").open(DEBATE)
    page.click(".strip .named a >> nth=0")
    page.wait_for_url("**/claims/sails/go.html")


def test_without_scripts_the_page_of_an_item_is_its_focus(folder, read):
    page = read(folder, java_script_enabled=False).open(DEBATE)
    page.click(".strip .named a >> nth=0")
    assert page.url.endswith("/claims/sails/go.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_focus(folder, read, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 900}
    page = read(folder, viewport=size, color_scheme=scheme, bypass_csp=True).open(DEBATE, "#map-go")
    focused(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


HARBOUR = """
---
title: The harbour
question: Should the harbour close?
---

## close-it

The harbour should close.

- **Kind:** position
- **Supported by:** too-much-wind

## too-much-wind

There is too much wind.

- **Rebuts:** [go](sails.md#go)
  - **Held by:** [Mara](people.md#mara)
"""


def test_an_item_of_another_debate_is_never_said_to_have_no_reasons(read, tmp_path):
    """Its own debate has some: here stands what this one says of it, unweighed, and where the rest is."""
    base = Folder(tmp_path / "base")
    base.write("kb.toml", 'id = "b"\nheading = "B"\n')
    base.write("people.md", "## mara\n\nMara Oduya\n")
    base.write("sails.md", HEAD + SAILS)
    base.write("harbour.md", HARBOUR)
    publish(load_base(base.path), base.path / "public")
    reader = read(base.path / "public")
    page = reader.open("debates/harbour.html", "#map-too-much-wind")
    focused(page)
    page.click(".goals-above a >> text=Let it go")
    page.wait_for_selector(".focused >> text=The ferry should go.")
    assert "Here stands only what this debate says of it." in page.inner_text(".focus-card")
    assert page.inner_text("#focus-supports .nothing") == "None in this debate."
    assert side(page, "rebuts") == ["Too much wind | There is too much wind."]
    page.click(".focus-card >> text=Its page")
    page.wait_for_url("**/claims/sails/go.html")
    page = reader.open("debates/sails.html", "#map-go")
    focused(page)
    assert "only what this debate says" not in page.inner_text(".focus-card")
    found = " ".join(side(page, "rebuts"))
    assert "Too much wind | There is too much wind." in found
    assert "counts" in found
    assert reader.complaints == []


def test_of_many_reasons_a_few_are_shown_and_the_rest_is_a_link(read, tmp_path):
    hub = [argument("supports", f"c{n}", "c0") for n in range(1, 400)]
    items = (claim(f"c{n}", f"Claim {n}.", kind="claim" if n else "position") for n in range(400))
    publish_written(base(*items, arguments=tuple(hub)), tmp_path / "public")
    page = read(tmp_path / "public").open("debates/d.html", "#map-c0")
    focused(page)
    assert page.locator("#focus-supports > .reasons > li").count() == 12
    assert page.inner_text("#focus-supports .more-of-it") == "and 387 more"
    page.click("#focus-supports .more-of-it a")
    page.wait_for_url("**/claims/d/c0.html")
